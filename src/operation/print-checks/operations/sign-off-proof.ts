import type { Actor } from '../../../base/actor.ts'
import { hashOf } from '../../../base/canonical-json.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { requireGuestPass } from '../../../kernel/access/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { decide, gateState, reviseGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { askForSignOff } from '../stages/client-sign-off.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { CLIENT_GUEST_PURPOSE, clientSignOffGate } from '../gate.ts'
import { type Chain, loadChain } from '../stages/load-chain.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { clientContent } from '../rules/stage-contents.ts'
import { isPartyThere, lockVisibleJob } from '../scope.ts'
import { lockJob } from '../store.ts'

export interface Answer {
  /** Of the proof gate, as it was shown. */
  readonly revisionHash: string
  readonly isRight: boolean
  readonly comment?: string | undefined
  readonly secondsInView: number
}

/**
 * The job of a guest's link. It is asked anew at each call: a link of another job or another purpose opens nothing here, nor
 * does one of a company that has left the engagement.
 * @throws Refusal `not_allowed`, `not_found`
 */
export async function jobOfGuest(tx: Tx, actor: Actor) {
  const { subjectId, linkId, partyId } = await requireGuestPass(tx, actor, { purpose: CLIENT_GUEST_PURPOSE })
  if (!subjectId) throw new Refusal('not_found')
  const job = await lockJob(tx, subjectId)
  if (!job.client_id || partyId !== job.client_id) throw new Refusal('not_allowed')
  if (!(await isPartyThere(tx, job.engagement_id, partyId))) throw new Refusal('not_allowed')
  return { job, linkId }
}

/** A guest of the client answers. @throws Refusal `not_allowed`, `not_found`, and as below */
export async function answerAsGuest(tx: Tx, actor: Actor, answer: Answer, equipment: PrintEquipment): Promise<void> {
  const { job, linkId } = await jobOfGuest(tx, actor)
  const chain = await loadChain(tx, equipment.vault, job)
  const signOff = chain.signOffs.find(({ guestLinkId }) => guestLinkId === linkId)
  if (!signOff) throw new Refusal('not_found')
  await put(tx, actor, chain, signOff.id, answer, equipment)
}

/** A person of the client who signs in answers. @throws Refusal `not_allowed` for everybody else, and as below */
export async function answerSignedIn(
  tx: Tx,
  actor: Actor,
  input: Answer & { readonly jobId: string },
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  if (job.side !== 'client') throw new Refusal('not_allowed')
  const chain = await loadChain(tx, equipment.vault, job)
  const known = chain.signOffs.find(({ personId, guestLinkId }) => personId === actor.personId && guestLinkId === null)
  const signOffId = known?.id ?? newId()
  if (!known) await askForSignOff(tx, chain, { signOffId, personId: actor.personId, guestLinkId: null })
  await put(tx, actor, chain, signOffId, input, equipment)
}

/**
 * Records what the client's person says of the proof as it is now (校了).
 * @throws Refusal `files_missing`, `stale_revision`, `comment_missing`, `already_decided`, `gate_ended`
 */
async function put(
  tx: Tx,
  actor: Actor,
  chain: Chain,
  signOffId: string,
  answer: Answer,
  equipment: PrintEquipment,
): Promise<void> {
  const { job, hashes, files } = chain
  if (files.proof.length === 0) throw new Refusal('files_missing')
  if (answer.revisionHash !== hashes.proof) throw new Refusal('stale_revision')
  if (!answer.isRight && !answer.comment) throw new Refusal('comment_missing')
  const content = clientContent(job.id, hashes.proof)
  const state = await gateState(tx, clientSignOffGate, signOffId)
  // Another proof than the one of the invitation, or of an earlier answer: the question is put anew.
  if (state.revisionHash !== hashOf(content)) await reviseGate(tx, clientSignOffGate, signOffId, content)
  await decide(tx, clientSignOffGate, {
    subjectId: signOffId,
    revisionHash: hashOf(content),
    check: 'client-statement',
    actor,
    outcome: answer.isRight ? 'pass' : 'refuse',
    comment: answer.comment,
    facts: { secondsInView: answer.secondsInView },
  })
  await recordEvent(tx, printEvents.client_answered, {
    actor,
    subject: printSubject(job.id),
    facts: { signOffId, answer: answer.isRight ? 'signed_off' : 'refused', revisionHash: hashes.proof },
  })
  await refreshChain(tx, equipment, job.id)
}
