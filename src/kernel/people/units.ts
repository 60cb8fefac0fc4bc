import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** One step of a unit's line to the top. */
export interface UnitOfLine {
  readonly id: string
  readonly partyId: string | null
}

/** The unit and everything above it, nearest first, in the tree as it was at an instant. */
export async function lineOfUnit(tx: Tx, unitId: string, at: Date): Promise<UnitOfLine[]> {
  const { rows } = await sql<UnitOfLine>`
    with recursive line as (
      select ${unitId}::uuid as id, 0 as depth
      union all
      select h.parent_id, line.depth + 1
      from line cross join lateral (
        select parent_id from unit_history
        where unit_id = line.id and changed_at <= ${at} order by version desc limit 1) h
      where h.parent_id is not null and line.depth < 100
    )
    select u.id, u.party_id as "partyId" from line join unit u on u.id = line.id order by line.depth`.execute(tx)
  return rows
}
