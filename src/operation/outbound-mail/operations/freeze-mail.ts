import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { sealNote } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailEvents, mailSubject } from '../events.ts'
import type { FreezeCause } from '../mail-states.ts'
import { isPrivacyOffice } from '../scope.ts'
import { lockMail, updateMail } from '../store.ts'

/**
 * Freezes a mail for a lawsuit or an investigation (凍結): nothing of it is erased while the freeze stands, and a held mail
 * does not leave, expire or go back meanwhile. A delivery that has begun goes on: pulling it back is another act.
 * @throws Refusal `not_found`, `not_allowed`, `mail_frozen` when it is already, `content_erased` when nothing is left
 */
export async function freezeMail(
  tx: Tx,
  actor: Actor,
  input: { readonly mailId: string; readonly cause: Exclude<FreezeCause, 'restore'>; readonly reason: string },
): Promise<void> {
  const mail = await lockMail(tx, input.mailId)
  if (!(await isPrivacyOffice(tx, actor))) throw new Refusal('not_allowed')
  if (mail.custody === 'purged') throw new Refusal('content_erased')
  const standing = await tx
    .selectFrom('mail_freeze')
    .where('mail_id', '=', mail.id)
    .where('lifted_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (standing) throw new Refusal('mail_frozen')
  const id = newId()
  const wasHeld = mail.custody === 'held'
  const reason = await sealNote(tx, { reason: input.reason })
  await tx
    .insertInto('mail_freeze')
    .values({
      id,
      mail_id: mail.id,
      cause: input.cause,
      reason_id: reason.id,
      commitment: reason.commitment,
      was_held: wasHeld,
      frozen_by: actor.personId,
    })
    .execute()
  if (wasHeld) await updateMail(tx, mail, { custody: 'frozen' })
  await recordEvent(tx, mailEvents.frozen, {
    actor,
    subject: mailSubject(mail.id),
    facts: { freezeId: id, cause: input.cause, wasHeld },
    commitment: reason.commitment,
  })
  await announce(tx, 'outbound-mail')
}
