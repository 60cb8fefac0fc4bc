import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { decide } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { STAGE_GATES } from '../gate.ts'
import { type Chain, loadChain } from '../stages/load-chain.ts'
import type { PrintStage } from '../print-states.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { judgeClient } from '../rules/judge-client.ts'
import { STAGE_OF_SLOT } from '../rules/slots.ts'
import { lockVisibleJob, refuseClient } from '../scope.ts'

export interface DecidePrintCheck {
  readonly jobId: string
  readonly stage: PrintStage
  readonly revisionHash: string
  readonly check: string
  readonly outcome: 'pass' | 'refuse'
  readonly comment?: string | undefined
  readonly findingIds?: readonly string[]
  /** Of the settings: the record of the チェック会議 that the signer has in view. */
  readonly meetingId?: string | undefined
  readonly secondsInView?: number
  readonly actingFor?: string | undefined
}

/**
 * A person passes or refuses one check of a stage, for exactly the revision that they have in view. Who may, apart from
 * whom, is asked by the gate; beyond it, nobody approves what they handed in themselves, and nobody witnesses an opening
 * that they did. Who approves the settings names the record of the チェック会議 that they have read, and the decision keeps it.
 * @throws Refusal `not_found`, `not_allowed` (the client, who answers about the proof alone), `stale_revision`, `comment_missing`, `meeting_changed` (not the newest record), `check_not_ready`,
 *   `same_person`, and what `decide` refuses
 */
export async function decidePrintCheck(
  tx: Tx,
  actor: Actor,
  input: DecidePrintCheck,
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseClient(job)
  // What opening the paper says is answered item by item, never with a click.
  if (input.check === 'sample-opened' && input.outcome === 'pass') throw new Refusal('check_not_ready')
  const chain = await loadChain(tx, equipment.vault, job)
  if (chain.hashes[input.stage] !== input.revisionHash) throw new Refusal('stale_revision')
  if (input.outcome === 'refuse' && !input.comment) throw new Refusal('comment_missing')
  if (input.check === 'check-meeting' && input.outcome === 'pass') {
    if (!chain.isMeetingCurrent) throw new Refusal('check_not_ready')
    if (!meetingInView(chain, input)) throw new Refusal('meeting_changed')
  }
  if (input.check === 'process-hearing' && input.outcome === 'pass' && !chain.hearing)
    throw new Refusal('check_not_ready')
  // What the engagement asks for since the job was registered, no check of its gate waits for.
  if (
    input.check === 'proof-sign-off' &&
    input.outcome === 'pass' &&
    chain.mustClientSignOff &&
    !hasClientSigned(chain)
  )
    throw new Refusal('check_not_ready')
  const isApproval = STAGE_GATES[input.stage].checks.some(({ id, kind }) => id === input.check && kind === 'approve')
  if (input.outcome === 'pass' && isApproval) await refuseAmong(tx, actor, input, contributorsOf(chain, input.stage))
  // Who registered the lot may well stand by: of two people of a workplace one does that, and the other opens.
  if (input.outcome === 'pass' && input.check === 'sample-witnessed')
    await refuseAmong(tx, actor, input, openersOf(chain))
  await decide(tx, STAGE_GATES[input.stage], {
    subjectId: job.id,
    revisionHash: input.revisionHash,
    check: input.check,
    actor,
    outcome: input.outcome,
    comment: input.comment,
    actingFor: input.actingFor,
    facts: { findingIds: input.findingIds ?? [], secondsInView: input.secondsInView ?? 0, ...evidenceOf(chain, input) },
  })
  const meeting = meetingInView(chain, input)
  if (meeting)
    await recordEvent(tx, printEvents.meeting_decided, {
      actor,
      subject: printSubject(job.id),
      facts: { meetingId: meeting.id, revisionHash: input.revisionHash, outcome: input.outcome },
    })
  await refreshChain(tx, equipment, job.id)
}

const hasClientSigned = ({ job, signOffs }: Chain) =>
  job.must_client_sign_off || judgeClient(signOffs)?.verdict === 'pass'

/** The newest record, where it is the one that the signer names: a correction is another one. */
const meetingInView = ({ meeting }: Chain, { check, meetingId }: DecidePrintCheck) =>
  check === 'check-meeting' && meeting?.id === meetingId ? meeting : undefined

/** What lay before the signer: the proof itself (校正紙); of the settings the record of the meeting, by its commitment. */
function evidenceOf(chain: Chain, input: DecidePrintCheck) {
  const [proof] = chain.files.proof
  const meeting = meetingInView(chain, input)
  if (meeting) return { evidence: { id: meeting.id, sha256: meeting.commitment } }
  return input.check === 'proof-presented' && proof
    ? { evidence: { id: proof.vault_file_id, sha256: proof.sha256 } }
    : {}
}

/** Who handed something of this stage in, explained a setting of it, registered its lot or opened its sample: they do not approve it. */
const contributorsOf = ({ files, differences, lot }: Chain, stage: PrintStage): string[] => [
  ...Object.values(files).flatMap((list) =>
    list.filter(({ slot }) => STAGE_OF_SLOT[slot] === stage).map(({ added_by }) => added_by),
  ),
  ...(stage === 'settings' ? (differences ?? []).flatMap(({ explanation }) => explanation?.personId ?? []) : []),
  ...(stage === 'delivery' && lot ? [lot.lot.registered_by, ...openersOf({ lot })] : []),
]

const openersOf = ({ lot }: Pick<Chain, 'lot'>): string[] => (lot?.openerId === undefined ? [] : [lot.openerId])

/** Persons, not their records, are compared. @throws Refusal `same_person` */
async function refuseAmong(
  tx: Tx,
  actor: Actor,
  { actingFor }: DecidePrintCheck,
  personIds: readonly string[],
): Promise<void> {
  const persons = new Set<string | undefined>()
  for (const id of new Set(personIds)) persons.add(await canonicalPersonId(tx, id))
  for (const id of [actor.personId, ...(actingFor ? [actingFor] : [])])
    if (persons.has(await canonicalPersonId(tx, id))) throw new Refusal('same_person')
}
