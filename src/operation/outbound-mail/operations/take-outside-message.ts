import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import type { Vault } from '../../../kernel/vault/index.ts'

/** Hands out one mail of the demonstration's outside mailbox, byte for byte. @throws Refusal `not_found`, `content_erased` */
export async function takeOutsideMessage(tx: Tx, vault: Vault, input: { readonly id: string }): Promise<Download> {
  const message = await tx
    .selectFrom('outside_mailbox_message')
    .where('id', '=', input.id)
    .select(['file_id', 'byte_count'])
    .executeTakeFirst()
  if (!message) throw new Refusal('not_found')
  return {
    fileName: `${input.id}.eml`,
    mediaType: 'application/octet-stream',
    byteCount: message.byte_count,
    content: await vault.read(tx, message.file_id),
  }
}
