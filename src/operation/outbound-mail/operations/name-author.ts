import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { addressOwner } from '../arriving/address-owner.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { isPrivacyOffice } from '../scope.ts'
import { lockMail, readingOf, updateMail } from '../store.ts'
import { putGateUp } from './put-gate-up.ts'

/**
 * The privacy office names the person who wrote a mail that nobody known stands behind (a shared mailbox, a null reverse
 * path). Its gate is put up then, and asks that person and their supervisor like any other.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_held`, `mail_not_read`, `not_an_author` (not active, or of no unit)
 */
export async function nameAuthor(
  tx: Tx,
  actor: Actor,
  input: { readonly mailId: string; readonly personId: string },
): Promise<void> {
  if (!(await isPrivacyOffice(tx, actor))) throw new Refusal('not_allowed')
  const mail = await lockMail(tx, input.mailId)
  if (mail.custody !== 'held' || mail.author_id) throw new Refusal('mail_not_held')
  if (!(await readingOf(tx, mail.id))) throw new Refusal('mail_not_read')
  const owner = await addressOwner(tx, { personId: input.personId }, await instantOf(tx))
  if (!owner?.isActive || !owner.unitId) throw new Refusal('not_an_author')
  await updateMail(tx, mail, { author_id: owner.personId, author_unit_id: owner.unitId, author_problem: null })
  await recordEvent(tx, mailEvents.author_named, {
    actor,
    subject: mailSubject(mail.id),
    facts: { authorId: owner.personId },
  })
  await putGateUp(tx, await lockMail(tx, mail.id), { namedBySender: '' })
  await announce(tx, 'outbound-mail')
}
