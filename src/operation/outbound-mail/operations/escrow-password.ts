import { buffer } from 'node:stream/consumers'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf, OutputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { UnreadDocumentReason } from '../../../engines/documents/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { afterChange } from '../after-change.ts'
import { eraseAttachmentRowsOf, keepAttachmentRows } from '../judging/attachment-rows.ts'
import type * as contract from '../attachments/contract.ts'
import type { AttachmentScan } from '../attachments/contract.ts'
import type { DocumentDesk } from '../attachments/document-desk.ts'
import { encryptedCount, passwordsOf } from '../attachments/escrowed-passwords.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { outboundMailGate } from '../gate.ts'
import { lockOwnHeldMail } from '../lock-own-held-mail.ts'
import { mailReader } from '../mail-reader.ts'
import { runMachineChecks } from '../judging/run-machine-checks.ts'
import { visibleMail } from '../scope.ts'
import { readingOf, type StoredAttachment } from '../store.ts'
import { recordMailLineage } from './scan-attachments.ts'

type Escrow = InputOf<typeof contract.escrowPassword>

/**
 * The author gives the password of an encrypted attachment before their self-check. What it opens is looked at in the
 * sandbox and judged like any other attachment; the password is sealed in the vault until the mail's content is erased,
 * and no person ever sees it. One that opens nothing is not kept.
 * One over which its reader ended has not been tried.
 * @throws Refusal `not_found` (also for an attachment in which nothing is encrypted), `not_allowed`, `mail_not_held`,
 *   `stale_revision`, `already_decided` after the self-check, `password_wrong`, `password_untried`,
 *   `content_erased`
 */
export async function escrowPassword(
  tx: Tx,
  { vault, documents }: { readonly vault: Vault; readonly documents?: DocumentDesk | undefined },
  actor: Actor,
  input: Escrow,
): Promise<OutputOf<typeof contract.escrowPassword>> {
  const seen = await visibleMail(tx, actor, input.mailId)
  if (seen.standing !== 'author') throw new Refusal('not_allowed')
  if (seen.custody !== 'held') throw new Refusal('mail_not_held')
  const before: readonly StoredAttachment[] = (await readingOf(tx, seen.id))?.attachments ?? []
  const attachment = before[input.number - 1]
  if (!attachment || !documents || encryptedCount(attachment) === 0) throw new Refusal('not_found')
  // Read before the lock: a large archive takes its time.
  const bytes = await mailReader().attachment(await buffer(await vault.read(tx, seen.file_id)), attachment.sha256)
  if (!bytes) throw new Refusal('not_found')
  // This attachment's own: with those of another, what they open would speak for whatever password is given.
  const passwords = [...(await passwordsOf(tx, vault, [attachment])), input.password]
  const { rows, ...opened } = await documents.scan(bytes, attachment.name, passwords)
  // One that ended midway names nothing as encrypted, and would speak for any password.
  if (opened.unread.some(({ reason }) => ENDED.has(reason))) throw new Refusal('password_untried')
  // A virus scanner has seen these very bytes before; where the passwords are tried there may be none.
  const { virus, isVirusUnknown } = attachment.scan ?? {}
  const scan = { ...opened, ...(virus !== undefined && { virus }), ...(isVirusUnknown && { isVirusUnknown }) }
  const openedCount = openedBy(attachment, scan)
  if (openedCount <= 0) throw new Refusal('password_wrong')

  const mail = await lockOwnHeldMail(tx, actor, input)
  const state = await gateState(tx, outboundMailGate, mail.id)
  if (state.checks.some(({ id, passedBy }) => id === 'self-check' && passedBy.length > 0)) {
    throw new Refusal('already_decided')
  }
  // Nobody else changes them: the mail is locked, and its author's.
  const attachments: readonly StoredAttachment[] = (await readingOf(tx, mail.id))!.attachments
  if (encryptedCount(attachments[input.number - 1]!) !== encryptedCount(attachment)) {
    throw new Refusal('stale_revision')
  }
  const { id } = await vault.sealFacts(tx, { password: input.password })
  const kept = { ...attachment, scan, passwordIds: [...(attachment.passwordIds ?? []), id] }
  const after = attachments.map((one, at) => (at === input.number - 1 ? kept : one))
  await tx
    .updateTable('outbound_mail_reading')
    .set({ attachments: JSON.stringify(after) })
    .where('mail_id', '=', mail.id)
    .execute()
  await recordMailLineage(tx, mail.file_id, [kept])
  await eraseAttachmentRowsOf(tx, mail.id, input.number)
  if (rows) await keepAttachmentRows(tx, vault, mail.id, new Map([[input.number, rows]]))
  await recordEvent(tx, mailEvents.password_escrowed, {
    actor,
    subject: mailSubject(mail.id),
    facts: { number: input.number, sha256: attachment.sha256, openedCount },
  })
  await afterChange(tx, mail.id, await runMachineChecks(tx, mail))
  return { openedCount, unreadCount: scan.unreadCount }
}

/** Why a reader did not come to the end of a file. */
const ENDED: ReadonlySet<string> = new Set<UnreadDocumentReason>([
  'timed_out',
  'out_of_memory',
  'crashed',
  'not_finished',
])

/**
 * How much more of what was encrypted is open. The scan names the first of what is unread and counts the rest: only where
 * some are not named does the count speak, since it also falls when something else could be read this time.
 */
function openedBy(before: StoredAttachment, scan: AttachmentScan): number {
  const fewerNamed = encryptedCount(before) - encryptedCount({ scan })
  const { unread = [], unreadCount = 0 } = before.scan ?? {}
  return unread.length < unreadCount ? Math.max(fewerNamed, unreadCount - scan.unreadCount) : fewerNamed
}
