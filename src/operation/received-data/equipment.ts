import type { Vault } from '../../kernel/vault/index.ts'
import type { ListDesk } from './list-desk.ts'

/** What the module works with besides the database; `app` gives it. */
export interface ReceivedDataEquipment {
  readonly vault: Vault
  readonly lists: ListDesk
}
