import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { isEscalated, wasGlassBroken } from '../../kernel/gates/index.ts'
import { approversFor, canonicalPersonId, isOfPrivacyOffice, rolesAt } from '../../kernel/people/index.ts'
import { gateOf } from './gate.ts'
import { type MailRow, mailById } from './store.ts'

/** In which way somebody may see a mail. */
export type MailStanding = 'author' | 'privacy_office' | 'approver' | 'reviewer'

/** Whether a person belongs to our own privacy office now; they see every mail of the organisation. A vendor's does not. */
export const isPrivacyOffice = (tx: Tx, actor: Actor): Promise<boolean> => isOfPrivacyOffice(tx, actor.personId)

/**
 * As what the actor may see a mail: its author, one who may approve it, the privacy office, or (after an emergency
 * release) the audit officer.
 * @throws Refusal `not_found` for everybody else: that a mail exists is not theirs to know
 */
export async function standingBefore(tx: Tx, actor: Actor, mail: MailRow): Promise<MailStanding> {
  const personId = await canonicalPersonId(tx, actor.personId)
  if (mail.author_id && personId === (await canonicalPersonId(tx, mail.author_id))) return 'author'
  if (await isPrivacyOffice(tx, actor)) return 'privacy_office'
  if (mail.author_id && mail.author_unit_id) {
    const levels = (await isEscalated(tx, gateOf(mail), mail.id)) ? 2 : 1
    for (const side of ['own', 'entruster'] as const) {
      const approvers = await approversFor(tx, {
        authorId: mail.author_id,
        role: 'supervisor',
        at: await instantOf(tx),
        unitId: mail.author_unit_id,
        side,
        levels,
      })
      if (approvers.some((one) => one.personId === personId)) return 'approver'
    }
  }
  if (await isReviewer(tx, actor, mail)) return 'reviewer'
  throw new Refusal('not_found')
}

/** The audit officer sees what left past its checks, since they may have to say whether that was right; nothing else. */
async function isReviewer(tx: Tx, actor: Actor, mail: MailRow): Promise<boolean> {
  const roles = await rolesAt(tx, actor.personId, await instantOf(tx))
  if (!roles.some(({ role, partyId }) => partyId === null && role === 'audit_officer')) return false
  return wasGlassBroken(tx, gateOf(mail), mail.id)
}

/** The mail, if the actor may see it. @throws Refusal `not_found` */
export async function visibleMail(tx: Tx, actor: Actor, mailId: string): Promise<MailRow & { standing: MailStanding }> {
  const mail = await mailById(tx, mailId)
  return { ...mail, standing: await standingBefore(tx, actor, mail) }
}
