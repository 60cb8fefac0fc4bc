import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/**
 * In how many open gates both persons have a part: one wrote what the other passed, or each passed a check of the current
 * revision. Were they one person, one of the two would not count there any more (invariants 1 and 4).
 */
export async function gatesOfBoth(tx: Tx, one: string, other: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with part as materialized (
      select o.id, canonical_person_id(o.author_id) as person_id from gate_opening o
      where o.author_id in (select records_of_person(${one})) or o.author_id in (select records_of_person(${other}))
      union
      select d.opening_id, canonical_person_id(d.person_id) from gate_decision d
      where d.outcome = 'pass' and (d.person_id in (select records_of_person(${one}))
          or d.person_id in (select records_of_person(${other})))
        and d.revision = (select max(r.number) from gate_revision r where r.opening_id = d.opening_id)
    )
    select count(*)::int as count from gate_progress g
    where g.state not in ('passed', 'ended')
      and exists (select 1 from part p where p.id = g.opening_id and p.person_id = ${one})
      and exists (select 1 from part p where p.id = g.opening_id and p.person_id = ${other})`.execute(tx)
  return rows[0]!.count
}
