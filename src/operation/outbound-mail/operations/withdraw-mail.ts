import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { endGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { standingBefore } from '../scope.ts'
import { lockMail, readingOf } from '../store.ts'
import { closeMail } from './close-mail.ts'

/**
 * The author takes a held mail back (取下げ), at any time before it leaves; where nobody knows the author, the privacy
 * office does. What a restore has frozen the privacy office may end too, since it may have been withdrawn already.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_held`
 */
export async function withdrawMail(tx: Tx, actor: Actor, input: { readonly mailId: string }): Promise<void> {
  const mail = await lockMail(tx, input.mailId)
  const standing = await standingBefore(tx, actor, mail)
  const restoreFreezeId = mail.custody === 'frozen' ? await freezeOfRestore(tx, mail.id) : undefined
  const isOffice = standing === 'privacy_office' && (!mail.author_id || restoreFreezeId !== undefined)
  if (standing !== 'author' && !isOffice) throw new Refusal('not_allowed')
  if (mail.custody !== 'held' && !restoreFreezeId) throw new Refusal('mail_not_held')
  if (mail.author_id && (await readingOf(tx, mail.id))) {
    await endGate(tx, gateOf(mail), { subjectId: mail.id, how: 'withdrawn', actor })
  }
  await closeMail(tx, mail, { custody: 'withdrawn', event: mailEvents.withdrawn, actor })
  if (restoreFreezeId) await endFreeze(tx, actor, { mailId: mail.id, freezeId: restoreFreezeId })
}

async function freezeOfRestore(tx: Tx, mailId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('mail_freeze')
    .where('mail_id', '=', mailId)
    .where('cause', '=', 'restore')
    .where('lifted_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return row?.id
}

async function endFreeze(tx: Tx, actor: Actor, of: { readonly mailId: string; readonly freezeId: string }) {
  await tx
    .updateTable('mail_freeze')
    .set({ lifted_by: actor.personId, lifted_at: await instantOf(tx) })
    .where('id', '=', of.freezeId)
    .execute()
  await recordEvent(tx, mailEvents.freeze_lifted, {
    actor,
    subject: mailSubject(of.mailId),
    facts: { freezeId: of.freezeId },
  })
}
