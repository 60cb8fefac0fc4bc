import type { Actor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { confirmBreakGlass as confirmInKernel } from '../../../kernel/gates/index.ts'
import { peopleWithRole } from '../../../kernel/people/index.ts'
import { afterChange } from '../after-change.ts'
import { gateOf } from '../gate.ts'
import { oweGlassReview } from '../glass/glass-duty.ts'
import { lockHeldMail } from '../lock-own-held-mail.ts'
import { mailNotices } from '../notices.ts'
import { tell } from '../notify-asked.ts'

export interface ConfirmBreakGlass {
  readonly mailId: string
  readonly revisionHash: string
  readonly breakGlassId: string
}

/**
 * The second person of the privacy office confirms: the mail leaves past its checks, marked for good. In the same
 * transaction its review becomes due, and the privacy officer and the author hear of it.
 * @throws Refusal `not_found`, `mail_not_held`, `stale_revision`, `gate_ended`, `not_allowed`, `same_person`,
 *   `already_decided`, `permit_expired`
 */
export async function confirmBreakGlass(tx: Tx, actor: Actor, input: ConfirmBreakGlass): Promise<void> {
  const mail = await lockHeldMail(tx, actor, input)
  const state = await confirmInKernel(tx, gateOf(mail), {
    subjectId: mail.id,
    breakGlassId: input.breakGlassId,
    actor,
    openReview: async (inside, { breakGlassId, involvedIds }) => {
      await oweGlassReview(inside, actor, { mailId: mail.id, breakGlassId, apartFrom: involvedIds })
    },
  })
  const officers = await peopleWithRole(tx, 'privacy_officer', await instantOf(tx))
  const told = officers.filter(({ partyId }) => partyId === null).map(({ personId }) => personId)
  await tell(tx, mail.id, [...told, ...(mail.author_id ? [mail.author_id] : [])], mailNotices.glassBroken)
  await afterChange(tx, mail.id, state)
  await announce(tx, 'obligations')
}
