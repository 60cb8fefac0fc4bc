import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { endGate } from '../../../kernel/gates/index.ts'
import { mailEvents } from '../events.ts'
import { gateOf } from '../gate.ts'
import { standingBefore } from '../scope.ts'
import { lockMail, readingOf } from '../store.ts'
import { closeMail } from './close-mail.ts'

/**
 * The author takes a held mail back (取下げ), at any time before it leaves; where nobody knows the author, the privacy
 * office does.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_held`
 */
export async function withdrawMail(tx: Tx, actor: Actor, input: { readonly mailId: string }): Promise<void> {
  const mail = await lockMail(tx, input.mailId)
  const standing = await standingBefore(tx, actor, mail)
  if (standing !== (mail.author_id ? 'author' : 'privacy_office')) throw new Refusal('not_allowed')
  if (mail.custody !== 'held') throw new Refusal('mail_not_held')
  if (mail.author_id && (await readingOf(tx, mail.id))) {
    await endGate(tx, gateOf(mail), { subjectId: mail.id, how: 'withdrawn', actor })
  }
  await closeMail(tx, mail, { custody: 'withdrawn', event: mailEvents.withdrawn, actor })
}
