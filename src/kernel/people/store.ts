import { sql } from 'kysely'
import { jstDay, type IsoDate } from '../../base/clock.ts'
import { Refusal, type RefusalCode } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../db/database.ts'

/** What the database itself refuses, in the words of a refusal. */
const REFUSED_BY: Readonly<Record<string, RefusalCode>> = {
  unit_no_circle: 'unit_circle',
  person_no_circle: 'same_record',
  membership_own_party: 'other_party',
  membership_officers_differ: 'officers_must_differ',
  person_address_pkey: 'address_taken',
  person_staff_number: 'staff_number_taken',
  person_days_in_order: 'bad_input',
}

/** Foreign key violation: the input names a party, a unit or a person that this organisation does not have. */
const NO_SUCH_ROW = '23503'

/**
 * Runs a write; where a constraint answers that has words, the refusal says them. The transaction is lost either way.
 * @throws Refusal as the constraint says; any other error unchanged
 */
export async function orRefuse<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    const { constraint = '', code: state } = error as { constraint?: string; code?: string }
    const code = REFUSED_BY[constraint] ?? (state === NO_SUCH_ROW ? 'not_found' : undefined)
    if (code) throw new Refusal(code)
    throw error
  }
}

export type VersionedTable = 'person' | 'unit' | 'membership' | 'delegation' | 'absence'

/**
 * Locks a row that the caller saw in this version, until the end of the transaction.
 * @throws Refusal `not_found`, `stale_version`
 */
export async function lockVersion(tx: Tx, table: VersionedTable, id: string, version: number): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select version from ${sql.table(table)} where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw new Refusal('not_found')
  if (rows[0].version !== version) throw new Refusal('stale_version')
}

export async function todayOf(tx: Tx): Promise<IsoDate> {
  return jstDay(await instantOf(tx))
}
