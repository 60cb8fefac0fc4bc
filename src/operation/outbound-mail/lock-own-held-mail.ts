import type { Actor } from '../../base/actor.ts'
import { hashOf } from '../../base/canonical-json.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { revisionOf } from './judging/mail-revision.ts'
import { standingBefore } from './scope.ts'
import { lockMail, type MailRow, recipientsOf } from './store.ts'

/**
 * The author's own mail, held, in the revision that they have in view; nobody else changes it until the transaction ends.
 * @throws Refusal `not_found`, `not_allowed` (somebody else's), `mail_not_held`, `stale_revision`
 */
export async function lockOwnHeldMail(
  tx: Tx,
  actor: Actor,
  input: { readonly mailId: string; readonly revisionHash: string },
): Promise<MailRow> {
  const mail = await lockHeldMail(tx, actor, input)
  if ((await standingBefore(tx, actor, mail)) !== 'author') throw new Refusal('not_allowed')
  return mail
}

/** As `lockOwnHeldMail`, for everybody who may see it. @throws Refusal `not_found`, `mail_not_held`, `stale_revision` */
export async function lockHeldMail(
  tx: Tx,
  actor: Actor,
  input: { readonly mailId: string; readonly revisionHash: string },
): Promise<MailRow> {
  const mail = await lockMail(tx, input.mailId)
  await standingBefore(tx, actor, mail)
  if (mail.custody !== 'held') throw new Refusal('mail_not_held')
  if (hashOf(revisionOf(mail, await recipientsOf(tx, mail.id))) !== input.revisionHash) {
    throw new Refusal('stale_revision')
  }
  return mail
}
