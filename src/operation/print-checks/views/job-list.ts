import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import { sightOf } from '../../../planning/vendors/index.ts'
import type * as contract from '../contract.ts'
import { clientSignOffGate } from '../gate.ts'
import type { PrintMissing, PrintStage, StageState } from '../print-states.ts'
import { RUN_SLOTS } from '../rules/slots.ts'
import { jobInSight } from '../scope.ts'
import type { PrintJobLine } from '../views.ts'

/** Everything of a line, from the projections of its four gates. What passes is never read here. */
interface Row {
  readonly id: string
  readonly title: string
  readonly created_at: Date
  readonly engagement: string
  readonly printer: string
  readonly client: string | null
  readonly stage: PrintStage | null
  readonly state: string | null
  readonly nobody_asked: boolean | null
  readonly is_asked: boolean
  readonly is_mine: boolean
}

const verifiedBy = (kind: 'test' | 'proof' | 'production') => {
  const { stage, specification, data, pdf } = RUN_SLOTS[kind]
  return sql`(${stage}, ${kind}, array[${specification}, ${data}, ${pdf}]::text[])`
}

/**
 * Whoever is in charge at the printer has something to hand in, put right or print: it is stopped, what lies there has not
 * been found right, or nothing is printed yet. A machine that is at it is waited for.
 */
const IS_AUTHORS_TURN = sql<boolean>`coalesce(
  not exists (select from print_run r where r.org_id = j.org_id and r.job_id = j.id and r.state in ('waiting', 'running'))
  and (now_at.state = 'stopped'
    or exists (select from (values ${verifiedBy('test')}, ${verifiedBy('proof')}, ${verifiedBy('production')}) as v(stage, kind, slots)
      where v.stage = now_at.stage and not exists (select from print_run r
        where r.org_id = j.org_id and r.job_id = j.id and r.kind = v.kind and r.outcome = 'right'
          and r.created_at >= all (select f.created_at from print_file f
            where f.org_id = j.org_id and f.job_id = j.id and f.slot = any (v.slots))))
    or (now_at.stage = 'delivery' and (now_at.state = 'complete' or not exists (select from print_lot l
      where l.org_id = j.org_id and l.job_id = j.id and l.created_at >= all (select f.created_at from print_file f
        where f.org_id = j.org_id and f.job_id = j.id and f.slot in ('data', 'pdf')))))), false)`

/** A person of the client has the proof before them, and has not answered. */
const IS_CLIENTS_TURN = (personId: string | undefined) => sql<boolean>`exists (
  select from print_client_sign_off s
  join gate_progress g on g.org_id = s.org_id and g.subject_id = s.id and g.gate = ${clientSignOffGate.id}
  join gate_waiting w on w.org_id = g.org_id and w.opening_id = g.opening_id
  where s.org_id = j.org_id and s.job_id = j.id and s.guest_link_id is null and w.person_id = ${personId}::uuid)`

/** Jobs that the actor may see, the newest first. */
export async function printJobs(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.listPrintJobs>,
): Promise<{ items: z.input<typeof PrintJobLine>[]; nextCursor?: string }> {
  const sight = await sightOf(tx, actor)
  const { partyId } = sight
  const personId = await canonicalPersonId(tx, actor.personId)
  const like = input.text ? `%${input.text.replace(/[\\%_]/g, '\\$&')}%` : null
  const { rows } = await sql<Row>`
    with line as (
      select j.id, j.title, j.created_at, e.name as engagement, p.name as printer, c.name as client,
        now_at.stage, now_at.state, now_at.nobody_asked,
        exists (select from gate_waiting w where w.org_id = j.org_id and w.opening_id = now_at.opening_id) as is_asked,
        (exists (select from gate_waiting w where w.org_id = j.org_id and w.opening_id = now_at.opening_id
          and w.person_id = ${personId}::uuid)
          or (now_at.stage = 'proof' and ${IS_CLIENTS_TURN(personId)})
          or (case when j.author_id = ${personId ?? null}::uuid then ${IS_AUTHORS_TURN} else false end)) as is_mine
      from print_job j
      join engagement e on e.org_id = j.org_id and e.id = j.engagement_id
      join party p on p.org_id = j.org_id and p.id = j.printer_id
      left join party c on c.org_id = j.org_id and c.id = j.client_id
      left join lateral (
        select g.opening_id, g.state, g.nobody_asked, s.stage from gate_progress g
        join (values ('print-checks.settings', 'settings', 1), ('print-checks.proof', 'proof', 2),
          ('print-checks.production', 'production', 3), ('print-checks.delivery', 'delivery', 4)) as s(gate, stage, place)
          on s.gate = g.gate
        where g.org_id = j.org_id and g.subject_id = j.id and g.state <> 'passed'
        order by s.place limit 1) now_at on true
      where (${partyId}::uuid is null or j.printer_id = ${partyId}::uuid or j.client_id = ${partyId}::uuid)
        and ${jobInSight(sight, sql.ref('j.engagement_id'), sql.ref('j.client_id'))}
    )
    select * from line
    where (${input.cursor ?? null}::uuid is null or id < (select l.id from print_job l where l.id = ${input.cursor ?? null}::uuid))
      and (${like}::text is null or title like ${like} or engagement like ${like})
      and (${input.stage ?? null}::text is null or stage = ${input.stage ?? null})
      and (${input.state ?? null}::text is null or ${input.state ?? null} = case
        when stage is null then 'passed' when state = 'stopped' then 'stopped' else 'waiting' end)
      and (${input.isMine ?? null}::boolean is null or is_mine = ${input.isMine ?? null})
    order by id desc limit ${input.size + 1}`.execute(tx)
  const items = rows.slice(0, input.size)
  return { items: items.map(lineOf), ...(rows.length > items.length && { nextCursor: items.at(-1)!.id }) }
}

function lineOf(row: Row): z.input<typeof PrintJobLine> {
  const state: StageState = row.stage === null ? 'passed' : row.state === 'stopped' ? 'stopped' : 'waiting'
  const missing: PrintMissing | undefined =
    row.stage === null || state === 'stopped'
      ? undefined
      : row.state === 'complete' && row.stage === 'delivery'
        ? 'hand_over'
        : row.is_asked
          ? 'decision'
          : undefined
  return {
    jobId: row.id,
    title: row.title,
    engagementName: row.engagement,
    printerName: row.printer,
    ...(row.client !== null && { clientName: row.client }),
    ...(row.stage !== null && { stage: row.stage }),
    state,
    ...(missing && { missing }),
    isMine: row.is_mine,
    createdAt: new Date(row.created_at).toISOString(),
  }
}
