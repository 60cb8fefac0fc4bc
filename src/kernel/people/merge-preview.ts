import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../db/database.ts'
import type { previewMerge } from './contract.ts'
import { personDetail } from './person-view.ts'
import { todayOf } from './store.ts'

type Preview = z.input<typeof previewMerge.output>

let countGates: (tx: Tx, one: string, other: string) => Promise<number> = async () => 0

/** In how many open gates two persons have acted apart: the gates know, to the right of this room. `app` gives it once. */
export function countGatesOfMerge(count: (tx: Tx, one: string, other: string) => Promise<number>): void {
  countGates = count
}

/** What `mergePersons` would bring together. @throws Refusal `not_found` */
export async function mergePreview(tx: Tx, input: { personId: string; intoId: string }): Promise<Preview> {
  const today = await todayOf(tx)
  const [from, into] = [await personDetail(tx, input.personId, today), await personDetail(tx, input.intoId, today)]
  const obstacle = await obstacleTo(tx, from, into)
  const gateCount = obstacle ? 0 : await countGates(tx, from.id, into.id)
  return { from, into, gateCount, ...(obstacle && { obstacle }) }
}

async function obstacleTo(tx: Tx, from: Preview['from'], into: Preview['into']): Promise<Preview['obstacle']> {
  if (from.id === into.id) return 'same_record'
  if (from.partyId !== into.partyId) return 'other_party'
  // The same rule as the database's: the two officers are two persons at every moment.
  const { rows } = await sql<{ clash: boolean }>`
    select exists (select 1 from membership a join membership b
      on b.role = case a.role when 'privacy_officer' then 'audit_officer' else 'privacy_officer' end
      and daterange(a.from_on, a.until_on, '[]') && daterange(b.from_on, b.until_on, '[]')
      where a.role in ('privacy_officer', 'audit_officer')
        and a.person_id in (select records_of_person(${from.id})) and b.person_id in (select records_of_person(${into.id}))
    ) as clash`.execute(tx)
  return rows[0]!.clash ? 'officers_must_differ' : undefined
}
