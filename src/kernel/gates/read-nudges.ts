import { sql } from 'kysely'
import { instantOf, type Tx } from '../db/database.ts'
import { canonicalPersonId } from '../people/index.ts'
import type { GateName } from './load-gate.ts'

/** Whether a gate has ever waited so long that the step above may decide as well. */
export async function isEscalated(tx: Tx, gate: GateName, subjectId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('gate_nudge as n')
    .innerJoin('gate_opening as o', (join) =>
      join.onRef('o.org_id', '=', 'n.org_id').onRef('o.id', '=', 'n.opening_id'),
    )
    .where('o.gate', '=', gate.id)
    .where('o.subject_id', '=', subjectId)
    .where('n.nudge', '=', 'escalation')
    .select('n.opening_id')
    .executeTakeFirst()
  return row !== undefined
}

/** A check of which somebody was told because it has waited too long, and which waits still. */
export interface ToldCheck {
  readonly gate: string
  readonly subjectId: string
  readonly check: string
  readonly sinceAt: Date
  readonly toldAt: Date
}

/**
 * What a person was told of by an escalation and still waits for somebody else, longest first; what waits for themselves
 * is in `waitingFor`. From the projection.
 */
export async function toldToSeeTo(tx: Tx, personId: string, { limit = 50 } = {}): Promise<ToldCheck[]> {
  const [now, person] = [await instantOf(tx), (await canonicalPersonId(tx, personId)) ?? personId]
  const { rows } = await sql<ToldCheck>`
    select g.gate, g.subject_id as "subjectId", t.check_id as check, min(w.since_at) as "sinceAt", n.sent_at as "toldAt"
    from gate_nudge_told t
      join gate_nudge n on n.opening_id = t.opening_id and n.revision = t.revision and n.check_id = t.check_id
        and n.nudge = t.nudge
      join gate_progress g on g.opening_id = t.opening_id and g.state = 'waiting'
      join gate_waiting w on w.opening_id = t.opening_id and w.check_id = t.check_id and w.since_at <= n.sent_at
    where t.nudge = 'escalation' and t.person_id = ${person} and (g.expires_at is null or g.expires_at > ${now})
      and not exists (select 1 from gate_waiting mine where mine.opening_id = t.opening_id and mine.person_id = ${person})
    group by g.gate, g.subject_id, t.check_id, n.sent_at
    order by min(w.since_at), g.subject_id limit ${limit}`.execute(tx)
  return rows
}
