import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { gateState, sealNote } from '../../../kernel/gates/index.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { afterChange } from '../after-change.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { deliverMailJob } from '../jobs.ts'
import { isPrivacyOffice } from '../scope.ts'
import { lockMail, type MailRow, readingOf, recipientsOf, updateMail } from '../store.ts'

/**
 * Ends the freeze of a mail (凍結の解除). A mail that was held is held again: what was decided about it stands, and is asked
 * again before it leaves. Its time has gone on, so it may go back to its sender at once (invariant 7). What is past its
 * retention is erased in the next night.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_frozen`
 */
export async function liftFreeze(
  tx: Tx,
  actor: Actor,
  input: { readonly mailId: string; readonly reason: string },
): Promise<void> {
  const mail = await lockMail(tx, input.mailId)
  if (!(await isPrivacyOffice(tx, actor))) throw new Refusal('not_allowed')
  const freeze = await tx
    .selectFrom('mail_freeze')
    .where('mail_id', '=', mail.id)
    .where('lifted_at', 'is', null)
    .selectAll()
    .executeTakeFirst()
  if (!freeze) throw new Refusal('mail_not_frozen')
  const now = await instantOf(tx)
  const reason = await sealNote(tx, { reason: input.reason })
  await tx
    .updateTable('mail_freeze')
    .set({ lifted_by: actor.personId, lifted_at: now, lift_reason_id: reason.id })
    .where('id', '=', freeze.id)
    .execute()
  if (freeze.was_held && mail.custody === 'frozen') await goOn(tx, mail)
  await recordEvent(tx, mailEvents.freeze_lifted, {
    actor,
    subject: mailSubject(mail.id),
    facts: { freezeId: freeze.id },
    commitment: reason.commitment,
  })
  await announce(tx, 'outbound-mail')
}

/**
 * Where the mail stood. A restore has also held what goes to our own people, and forgotten when the rest was to leave; no
 * job is left that would remember either.
 */
async function goOn(tx: Tx, mail: MailRow): Promise<void> {
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'queued', next_try_at: await instantOf(tx) })
    .where('mail_id', '=', mail.id)
    .where('is_outside', '=', false)
    .where('delivery', '=', 'held')
    .execute()
  await enqueue(tx, deliverMailJob, { mailId: mail.id }, { singletonKey: mail.id })
  // Nobody outside is left to hold it for: to our own people alone, or on its last way to them.
  const waitsAtGate = (await recipientsOf(tx, mail.id)).some((one) => one.is_outside && one.delivery === 'held')
  await updateMail(tx, mail, { custody: waitsAtGate ? 'held' : 'releasing' })
  if (!waitsAtGate || !mail.author_id || !(await readingOf(tx, mail.id))) return
  const state = await gateState(tx, gateOf(mail), mail.id)
  if (!state.end) await afterChange(tx, mail.id, state)
}
