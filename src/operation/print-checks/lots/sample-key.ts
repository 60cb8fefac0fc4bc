import type { Tx } from '../../../kernel/db/database.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { AskedSide } from '../rules/asked-sides.ts'
import type { SampleRow } from '../store.ts'

/** One drawn item with what the data say: sealed, never told before it was typed. */
export interface KeyItem {
  readonly item: number
  /** Sheet of the run, where the machine knows it. */
  readonly sheet?: number
  readonly sides: readonly AskedSide[]
}

/** @throws Refusal `content_erased` */
export async function sampleKey(tx: Tx, vault: Vault, sample: SampleRow): Promise<ReadonlyMap<number, KeyItem>> {
  const key = (await vault.openFacts(tx, sample.expected_id)) as { items: readonly KeyItem[] } | undefined
  if (!key) throw new Refusal('content_erased')
  return new Map(key.items.map((one) => [one.item, one]))
}
