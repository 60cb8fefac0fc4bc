import type { Actor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { openBreakGlass } from '../../../kernel/gates/index.ts'
import { peopleWithRole } from '../../../kernel/people/index.ts'
import { gateOf } from '../gate.ts'
import { lockHeldMail } from '../lock-own-held-mail.ts'
import { mailNotices } from '../notices.ts'
import { tell } from '../notify-asked.ts'

export interface AskBreakGlass {
  readonly mailId: string
  readonly revisionHash: string
  readonly reason: string
  readonly hours: number
}

/**
 * The first of two persons of the privacy office asks for an emergency release (緊急解除). Nothing leaves by it; the others
 * of the office hear that one of them is asked to confirm.
 * @throws Refusal `not_found`, `mail_not_held`, `stale_revision`, `gate_ended`, `not_allowed`, `same_person`, `bad_input`
 */
export async function askBreakGlass(tx: Tx, actor: Actor, input: AskBreakGlass): Promise<void> {
  const mail = await lockHeldMail(tx, actor, input)
  const now = await instantOf(tx)
  await openBreakGlass(tx, gateOf(mail), {
    subjectId: mail.id,
    revisionHash: input.revisionHash,
    actor,
    reason: input.reason,
    expiresAt: new Date(now.getTime() + input.hours * 3_600_000),
  })
  const office = (await peopleWithRole(tx, 'privacy_office', now)).filter(({ partyId }) => partyId === null)
  const others = office.map(({ personId }) => personId).filter((id) => id !== actor.personId && id !== mail.author_id)
  await tell(tx, mail.id, others, mailNotices.glassAsked)
  await announce(tx, 'outbound-mail')
}
