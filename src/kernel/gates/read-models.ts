import type { Finding, GatePanel, Station } from '../../base/gate-panel.ts'
import type { Json } from '../../base/canonical-json.ts'
import type { Tx } from '../db/database.ts'
import { personById } from '../people/index.ts'
import type { Asked } from './asked.ts'
import { type GateName, type LoadedGate, loadGate, openingOf } from './load-gate.ts'
import { openNotes } from './notes.ts'
import type { StoredPermit } from './rules/permit-fault.ts'
import { askableFor, askedSince } from './progress.ts'
import type { CheckState, GateState } from './rules/evaluate.ts'
import { requirementsNow } from './rules/tighten.ts'

/**
 * Where a gate stands now, computed from its rows.
 * @throws Refusal `not_found`
 */
export async function gateState(tx: Tx, gate: GateName, subjectId: string): Promise<GateState> {
  return (await loadGate(tx, await openingOf(tx, gate, subjectId))).state
}

export interface AskedCheck {
  readonly check: string
  readonly sinceAt: Date
  /** Empty: nobody can be found, which is an alarm. */
  readonly asked: readonly Asked[]
}

/**
 * Whom a gate asks now, check by check, computed from its rows: for notices, reminders and escalation.
 * @throws Refusal `not_found`
 */
export async function askedNow(tx: Tx, gate: GateName, subjectId: string): Promise<AskedCheck[]> {
  const loaded = await loadGate(tx, await openingOf(tx, gate, subjectId))
  if (loaded.state.end) return []
  const checks = loaded.state.checks.filter((one) => one.state === 'waiting' && one.kind !== 'machine')
  const asked: AskedCheck[] = []
  for (const check of checks)
    asked.push({ check: check.id, sinceAt: askedSince(loaded, check), asked: await askableFor(tx, loaded, check) })
  return asked
}

/**
 * The gate as every screen draws it: stations in the definition's order, with names. What was erased is left out.
 * @throws Refusal `not_found`
 */
export async function gatePanel(tx: Tx, gate: GateName, subjectId: string): Promise<GatePanel> {
  const loaded = await loadGate(tx, await openingOf(tx, gate, subjectId))
  const { state, permits } = loaded
  const [comments, findings] = [await commentsOf(tx, loaded), await findingsOf(tx, loaded)]
  // What has passed by a broken glass stays marked when its time is over.
  const isBroken = state.breakGlassId !== undefined || permits.some(isBrokenPass(state.revision))
  const stations: Station[] = []
  let isNobodyAsked = false
  for (const check of state.checks) {
    const people = await peopleOf(tx, loaded, check)
    isNobodyAsked ||=
      people.every(({ decidedAt }) => decidedAt) && check.state === 'waiting' && check.kind !== 'machine'
    const decision = check.refusedBy ?? check.passedBy.at(-1)
    const comment = decision && comments.get(decision.id)
    const at = check.refusedBy?.decidedAt ?? check.passedAt
    stations.push({
      check: check.id,
      kind: check.kind,
      // The broken glass waives what is missing; it can still be decided.
      state: isBroken && check.state !== 'passed' ? 'waived' : check.state,
      ...(check.verdict && { verdict: check.verdict }),
      people: await namesOf(tx, people, comments),
      ...numberNeeded(loaded, check),
      ...nudgesAt(loaded, check),
      ...(at && { at: at.toISOString() }),
      ...(comment !== undefined && { comment }),
      findings: findings.get(check.id) ?? [],
    })
  }
  const used = permits.filter((permit) => permit.isConsumed && permit.revision === state.revision)
  return {
    gate: state.gate,
    revisionHash: state.revisionHash,
    stations,
    bar: used.length > 0 ? 'passed' : state.open ? 'up' : 'down',
    reasons: [
      ...(isBroken && !state.breakGlassId ? [{ code: 'glass_broken', facts: {} }] : []),
      ...state.reasons,
      ...(isNobodyAsked ? [{ code: 'nobody_to_ask', facts: {} }] : []),
    ],
  }
}

const isBrokenPass = (revision: number) => (permit: StoredPermit) =>
  permit.isConsumed && permit.revision === revision && permit.breakGlassId !== undefined

interface PersonAtStation {
  /** Of the decision, where one was made. */
  readonly id?: string
  readonly personId: string
  readonly actingForId?: string | undefined
  readonly decidedAt?: Date | undefined
}

function numberNeeded({ facts }: LoadedGate, check: CheckState): Pick<Station, 'needed'> {
  const { count } = requirementsNow(facts).checks.find((one) => one.id === check.id)!
  return count > 1 && check.state !== 'waived' ? { needed: count } : {}
}

function nudgesAt({ nudges }: LoadedGate, check: CheckState): Pick<Station, 'nudges'> {
  const sent = nudges.filter((one) => one.check === check.id)
  return sent.length === 0 ? {} : { nudges: sent.map(({ nudge, sentAt }) => ({ nudge, at: sentAt.toISOString() })) }
}

/** Who decided; while the check waits, who is asked beside them. */
async function peopleOf(tx: Tx, loaded: LoadedGate, check: CheckState): Promise<PersonAtStation[]> {
  if (check.refusedBy) return [check.refusedBy]
  if (check.state !== 'waiting' || check.kind === 'machine' || loaded.state.end) return [...check.passedBy]
  const asked = await askableFor(tx, loaded, check)
  return [...check.passedBy, ...asked.map((one) => ({ personId: one.personId, actingForId: one.actingFor }))]
}

async function namesOf(
  tx: Tx,
  people: readonly PersonAtStation[],
  comments: ReadonlyMap<string, string>,
): Promise<Station['people']> {
  const name = async (id: string) => (await personById(tx, id))?.name ?? ''
  const named: Station['people'] = []
  for (const { id, personId, actingForId, decidedAt } of people) {
    const comment = id === undefined ? undefined : comments.get(id)
    named.push({
      name: await name(personId),
      ...(actingForId && { actingFor: await name(actingForId) }),
      ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
      ...(comment !== undefined && { comment }),
    })
  }
  return named
}

async function commentsOf(tx: Tx, { openingId, state }: LoadedGate): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('gate_decision')
    .where('opening_id', '=', openingId)
    .where('revision', '=', state.revision)
    .select(['id', 'comment_id'])
    .execute()
  const notes = await openNotes(
    tx,
    rows.flatMap((row) => row.comment_id ?? []),
  )
  return new Map(
    rows.flatMap((row) => {
      const text = row.comment_id ? notes.get(row.comment_id) : undefined
      return typeof text === 'string' ? [[row.id, text]] : []
    }),
  )
}

/** What the newest verdict of each check says. */
async function findingsOf(tx: Tx, { openingId, state }: LoadedGate): Promise<ReadonlyMap<string, Finding[]>> {
  const rows = await tx
    .selectFrom('gate_verdict')
    .where('opening_id', '=', openingId)
    .where('revision', '=', state.revision)
    .select(['check_id', 'findings_id'])
    .distinctOn('check_id')
    .orderBy('check_id')
    .orderBy('seq', 'desc')
    .execute()
  const notes = await openNotes(
    tx,
    rows.flatMap((row) => row.findings_id ?? []),
  )
  const listed = (id: string | null): Finding[] => ((id && (notes.get(id) as Json as unknown)) || []) as Finding[]
  return new Map(rows.map((row) => [row.check_id, listed(row.findings_id)]))
}
