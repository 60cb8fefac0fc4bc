import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { prepared } from '../db/statements.ts'

/** A person's record, as other rooms see it. */
export interface Person {
  readonly id: string
  /** The vendor they work for; null: our own people. */
  readonly partyId: string | null
  readonly name: string
  readonly nameKana: string | null
  readonly activeFromOn: string | null
  readonly activeUntilOn: string | null
}

const columns = [
  'id',
  'party_id as partyId',
  'name',
  'name_kana as nameKana',
  'active_from_on as activeFromOn',
  'active_until_on as activeUntilOn',
] as const

export async function personById(tx: Tx, id: string): Promise<Person | undefined> {
  return tx.selectFrom('person').select(columns).where('id', '=', id).executeTakeFirst()
}

/**
 * The person who owns an address, as their canonical record.
 * @param address in any case; compared in lower case
 */
export async function personByAddress(tx: Tx, address: string): Promise<Person | undefined> {
  const query = tx
    .selectFrom('person')
    .select(columns)
    .where(
      sql<boolean>`id = (select canonical_person_id(a.person_id) from person_address a
        where a.address = ${address.toLowerCase()})`,
    )
  return (await tx.executeQuery(prepared('person_by_address', query.compile()))).rows[0]
}

/**
 * The record that stands for a person after all merges. Separation of duties compares these and nothing else.
 * @returns the id itself where nothing was merged; undefined where there is no such record
 */
export async function canonicalPersonId(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select canonical_person_id(${id}) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}
