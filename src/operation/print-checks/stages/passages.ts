import type { Tx } from '../../../kernel/db/database.ts'
import { type GateState, gateState } from '../../../kernel/gates/index.ts'
import { effectOf, STAGE_GATES } from '../gate.ts'
import type { Chain } from './load-chain.ts'
import { PRINT_STAGES, type PrintStage } from '../print-states.ts'

/** That a stage passed, in one revision. */
export interface Passage {
  readonly stage: PrintStage
  readonly permitId: string
  readonly passedAt: Date
}

/** Somebody, or the machine, says "wrong" of this revision. What only waits for the stage before is not wrong itself. */
export const isStopped = ({ checks }: Pick<GateState, 'checks'>): boolean =>
  checks.some(({ id, state }) => state === 'stopped' && id !== 'earlier-passed')

/**
 * The passage of a stage as it stands now: it counts while no check of its revision is stopped, and none of a stage before.
 * What was found wrong after a stage had passed takes it back.
 */
export async function standingPassage(tx: Tx, jobId: string, until: PrintStage): Promise<Passage | undefined> {
  let passage: Passage | undefined
  for (const stage of PRINT_STAGES) {
    const state = await gateState(tx, STAGE_GATES[stage], jobId)
    passage = isStopped(state) ? undefined : await passageOf(tx, STAGE_GATES[stage], jobId, state.revision)
    if (!passage || stage === until) return passage
  }
  return passage
}

/** Whether the newest lot was printed from what stands now: a passage of other PDFs, data or settings is another one. */
export async function isLotCurrent(tx: Tx, { job, lot }: Pick<Chain, 'job' | 'lot'>): Promise<boolean> {
  if (!lot) return false
  return (await standingPassage(tx, job.id, 'production'))?.permitId === lot.lot.production_permit_id
}

/** The passage of this revision of a gate, if there was one; whether it still counts, `standingPassage` says. */
export async function passageOf(
  tx: Tx,
  gate: { readonly id: string },
  jobId: string,
  revision: number,
): Promise<Passage | undefined> {
  const row = await tx
    .selectFrom('print_passage')
    .where('job_id', '=', jobId)
    .where('effect', '=', gate.id)
    .where('revision', '=', revision)
    .select(['stage', 'permit_id', 'passed_at'])
    .executeTakeFirst()
  return row && { stage: row.stage as PrintStage, permitId: row.permit_id, passedAt: row.passed_at }
}

export async function insertPassage(
  tx: Tx,
  input: {
    readonly jobId: string
    readonly stage: PrintStage
    readonly gate: { readonly id: string }
    readonly permitId: string
    readonly revision: number
    readonly revisionHash: string
    readonly earlier: Passage | undefined
    /** Of delivery: the lot that is delivered. The database asks for the one that stands, opened and right. */
    readonly lotId: string | undefined
  },
): Promise<Passage> {
  const { opening_id } = await tx
    .selectFrom('permit')
    .where('id', '=', input.permitId)
    .select('opening_id')
    .executeTakeFirstOrThrow()
  const { passed_at } = await tx
    .insertInto('print_passage')
    .values({
      job_id: input.jobId,
      stage: input.stage,
      permit_id: input.permitId,
      effect: effectOf(input.stage),
      opening_id,
      revision: input.revision,
      revision_hash: input.revisionHash,
      earlier_stage: input.earlier?.stage ?? null,
      earlier_permit_id: input.earlier?.permitId ?? null,
      lot_id: input.lotId ?? null,
    })
    .returning('passed_at')
    .executeTakeFirstOrThrow()
  return { stage: input.stage, permitId: input.permitId, passedAt: passed_at }
}
