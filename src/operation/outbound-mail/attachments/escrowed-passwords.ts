import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { eraseFacts, type Vault } from '../../../kernel/vault/index.ts'
import type { StoredAttachment } from '../store.ts'

type Opener = Pick<Vault, 'openManyFacts'>

/** The passwords that the author has given for a mail's attachments. They are for the sandbox, and shown to nobody. */
export async function passwordsOf(
  tx: Tx,
  vault: Opener,
  attachments: readonly StoredAttachment[],
): Promise<readonly string[]> {
  const ids = attachments.flatMap(({ passwordIds }) => passwordIds ?? [])
  const opened = await vault.openManyFacts(tx, ids)
  return [...opened.values()].flatMap((facts) => {
    const password = (facts as { readonly password?: unknown }).password
    return typeof password === 'string' ? [password] : []
  })
}

/** Erases them with the contents of their mails. */
export async function erasePasswords(tx: Tx, mailIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p as id from outbound_mail_reading r, jsonb_array_elements(r.attachments) a,
      jsonb_array_elements_text(coalesce(a -> 'passwordIds', '[]')) p
    where r.mail_id = any(${[...mailIds]}::uuid[])`.execute(tx)
  for (const { id } of rows) await eraseFacts(tx, id)
}

/** How much of it nobody could open for want of a password, as far as the scan names it. */
export const encryptedCount = ({ scan }: Pick<StoredAttachment, 'scan'>): number =>
  scan?.unread.filter(({ reason }) => reason === 'encrypted').length ?? 0

/**
 * Is it encrypted for whoever receives it? What a password opened for us goes out as it came in. Kept passwords tell it, and
 * not the reader: a PDF opened by one looks like any other, and a sheet under Excel's own password hides nothing.
 */
export const isOrWasEncrypted = (attachment: Pick<StoredAttachment, 'scan' | 'passwordIds'>): boolean =>
  encryptedCount(attachment) > 0 || (attachment.passwordIds ?? []).length > 0
