import { createHmac } from 'node:crypto'
import { canonicalJson, type Json } from '../../../base/canonical-json.ts'
import { Finding } from '../../../base/gate-panel.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { gateEvents, subjectOf } from '../events.ts'
import { type GateName, lockGate } from '../load-gate.ts'
import { openNotes, sealNote } from '../notes.ts'
import { updateProgress } from '../progress.ts'
import { refuseEnded, refuseStale } from '../refuse-ended.ts'
import type { GateState } from '../rules/evaluate.ts'
import type { Verdict } from '../rules/gate-facts.ts'

export interface RecordVerdict {
  readonly subjectId: string
  readonly revisionHash: string
  readonly check: string
  readonly verdict: Verdict
  /** `findings` has one or more. With `fail` they say why; with `unread`, what could not be read. */
  readonly findings: readonly Omit<Finding, 'id'>[]
  /** `name@version`. */
  readonly engine: string
}

/**
 * Records what a machine says of the current revision; the newest counts, also after a permit was issued, which is then
 * void if the gate is closed by it. An engine that errs or times out says `unread` or `fail` (invariant 6).
 * @throws Refusal `not_found`, `gate_ended`, `stale_revision`; TypeError when verdict and findings contradict each other
 */
export async function recordVerdict(tx: Tx, gate: GateName, input: RecordVerdict): Promise<GateState> {
  const { verdict, check, subjectId } = input
  const isContradiction = {
    pass: input.findings.length > 0,
    findings: input.findings.length === 0,
    unread: false,
    fail: false,
  }
  if (isContradiction[verdict]) throw new TypeError(`verdict ${verdict} with ${input.findings.length} findings`)
  const { openingId, state, contentId, facts } = await lockGate(tx, gate, subjectId)
  refuseEnded(state)
  refuseStale(state, input.revisionHash)
  if (!facts.requirements.checks.some((one) => one.id === check && one.kind === 'machine'))
    throw new Refusal('not_found')

  const found = verdict === 'unread' && input.findings.length === 0 ? [COULD_NOT_LOOK] : input.findings
  const named = await nameFindings(tx, contentId, check, found)
  const note = named.length > 0 ? await sealNote(tx, named) : undefined
  const mustTick = verdict === 'findings' || verdict === 'unread'
  await tx
    .insertInto('gate_verdict')
    .values({
      id: newId(),
      opening_id: openingId,
      revision: state.revision,
      revision_hash: state.revisionHash,
      check_id: check,
      verdict,
      points: mustTick ? [...new Set(named.map((one) => one.id))] : [],
      findings_id: note?.id ?? null,
      commitment: note?.commitment ?? null,
      engine: input.engine,
    })
    .execute()
  await recordEvent(tx, gateEvents.verdict_recorded, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: input.engine },
    subject: subjectOf(gate.id, subjectId),
    facts: {
      gate: gate.id,
      revision: state.revision,
      check,
      verdict,
      findingCount: found.length,
      engine: input.engine,
    },
    ...(note && { commitment: note.commitment }),
  })
  return updateProgress(tx, openingId)
}

const COULD_NOT_LOOK: Finding = { rule: 'could_not_look', severity: 'warning', facts: {} }

/** The same finding has the same name when the machine runs again, so that what was ticked stays ticked. */
async function nameFindings(tx: Tx, contentId: string, check: string, findings: readonly Finding[]) {
  const content = (await openNotes(tx, [contentId])).get(contentId) as { pointKey: string } | undefined
  if (!content) throw new Refusal('content_erased')
  return findings.map((raw) => {
    const { rule, severity, facts } = Finding.parse(raw)
    const text = canonicalJson({ check, rule, severity, facts } satisfies Json)
    const id = createHmac('sha256', Buffer.from(content.pointKey, 'hex')).update(text).digest('hex').slice(0, 24)
    return { id, rule, severity, facts }
  })
}
