import { announce } from '../db/announce.ts'
import type { Tx } from '../db/database.ts'
import { insertAlong } from '../db/insert-along.ts'
import { goAlong } from '../db/statements.ts'
import { type Asked, askedFor } from './asked.ts'
import { type LoadedGate, loadGate } from './load-gate.ts'
import { approvedBy } from './rules/approved-by.ts'
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
  await showProgress(tx, [loaded])
  return loaded.state
}

/** Brings the rows of the projection up to date with gates as they stand now. Call it with the gates locked. */
export async function showProgress(tx: Tx, gates: readonly LoadedGate[]): Promise<void> {
  const shown: Shown[] = []
  for (const loaded of gates) shown.push({ loaded, progress: await progressOf(tx, loaded) })
  await writeProgress(tx, shown)
  await announce(tx, 'gates')
}

/** The rows of gates that have just ended: nobody is asked any more, and what was found stays shown. */
export async function showEnded(tx: Tx, openingIds: readonly string[]): Promise<void> {
  const ids = `{${openingIds.join(',')}}`
  await goAlong(tx, {
    name: 'show_ended',
    text: `update gate_progress set state = 'ended', nobody_asked = false where opening_id = any($1::uuid[])`,
    values: [ids],
  })
  await goAlong(tx, { name: 'clear_waiting', text: CLEAR_WAITING, values: [ids] })
  await announce(tx, 'gates')
}

interface Shown {
  readonly loaded: LoadedGate
  readonly progress: Progress
}

/** The projection of one gate, computed from its rows. */
export async function progressOf(tx: Tx, loaded: LoadedGate): Promise<Progress> {
  const { state } = loaded
  const live = { openAt: state.openAt ?? null, findingCount: state.points.length }
  const over = { ...live, isNobodyAsked: false, waiting: [] }
  if (state.end) return { ...over, state: 'ended' }
  if (isConsumed(loaded)) return { ...over, state: 'passed' }
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
  const asked = await askedWithMandate(tx, loaded, check)
  return asked.filter((one) => !spoken.has(one.personId) && !(one.actingFor && apart.includes(one.actingFor)))
}

/** Of those who may decide, the ones under whose mandate nobody has approved yet: two approvals are two judgements. */
export async function askedWithMandate(tx: Tx, loaded: LoadedGate, check: CheckState): Promise<Asked[]> {
  if (check.kind !== 'approve') return askedFor(tx, loaded, check)
  const spent = approvedBy(loaded.facts, loaded.state.points)
  return (await askedFor(tx, loaded, check, spent)).filter(({ personId }) => !spent.has(personId))
}

/** Since when a check has waited: the checks before it were passed then. */
export function askedSince({ facts, state }: LoadedGate, check: CheckState): Date {
  const after = facts.requirements.checks.find((one) => one.id === check.id)!.after
  const passed = state.checks.filter((one) => after.includes(one.id)).map((one) => one.passedAt?.getTime() ?? 0)
  return new Date(Math.max(facts.revision.madeAt.getTime(), ...passed))
}

const isConsumed = ({ permits, state }: LoadedGate): boolean =>
  permits.some((permit) => permit.isConsumed && permit.revision === state.revision)

async function writeProgress(tx: Tx, shown: readonly Shown[]): Promise<void> {
  await goAlong(tx, { name: 'write_progress', text: WRITE, values: [JSON.stringify(shown.map(progressRow))] })
  const openingIds = shown.map(({ loaded }) => loaded.openingId)
  await goAlong(tx, { name: 'clear_waiting', text: CLEAR_WAITING, values: [`{${openingIds.join(',')}}`] })
  await insertAlong(tx, 'gate_waiting', WAITING_COLUMNS, shown.flatMap(waitingRows))
}

function progressRow({ loaded, progress }: Shown) {
  const { openingId, facts } = loaded
  return {
    opening_id: openingId,
    gate: facts.requirements.gate,
    subject_id: loaded.subjectId,
    author_id: facts.authorId,
    state: progress.state,
    finding_count: progress.findingCount,
    nobody_asked: progress.isNobodyAsked,
    opened_at: loaded.openedAt,
    open_at: progress.openAt,
    expires_at: facts.requirements.expiresAt ?? null,
  }
}

const waitingRows = ({ loaded, progress }: Shown) =>
  progress.waiting.map(({ checkId, sinceAt, asked }) => ({
    opening_id: loaded.openingId,
    check_id: checkId,
    person_id: asked.personId,
    acting_for_id: asked.actingFor ?? null,
    since_at: sinceAt,
  }))

const WAITING_COLUMNS = {
  opening_id: 'uuid',
  check_id: 'text',
  person_id: 'uuid',
  acting_for_id: 'uuid',
  since_at: 'timestamptz',
}

const CLEAR_WAITING = 'delete from gate_waiting where opening_id = any($1::uuid[])'
const CHANGING = 'gate, subject_id, author_id, state, finding_count, nobody_asked, opened_at, open_at, expires_at'
const NEW = CHANGING.replaceAll(/\w+/g, 'excluded.$&')
const OLD = CHANGING.replaceAll(/\w+/g, 'gate_progress.$&')

/** A row that says what it said is left as it is. */
const WRITE = `
  insert into gate_progress (opening_id, ${CHANGING}) select opening_id, ${CHANGING}
  from jsonb_to_recordset($1::jsonb) as r(opening_id uuid, gate text, subject_id uuid, author_id uuid, state text,
    finding_count integer, nobody_asked boolean, opened_at timestamptz, open_at timestamptz, expires_at timestamptz)
  on conflict (org_id, opening_id) do update set (${CHANGING}) = row(${NEW})
  where row(${OLD}) is distinct from row(${NEW})`
