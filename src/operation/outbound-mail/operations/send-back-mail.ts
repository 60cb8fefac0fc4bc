import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { decide, endGate } from '../../../kernel/gates/index.ts'
import { mailEvents } from '../events.ts'
import { gateOf, refuseUnlessApproval } from '../gate.ts'
import { lockHeldMail } from '../lock-own-held-mail.ts'
import { tell } from '../notify-asked.ts'
import { mailNotices } from '../notices.ts'
import { closeMail } from './close-mail.ts'

export interface SendBackMail {
  readonly mailId: string
  readonly revisionHash: string
  readonly check: string
  readonly comment: string
  readonly actingFor?: string | undefined
}

/**
 * An approver gives the mail back to its author with a comment (差戻し). It never leaves; a corrected mail is a new one.
 * @throws Refusal `not_found`, `mail_not_held`, `stale_revision`, `same_person`, `not_allowed`, `check_not_ready`,
 *   `already_decided`, `gate_ended`
 */
export async function sendBackMail(tx: Tx, actor: Actor, input: SendBackMail): Promise<void> {
  const mail = await lockHeldMail(tx, actor, input)
  refuseUnlessApproval(input.check)
  await decide(tx, gateOf(mail), {
    subjectId: mail.id,
    revisionHash: input.revisionHash,
    check: input.check,
    actor,
    outcome: 'refuse',
    comment: input.comment,
    actingFor: input.actingFor,
  })
  await endGate(tx, gateOf(mail), { subjectId: mail.id, how: 'sent_back', actor })
  await closeMail(tx, mail, { custody: 'sent_back', event: mailEvents.sent_back, actor })
  if (mail.author_id) await tell(tx, mail.id, [mail.author_id], mailNotices.sentBack)
}
