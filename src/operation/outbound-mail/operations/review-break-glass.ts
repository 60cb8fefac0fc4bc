import type { Actor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { reviewBreakGlass as reviewInKernel, type ReviewConclusion } from '../../../kernel/gates/index.ts'
import { gateOf } from '../gate.ts'
import { meetGlassReview } from '../glass/glass-duty.ts'
import { visibleMail } from '../scope.ts'

export interface ReviewBreakGlass {
  readonly mailId: string
  readonly breakGlassId: string
  readonly conclusion: ReviewConclusion
  readonly findings: string
}

/**
 * A third person says whether it was right to release the mail past its checks (見直し), which is the evidence that
 * discharges the obligation.
 * @throws Refusal `not_found`, `check_not_ready`, `already_decided`, `not_allowed`, `same_person`, `bad_input`
 */
export async function reviewBreakGlass(tx: Tx, actor: Actor, input: ReviewBreakGlass): Promise<void> {
  const mail = await visibleMail(tx, actor, input.mailId)
  await reviewInKernel(tx, gateOf(mail), {
    subjectId: mail.id,
    breakGlassId: input.breakGlassId,
    actor,
    conclusion: input.conclusion,
    findings: input.findings,
    dischargeReview: (inside, { breakGlassId }) => meetGlassReview(inside, actor, mail.id, breakGlassId),
  })
  await announce(tx, 'outbound-mail')
}
