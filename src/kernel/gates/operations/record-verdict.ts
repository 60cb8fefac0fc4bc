import { createHmac } from 'node:crypto'
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import { Finding } from '../../../base/gate-panel.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, type LoadedGate, lockGate } from '../load-gate.ts'
import { openNotes, sealNote } from '../notes.ts'
import { updateProgress } from '../progress.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'
import type { GateState } from '../rules/evaluate.ts'
import type { Verdict } from '../rules/gate-facts.ts'

/** What one machine says. */
export interface MachineVerdict {
  readonly check: string
  readonly verdict: Verdict
  /** `findings` has one or more. With `fail` they say why; with `unread`, what could not be read. */
  readonly findings: readonly Omit<Finding, 'id'>[]
  /** `name@version`. */
  readonly engine: string
}

interface OfRevision {
  readonly subjectId: string
  readonly revisionHash: string
}

export type RecordVerdict = OfRevision & MachineVerdict

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
export async function recordVerdicts(
  tx: Tx,
  gate: GateName,
  input: OfRevision & { readonly verdicts: readonly MachineVerdict[] },
): Promise<GateState> {
  for (const said of input.verdicts) refuseContradiction(said)
  const loaded = await lockGate(tx, gate, input.subjectId)
  refuseEnded(loaded.state)
  refuseStale(loaded.state, input.revisionHash)
  for (const said of input.verdicts) await recordOne(tx, loaded, said)
  return updateProgress(tx, loaded.openingId)
}

function refuseContradiction({ verdict, findings }: MachineVerdict): void {
  const count = findings.length
  if (verdict === 'findings' ? count === 0 : verdict === 'pass' && count > 0)
    throw new TypeError(`verdict ${verdict} with ${count} findings`)
}

async function recordOne(tx: Tx, loaded: LoadedGate, said: MachineVerdict): Promise<void> {
  const { check, verdict, engine } = said
  const { state, facts } = loaded
  if (!facts.requirements.checks.some((one) => one.id === check && one.kind === 'machine'))
    throw new Refusal('not_found')
  const found = verdict === 'unread' && said.findings.length === 0 ? [COULD_NOT_LOOK] : said.findings
  const named = await nameFindings(tx, loaded.contentId, check, found)
  const note = named.length > 0 ? await sealNote(tx, named) : undefined
  const mustTick = verdict === 'findings' || verdict === 'unread'
  await tx
    .insertInto('gate_verdict')
    .values({
      id: newId(),
      opening_id: loaded.openingId,
      revision: state.revision,
      revision_hash: state.revisionHash,
      check_id: check,
      verdict,
      points: mustTick ? [...new Set(named.map((one) => one.id))] : [],
      findings_id: note?.id ?? null,
      commitment: note?.commitment ?? null,
      engine,
    })
    .execute()
  await recordEvent(tx, gateEvents.verdict_recorded, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: engine },
    subject: subjectOf(state.gate, loaded.subjectId),
    facts: { gate: state.gate, revision: state.revision, check, verdict, findingCount: found.length, engine },
    ...(note && { commitment: note.commitment }),
  })
}

const COULD_NOT_LOOK: Finding = { rule: 'could_not_look', severity: 'warning', facts: {} }

/** The same finding has the same name when the machine runs again, so that what was ticked stays ticked. */
async function nameFindings(tx: Tx, contentId: string, check: string, findings: readonly Finding[]) {
  if (findings.length === 0) return []
  const content = (await openNotes(tx, [contentId])).get(contentId) as { pointKey: string } | undefined
  if (!content) throw new Refusal('content_erased')
  return findings.map((raw) => {
    const { rule, severity, facts } = Finding.parse(raw)
    const text = canonicalJson({ check, rule, severity, facts } satisfies Json)
    const id = createHmac('sha256', Buffer.from(content.pointKey, 'hex')).update(text).digest('hex').slice(0, 24)
    return { id, rule, severity, facts }
  })
}
