import { randomBytes } from 'node:crypto'
import { newId } from '../../../base/ids.ts'
import { type MailHeader, receivedLine } from '../../../engines/mail-parts/index.ts'
import type { ColumnTypes } from '../../../kernel/db/insert-along.ts'
import type { Signed } from './arrived-authors.ts'
import type { ArrivedMail } from './arrived-mail.ts'

/** A mail that is being taken, with what its envelope and header say. */
export interface Taken {
  readonly mailId: string
  readonly arrived: ArrivedMail
  readonly header: MailHeader
  readonly messageId: string
  readonly signed: Signed
  readonly recipients: readonly (ArrivedMail['recipients'][number] & { domain: string; isOutside: boolean })[]
  readonly outsideCount: number
  duplicateOfId?: string | undefined
}

export function mailRow(
  equipment: { readonly host: string; readonly gateTag: string },
  mail: Taken,
  receivedAt: Date,
  expiresAt: Date,
) {
  const { mailId, arrived, header, signed, outsideCount, duplicateOfId } = mail
  const mailClass =
    signed.systemSenderId && outsideCount > 0 ? 'system_sender' : outsideCount > 0 ? 'undetermined' : 'internal'
  return {
    id: mailId,
    custody: duplicateOfId ? 'withdrawn' : outsideCount > 0 ? 'held' : 'releasing',
    mail_class: mailClass,
    entry: arrived.entry,
    author_id: signed.authorId ?? null,
    author_problem: signed.problem ?? null,
    author_unit_id: signed.unitId ?? null,
    system_sender_id: mailClass === 'system_sender' ? signed.systemSenderId! : null,
    duplicate_of_id: duplicateOfId ?? null,
    file_id: arrived.content.id,
    sha256: arrived.content.sha256,
    byte_count: arrived.content.byteCount,
    received_line: receivedLine({
      helo: arrived.client.helo,
      clientAddress: arrived.client.address,
      protocol: arrived.client.protocol,
      host: equipment.host,
      gateTag: equipment.gateTag,
      mailId,
      receivedAt,
    }),
    revision_salt: randomBytes(16).toString('hex'),
    envelope_sender: arrived.sender,
    is_null_sender: arrived.sender === '',
    has_8bit: arrived.has8bit,
    longest_line_bytes: arrived.longestLineBytes,
    needs_smtp_utf8: arrived.needsSmtpUtf8,
    dsn_ret: arrived.dsnRet ?? null,
    dsn_envid: arrived.dsnEnvid ?? null,
    subject_line: storable(header.subject, 1000),
    header_from: storable(header.from.map(({ address }) => address).join(', '), 1000),
    message_id: storable(header.messageId, 1000),
    received_at: receivedAt,
    expires_at: expiresAt,
    closed_at: duplicateOfId ? receivedAt : null,
  }
}

export const MAIL_COLUMNS: ColumnTypes<ReturnType<typeof mailRow>> = {
  id: 'uuid',
  custody: 'text',
  mail_class: 'text',
  entry: 'text',
  author_id: 'uuid',
  author_problem: 'text',
  author_unit_id: 'uuid',
  system_sender_id: 'uuid',
  duplicate_of_id: 'uuid',
  file_id: 'uuid',
  sha256: 'text',
  byte_count: 'bigint',
  received_line: 'text',
  revision_salt: 'text',
  envelope_sender: 'text',
  is_null_sender: 'boolean',
  has_8bit: 'boolean',
  longest_line_bytes: 'integer',
  needs_smtp_utf8: 'boolean',
  dsn_ret: 'text',
  dsn_envid: 'text',
  subject_line: 'text',
  header_from: 'text',
  message_id: 'text',
  received_at: 'timestamptz',
  expires_at: 'timestamptz',
  closed_at: 'timestamptz',
}

export function recipientRows({ mailId, recipients, duplicateOfId }: Taken, receivedAt: Date) {
  return recipients.map((recipient, position) => ({
    id: newId(),
    mail_id: mailId,
    position,
    address: recipient.address,
    domain: recipient.domain,
    is_outside: recipient.isOutside,
    delivery: duplicateOfId ? 'cancelled' : recipient.isOutside ? 'held' : 'queued',
    next_try_at: recipient.isOutside || duplicateOfId ? null : receivedAt,
    dsn_notify: [...recipient.dsnNotify],
    dsn_orcpt: recipient.dsnOrcpt ?? null,
  }))
}

export const RECIPIENT_COLUMNS: ColumnTypes<ReturnType<typeof recipientRows>[number]> = {
  id: 'uuid',
  mail_id: 'uuid',
  position: 'integer',
  address: 'text',
  domain: 'text',
  is_outside: 'boolean',
  delivery: 'text',
  next_try_at: 'timestamptz',
  dsn_notify: 'text[]',
  dsn_orcpt: 'text',
}

/** PostgreSQL's text takes no NUL; nothing else of the mail is lost, its bytes lie in the vault. */
const storable = (text: string, limit: number) => text.replaceAll('\0', '').slice(0, limit).toWellFormed()
