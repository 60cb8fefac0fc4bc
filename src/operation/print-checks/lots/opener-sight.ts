import { sql } from 'kysely'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import { deliveryGate } from '../gate.ts'
import { standingPassage } from '../stages/passages.ts'
import type { PrintRunKind, PrintSlot } from '../print-states.ts'
import { type JobRow, type LotWithSample, newestLot } from '../store.ts'

/** Files in which stands what the drawn items must say. */
const TELLING_SLOTS: readonly PrintSlot[] = ['data', 'pdf', 'scan']
const TELLING_RUNS: readonly PrintRunKind[] = ['production', 'scan']

/**
 * Whether somebody knows what the drawn items must say, and so reads it back from no paper: they handed the data or the
 * PDF in, took them out as files, or looked at pages or sheets after the draw. Before the draw nobody knew which.
 */
export async function hasSeenSample(
  tx: Tx,
  jobId: string,
  { sample }: Pick<LotWithSample, 'sample'>,
  personId: string,
): Promise<boolean> {
  const { rows } = await sql<{ readonly seen: boolean }>`
    with who as (select records_of_person(${personId}) as id), told as (
      select f.id, f.added_by, f.slot in ('data', 'pdf') and f.revision = (
        select max(n.revision) from print_file n where n.job_id = f.job_id and n.slot = f.slot) as is_whole
      from print_file f where f.job_id = ${jobId} and f.slot = any(${[...TELLING_SLOTS]}::text[]))
    select exists (select from told where is_whole and added_by in (select id from who))
      or exists (select from event e join told t on t.id = (e.facts->>'fileId')::uuid
        where e.subject_id = ${jobId} and e.type = 'print_job.file_viewed' and e.actor_id in (select id from who)
          and (e.occurred_at >= ${sample.drawn_at} or (t.is_whole and e.facts->'page' is null)))
      or exists (select from event e join print_run r on r.id = (e.facts->>'runId')::uuid
        where e.subject_id = ${jobId} and e.type = 'print_job.result_viewed' and e.actor_id in (select id from who)
          and (e.facts->'sheet' is not null or e.facts->'page' is not null)
          and r.kind = any(${[...TELLING_RUNS]}::text[]) and e.occurred_at >= ${sample.drawn_at}) as seen`.execute(tx)
  return rows[0]!.seen
}

/**
 * While somebody reads the drawn items from the paper, what they must say is shut for them.
 * @throws Refusal `sample_not_blind`
 */
export async function refuseOpener(
  tx: Tx,
  actor: Actor,
  job: Pick<JobRow, 'id'>,
  of: { readonly slot: PrintSlot } | { readonly kind: PrintRunKind },
): Promise<void> {
  const isTelling = 'slot' in of ? TELLING_SLOTS.includes(of.slot) : TELLING_RUNS.includes(of.kind)
  if (!isTelling) return
  const lot = await newestLot(tx, job.id)
  if (!lot?.openerId || lot.isStopped) return
  if ((await canonicalPersonId(tx, lot.openerId)) !== (await canonicalPersonId(tx, actor.personId))) return
  const { checks } = await gateState(tx, deliveryGate, job.id)
  if (checks.find(({ id }) => id === 'sample-opened')?.state === 'passed') return
  // Of a lot whose PDF or data were replaced nothing is read any more.
  if ((await standingPassage(tx, job.id, 'production'))?.permitId !== lot.lot.production_permit_id) return
  throw new Refusal('sample_not_blind')
}
