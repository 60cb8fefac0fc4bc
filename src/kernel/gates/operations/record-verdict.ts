import { createHmac } from 'node:crypto'
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import { Finding } from '../../../base/gate-panel.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { type ColumnTypes, insertAlong } from '../../db/insert-along.ts'
import type { JsonValue } from '../../db/tables.ts'
import { recordEvents } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, type LoadedGate, lockGates, withFacts } from '../load-gate.ts'
import { openNotes, type SealedNote, sealNotes } from '../notes.ts'
import { showProgress } from '../progress.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'
import type { GateState } from '../rules/evaluate.ts'
import type { Verdict, VerdictFact } from '../rules/gate-facts.ts'
import type { GateAsks } from '../rules/gate-asks.ts'
import { asksWith } from '../rules/tighten.ts'

/** What one machine says. */
export interface MachineVerdict {
  readonly check: string
  readonly verdict: Verdict
  /** `findings` has one or more. With `fail` they say why; with `unread`, what could not be read. */
  readonly findings: readonly Omit<Finding, 'id'>[]
  /** What it asks beyond the frozen requirements of a standing gate. What was asked before in this revision stays asked. */
  readonly asks?: GateAsks | undefined
  /** `name@version`. */
  readonly engine: string
}

interface OfRevision {
  readonly subjectId: string
  readonly revisionHash: string
}

export type RecordVerdict = OfRevision & MachineVerdict
export type RecordVerdicts = OfRevision & { readonly verdicts: readonly MachineVerdict[] }

/**
 * Records what a machine says of the current revision; the newest counts, also after a permit was issued, which is then
 * void if the gate is closed by it. An engine that errs or times out says `unread` or `fail` (invariant 6).
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision`, `content_erased`; TypeError when verdict and findings
 *   contradict each other
 */
export async function recordVerdict(tx: Tx, gate: GateName, input: RecordVerdict): Promise<GateState> {
  return recordVerdicts(tx, gate, { ...input, verdicts: [input] })
}

/** Several machines at once: one lock, one look at the gate. Otherwise like `recordVerdict`. */
export async function recordVerdicts(tx: Tx, gate: GateName, input: RecordVerdicts): Promise<GateState> {
  return (await recordVerdictsOfMany(tx, gate, [input]))[0]!
}

/**
 * What the machines say of several gates of a kind, each of its own current revision; by a number of statements that does
 * not grow with them. Where one is refused, all are. Otherwise like `recordVerdict`.
 */
export async function recordVerdictsOfMany(
  tx: Tx,
  gate: GateName,
  inputs: readonly RecordVerdicts[],
): Promise<GateState[]> {
  for (const said of inputs.flatMap(({ verdicts }) => verdicts)) refuseContradiction(said)
  const loaded = await lockGates(
    tx,
    gate,
    inputs.map(({ subjectId }) => subjectId),
  )
  const said = loaded.flatMap((one, at) => {
    refuseEnded(one.state)
    refuseStale(one.state, inputs[at]!.revisionHash)
    return inputs[at]!.verdicts.map((verdict) => saidOf(one, verdict))
  })
  await nameFindings(tx, said)
  await sealFindings(tx, said)
  await insertAlong(tx, 'gate_verdict', VERDICT_COLUMNS, said.map(verdictRow))
  const orgId = await organisationOf(tx)
  await recordEvents(
    tx,
    gateEvents.verdict_recorded,
    said.map((one) => verdictEvent(orgId, one)),
  )
  const after = loaded.map((one) => {
    const written = said.filter(({ of }) => of === one).map((each) => verdictFact(each))
    return withFacts(one, { verdicts: [...one.facts.verdicts, ...written] })
  })
  await showProgress(tx, after)
  return after.map(({ state }) => state)
}

function refuseContradiction({ verdict, findings }: MachineVerdict): void {
  const count = findings.length
  if (verdict === 'findings' ? count === 0 : verdict === 'pass' && count > 0)
    throw new TypeError(`verdict ${verdict} with ${count} findings`)
}

/** One verdict of one gate on its way into the tables. */
interface Said extends Omit<MachineVerdict, 'findings'> {
  readonly of: LoadedGate
  readonly found: readonly Finding[]
  named: readonly Finding[]
  note?: SealedNote
}

function saidOf(of: LoadedGate, { check, verdict, engine, findings, asks }: MachineVerdict): Said {
  if (!of.facts.requirements.checks.some((one) => one.id === check && one.kind === 'machine'))
    throw new Refusal('not_found')
  const found = verdict === 'unread' && findings.length === 0 ? [COULD_NOT_LOOK] : findings
  return { of, check, verdict, engine, found, named: [], asks: asksWith(of.facts, check, asks) }
}

const COULD_NOT_LOOK: Finding = { rule: 'could_not_look', severity: 'warning', facts: {} }

/** The same finding has the same name when the machine runs again, so that what was ticked stays ticked. */
async function nameFindings(tx: Tx, said: readonly Said[]): Promise<void> {
  const withFindings = said.filter(({ found }) => found.length > 0)
  const contents = await openNotes(tx, [...new Set(withFindings.map(({ of }) => of.contentId))])
  for (const one of withFindings) {
    const content = contents.get(one.of.contentId) as { pointKey: string } | undefined
    if (!content) throw new Refusal('content_erased')
    const key = Buffer.from(content.pointKey, 'hex')
    one.named = one.found.map((raw) => {
      const { rule, severity, facts } = Finding.parse(raw)
      const text = canonicalJson({ check: one.check, rule, severity, facts } satisfies Json)
      return { id: createHmac('sha256', key).update(text).digest('hex').slice(0, 24), rule, severity, facts }
    })
  }
}

async function sealFindings(tx: Tx, said: readonly Said[]): Promise<void> {
  const withFindings = said.filter(({ named }) => named.length > 0)
  const notes = await sealNotes(
    tx,
    withFindings.map(({ named }) => named as unknown as Json),
  )
  for (const [at, one] of withFindings.entries()) one.note = notes[at]!
}

/** What everybody who passes must tick; a failure is not passed by ticking. */
function pointsOf({ verdict, named }: Said): string[] {
  const mustTick = verdict === 'findings' || verdict === 'unread'
  return mustTick ? [...new Set(named.map(({ id }) => id!))] : []
}

function verdictRow(said: Said) {
  const { of, check, verdict, engine, note } = said
  return {
    id: newId(),
    opening_id: of.openingId,
    revision: of.state.revision,
    revision_hash: of.state.revisionHash,
    check_id: check,
    verdict,
    points: pointsOf(said),
    findings_id: note?.id ?? null,
    commitment: note?.commitment ?? null,
    engine,
    asks: (said.asks ?? null) as JsonValue,
  }
}

const VERDICT_COLUMNS: ColumnTypes<ReturnType<typeof verdictRow>> = {
  id: 'uuid',
  opening_id: 'uuid',
  revision: 'integer',
  revision_hash: 'text',
  check_id: 'text',
  verdict: 'text',
  points: 'text[]',
  findings_id: 'uuid',
  commitment: 'text',
  engine: 'text',
  asks: 'jsonb',
}

function verdictEvent(orgId: string, { of, check, verdict, engine, found, note }: Said) {
  const { gate, revision } = of.state
  return {
    actor: { kind: 'system' as const, orgId, part: engine },
    subject: subjectOf(gate, of.subjectId),
    facts: { gate, revision, check, verdict, findingCount: found.length, engine },
    ...(note && { commitment: note.commitment }),
  }
}

const verdictFact = (said: Said): VerdictFact => ({
  revision: said.of.state.revision,
  check: said.check,
  verdict: said.verdict,
  points: pointsOf(said),
  recordedAt: said.of.facts.now,
  ...(said.asks && { asks: said.asks }),
})
