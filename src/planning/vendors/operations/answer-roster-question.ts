import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { consumePermit, decide, endGate, gateState, issuePermit, reviseGate } from '../../../kernel/gates/index.ts'
import { notify } from '../../../kernel/notices/index.ts'
import { rosterConfirmationGate, SUBMIT_EFFECT } from '../gate.ts'
import type * as contract from '../guest-contract.ts'
import { type AskedRoster, askedRoster } from '../guest-question.ts'
import { vendorNotices } from '../notices.ts'
import { recordSubmission } from '../submit-roster.ts'

const CHECK = 'roster-statement'

/**
 * A guest states that the roster in their view is right; by the permit of that statement it counts as handed in for the
 * month. Or they say what is wrong: then nothing is handed in, and the person in charge of the engagement hears of it.
 * @throws Refusal `not_allowed`, `stale_revision` (the roster has changed since), `comment_missing`, `already_decided`,
 *   `gate_ended`, `roster_empty`, `engagement_not_running`
 */
export async function answerRosterQuestion(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.answerRosterQuestion>,
): Promise<void> {
  const asked = await askedRoster(tx, actor)
  if (asked.hash !== input.seenHash) throw new Refusal('stale_revision')
  if (!input.isRight && !input.comment) throw new Refusal('comment_missing')
  await putBefore(tx, asked)
  await decide(tx, rosterConfirmationGate, {
    subjectId: asked.linkId,
    revisionHash: asked.hash,
    check: CHECK,
    actor,
    outcome: input.isRight ? 'pass' : 'refuse',
    comment: input.comment,
    facts: { secondsInView: input.secondsInView },
  })
  if (input.isRight) await handIn(tx, actor, asked)
  await tellResponsible(tx, asked, input.isRight)
  await announce(tx, 'vendors')
}

/** A roster that has changed since the invitation, or an answer that is taken back, makes a new revision. */
async function putBefore(tx: Tx, { linkId, content, hash }: AskedRoster): Promise<void> {
  const state = await gateState(tx, rosterConfirmationGate, linkId)
  if (state.end === 'done') throw new Refusal('already_decided')
  const isDisputed = state.checks.some(({ refusedBy }) => refusedBy)
  if (state.revisionHash !== hash || isDisputed) await reviseGate(tx, rosterConfirmationGate, linkId, content)
}

async function handIn(tx: Tx, actor: Actor, { linkId, hash, roster }: AskedRoster): Promise<void> {
  const permit = await issuePermit(tx, rosterConfirmationGate, {
    subjectId: linkId,
    recomputedHash: hash,
    effect: SUBMIT_EFFECT,
  })
  await consumePermit(tx, permit.id, { recomputedHash: hash, effect: SUBMIT_EFFECT, actor })
  await recordSubmission(tx, actor, roster, { addedCount: 0, changedCount: 0, endedCount: 0 })
  await endGate(tx, rosterConfirmationGate, { subjectId: linkId, how: 'done', actor })
}

async function tellResponsible(tx: Tx, { roster }: AskedRoster, isRight: boolean): Promise<void> {
  const { personId } = await tx
    .selectFrom('engagement')
    .where('id', '=', roster.engagementId)
    .select('responsible_person_id as personId')
    .executeTakeFirstOrThrow()
  await notify(tx, {
    personId,
    kind: isRight ? vendorNotices.rosterConfirmed : vendorNotices.rosterDisputed,
    subject: { kind: 'engagement', id: roster.engagementId },
    link: `/vendors/engagements/${roster.engagementId}`,
    facts: {},
  })
}
