import { sql } from 'kysely'
import type { z } from 'zod'
import { type Database, inOrganisation, organisationOf, type Tx } from '../db/database.ts'
import { type EventKind, type NewEvent, recordEvent } from './record-event.ts'

/** The ledger of the instance itself. No organisation can have this id. */
export const INSTANCE_LEDGER = '00000000-0000-0000-0000-000000000000'

/** Runs `work` in a transaction that sees the instance's ledger, as `inOrganisation` does an organisation's. */
export const inInstance = <T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inOrganisation(database, INSTANCE_LEDGER, work)

/**
 * Writes an event of the instance in the transaction of its act, also when that is an organisation's (its creation):
 * the transaction belongs to the instance for this one statement.
 * @param event.part which part of the program acts
 */
export async function recordInstanceEvent<F extends z.ZodRawShape>(
  tx: Tx,
  kind: EventKind<F>,
  event: Omit<NewEvent<F>, 'actor' | 'subject'> & { readonly part: string; readonly subject?: NewEvent<F>['subject'] },
): Promise<string> {
  const own = await organisationOf(tx)
  const { part, subject = { kind: 'instance', id: INSTANCE_LEDGER }, ...rest } = event
  const belongTo = (ledgerId: string) => sql`select set_config('app.org', ${ledgerId}, true)`.execute(tx)
  await belongTo(INSTANCE_LEDGER)
  const actor = { kind: 'system', orgId: INSTANCE_LEDGER, part } as const
  const id = await recordEvent(tx, kind, { ...rest, actor, subject })
  await belongTo(own)
  return id
}
