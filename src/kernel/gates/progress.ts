import { announce } from '../db/announce.ts'
import type { Tx } from '../db/database.ts'
import { type Asked, askedFor } from './asked.ts'
import { type LoadedGate, loadGate } from './load-gate.ts'
import type { CheckState, GateState } from './rules/evaluate.ts'

export const PROGRESS_STATES = ['waiting', 'stopped', 'complete', 'passed', 'ended'] as const
export type ProgressState = (typeof PROGRESS_STATES)[number]

/** What lists show of a gate. Nothing here is read when something is let out. */
export interface Progress {
  readonly state: ProgressState
  readonly openAt: Date | null
  readonly findingCount: number
  /** A check waits, and nobody can be found to ask: an alarm (invariant 7). */
  readonly isNobodyAsked: boolean
  readonly waiting: readonly { readonly checkId: string; readonly sinceAt: Date; readonly asked: Asked }[]
}

/** Computes the state of a gate again and brings its row of the projection up to date. Call it with the gate locked. */
export async function updateProgress(tx: Tx, openingId: string): Promise<GateState> {
  const loaded = await loadGate(tx, openingId)
  await writeProgress(tx, loaded, await progressOf(tx, loaded))
  await announce(tx, 'gates')
  return loaded.state
}

/** The projection of one gate, computed from its rows. */
export async function progressOf(tx: Tx, loaded: LoadedGate): Promise<Progress> {
  const { state } = loaded
  const live = { openAt: state.openAt ?? null, findingCount: state.points.length }
  const over = { ...live, isNobodyAsked: false, waiting: [] }
  if (state.end) return { ...over, state: 'ended' }
  if (await isConsumed(tx, loaded)) return { ...over, state: 'passed' }
  const checks = state.checks.filter((check) => check.state === 'waiting' && check.kind !== 'machine')
  const waiting: { checkId: string; sinceAt: Date; asked: Asked }[] = []
  let isNobodyAsked = false
  for (const check of checks) {
    const asked = await askableFor(tx, loaded, check)
    if (asked.length === 0) isNobodyAsked = true
    const sinceAt = askedSince(loaded, check)
    waiting.push(...asked.map((asked) => ({ checkId: check.id, sinceAt, asked })))
  }
  const isStopped = state.checks.some((check) => check.state === 'stopped')
  return { ...live, isNobodyAsked, waiting, state: isStopped ? 'stopped' : state.isComplete ? 'complete' : 'waiting' }
}

/** Of those who may decide, the ones who have not yet spoken of this revision. */
export async function askableFor(tx: Tx, loaded: LoadedGate, check: CheckState): Promise<Asked[]> {
  const { decisions, breakGlass, revision, requirements } = loaded.facts
  const apartFrom = requirements.checks.find((one) => one.id === check.id)!.apartFrom
  const passes = decisions.filter((one) => one.revision === revision.number && one.outcome === 'pass')
  const apart = passes.flatMap((one) => (apartFrom.includes(one.check) ? [one.personId, one.actingForId] : []))
  const broke = breakGlass.filter((one) => one.revision === revision.number)
  const spoken = new Set([
    ...passes.map((one) => one.personId),
    ...apart,
    ...broke.flatMap((one) => [one.openerId, one.confirmerId]),
  ])
  const asked = await askedFor(tx, loaded, check)
  return asked.filter((one) => !spoken.has(one.personId) && !(one.actingFor && apart.includes(one.actingFor)))
}

/** Since when a check has waited: the checks before it were passed then. */
export function askedSince({ facts, state }: LoadedGate, check: CheckState): Date {
  const after = facts.requirements.checks.find((one) => one.id === check.id)!.after
  const passed = state.checks.filter((one) => after.includes(one.id)).map((one) => one.passedAt?.getTime() ?? 0)
  return new Date(Math.max(facts.revision.madeAt.getTime(), ...passed))
}

async function isConsumed(tx: Tx, { openingId, state }: LoadedGate): Promise<boolean> {
  const row = await tx
    .selectFrom('permit as p')
    .innerJoin('permit_consumption as c', (join) =>
      join.onRef('c.org_id', '=', 'p.org_id').onRef('c.permit_id', '=', 'p.id'),
    )
    .where('p.opening_id', '=', openingId)
    .where('p.revision', '=', state.revision)
    .select('p.id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function writeProgress(tx: Tx, loaded: LoadedGate, progress: Progress): Promise<void> {
  const { openingId, facts } = loaded
  const expiresAt = facts.requirements.expiresAt
  const row = {
    gate: facts.requirements.gate,
    subject_id: loaded.subjectId,
    author_id: facts.authorId,
    state: progress.state,
    finding_count: progress.findingCount,
    nobody_asked: progress.isNobodyAsked,
    opened_at: loaded.openedAt,
    open_at: progress.openAt,
    expires_at: expiresAt ? new Date(expiresAt) : null,
  }
  await tx
    .insertInto('gate_progress')
    .values({ opening_id: openingId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'opening_id']).doUpdateSet(row))
    .execute()
  await tx.deleteFrom('gate_waiting').where('opening_id', '=', openingId).execute()
  if (progress.waiting.length === 0) return
  await tx
    .insertInto('gate_waiting')
    .values(
      progress.waiting.map(({ checkId, sinceAt, asked }) => ({
        opening_id: openingId,
        check_id: checkId,
        person_id: asked.personId,
        acting_for_id: asked.actingFor ?? null,
        since_at: sinceAt,
      })),
    )
    .execute()
}
