import type { Database } from '../../kernel/db/database.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import type { DocumentDesk } from './attachments/document-desk.ts'
import type { Deliverer } from './release/deliverer.ts'

/** What the module works with besides the database; `app` gives it once to each process. */
export interface MailEquipment {
  readonly vault: Vault
  /** Our host's name in `Received:` and in delivery reports. */
  readonly host: string
  /** Our mark in `Received:`, the same for all processes of this installation: a mail that carries it is a loop. */
  readonly gateTag: string
  /** undefined: no relay is set. Mail of a real organisation then stays queued, and health says so. */
  readonly relay: Deliverer | undefined
  /** Takes the demonstration's mail, whatever the relay. */
  readonly demoMailbox: Deliverer
  /** Opens attachments; without it they stay unopened, and people look. */
  readonly documents?: DocumentDesk
}

/** What the jobs do. Told to them at the start, so that an operation may ask for a job without knowing its work. */
export interface MailWork {
  readHeldMail(orgId: string, mailId: string): Promise<void>
  releaseMail(orgId: string, mailId: string): Promise<unknown>
  deliverMail(orgId: string, mailId: string): Promise<unknown>
  expireMails(orgId: string): Promise<unknown>
  purgeMails(orgId: string): Promise<unknown>
  alarmQueue(orgId: string): Promise<number | undefined>
  nudgeMails(orgId: string): Promise<{ nudged: number; unheard: number }>
}

const working = new WeakMap<Database, MailWork>()

export function setMailWork(database: Database, work: MailWork): void {
  working.set(database, work)
}

export function mailWorkOf(database: Database): MailWork {
  const work = working.get(database)
  if (!work) throw new Error('equipOutboundMail was not called for this database')
  return work
}
