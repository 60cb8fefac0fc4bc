import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { newId } from '../../../base/ids.ts'
import { normaliseAddress, receivedLine } from '../../../engines/mail-parts/index.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import type { MailEquipment } from '../equipment.ts'

export interface OwnNotice {
  readonly id: string
  readonly to: string
  /** The whole text, header and body. */
  readonly bytes: Buffer
  /** What it is in the vault, e.g. `delivery-report`. */
  readonly fileKind: string
  readonly subjectLine?: string
}

/**
 * Queues a mail that we wrote ourselves: null reverse path, nobody is asked, and the demonstration's ends in its own
 * mailbox. The caller asks for its delivery.
 */
export async function queueOwnNotice(
  tx: Tx,
  notice: OwnNotice,
  { vault, host, gateTag }: Pick<MailEquipment, 'vault' | 'host' | 'gateTag'>,
): Promise<void> {
  const { id, to, bytes, fileKind, subjectLine = '' } = notice
  const now = await instantOf(tx)
  const pending = await vault.receive(Readable.from([bytes]))
  const file = await vault.adopt(tx, pending, { kind: fileKind })
  await tx
    .insertInto('outbound_mail')
    .values({
      id,
      custody: 'releasing',
      mail_class: 'own_notice',
      entry: 'own',
      file_id: file.id,
      sha256: file.sha256,
      byte_count: file.byteCount,
      received_line: receivedLine({
        helo: host,
        clientAddress: '',
        host,
        gateTag,
        protocol: 'ESMTP',
        mailId: id,
        receivedAt: now,
      }),
      revision_salt: randomBytes(16).toString('hex'),
      envelope_sender: '',
      is_null_sender: true,
      has_8bit: false,
      needs_smtp_utf8: false,
      subject_line: subjectLine,
      header_from: '',
      message_id: `<${id}@${host}>`,
      received_at: now,
    })
    .execute()
  await tx
    .insertInto('outbound_mail_recipient')
    .values({
      id: newId(),
      mail_id: id,
      position: 0,
      address: to,
      domain: normaliseAddress(to)?.domain ?? '',
      is_outside: false,
      delivery: 'queued',
      next_try_at: now,
      dsn_notify: ['NEVER'],
    })
    .execute()
}
