import { mailDate } from './mail-date.ts'

export interface RecipientStatus {
  readonly address: string
  /** As the client gave it, `rfc822;…` in xtext; undefined: none. */
  readonly originalRecipient?: string | undefined
  readonly action: 'failed' | 'relayed' | 'delayed'
  /** RFC 3463, e.g. `5.1.1`. */
  readonly status: string
  /** The next hop's last reply; undefined when none was reached. */
  readonly diagnostic?: string | undefined
  /** Of a delayed one: until when it is tried (RFC 3464 §2.3.9). */
  readonly willRetryUntil?: Date | undefined
}

export interface DeliveryStatus {
  readonly host: string
  readonly mailId: string
  readonly reportId: string
  /** The sender of the mail that failed; the report goes to them alone. */
  readonly to: string
  readonly envelopeId?: string | undefined
  readonly arrivedAt: Date
  readonly reportedAt: Date
  readonly recipients: readonly RecipientStatus[]
  /** What a person reads first; plain text, Japanese and English. */
  readonly explanation: string
  /** The header block of the mail, its own bytes. The body is never returned: the report may go astray too. */
  readonly originalHeader: Uint8Array
}

/**
 * The bytes of a delivery status notification: multipart/report with a text for people, one for programs, and the
 * header of the mail. To be sent with a null reverse path, so that it is never answered by another.
 * @source RFC 3464 (format), RFC 6522 (multipart/report), RFC 3834 (`Auto-Submitted`)
 */
export function deliveryStatusMail(report: DeliveryStatus): Buffer {
  const boundary = `=_${report.reportId}`
  const lines = [
    `From: Mail Delivery System <mailer-daemon@${report.host}>`,
    `To: <${oneLine(report.to)}>`,
    `Subject: ${subjectOf(report)}`,
    `Date: ${mailDate(report.reportedAt)}`,
    `Message-ID: <${report.reportId}@${report.host}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...base64Lines(report.explanation),
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${report.host}`,
    ...(report.envelopeId ? [`Original-Envelope-Id: ${oneLine(report.envelopeId)}`] : []),
    `Arrival-Date: ${mailDate(report.arrivedAt)}`,
    ...report.recipients.flatMap((recipient) => [
      '',
      ...(recipient.originalRecipient ? [`Original-Recipient: ${typedAddress(recipient.originalRecipient)}`] : []),
      `Final-Recipient: ${typedAddress(`rfc822;${recipient.address}`)}`,
      `Action: ${recipient.action}`,
      `Status: ${recipient.status}`,
      ...(recipient.diagnostic ? [`Diagnostic-Code: smtp; ${oneLine(recipient.diagnostic).slice(0, 900)}`] : []),
      ...(recipient.willRetryUntil ? [`Will-Retry-Until: ${mailDate(recipient.willRetryUntil)}`] : []),
    ]),
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    ...headerPart(Buffer.from(report.originalHeader)),
    `--${boundary}--`,
    '',
  ]
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** In ASCII the header goes as it is, so that every program can read it (RFC 6522 §4); otherwise its bytes in base64. */
function headerPart(header: Buffer): string[] {
  const text = header.toString('latin1').replace(/\r\n$/, '')
  const isPlain = /^(?:[\t\x20-\x7e]{0,900}\r\n)*[\t\x20-\x7e]{0,900}$/.test(text)
  if (isPlain) return ['Content-Transfer-Encoding: 7bit', '', text]
  return ['Content-Transfer-Encoding: base64', '', ...(header.toString('base64').match(/.{1,76}/g) ?? [])]
}

function subjectOf({ recipients }: DeliveryStatus): string {
  if (recipients.some(({ action }) => action === 'failed'))
    return `${encodedWord('配信できませんでした')} (undelivered mail)`
  if (recipients.some(({ action }) => action === 'delayed'))
    return `${encodedWord('配信が遅れています')} (delayed mail)`
  return `${encodedWord('次のサーバーに渡しました')} (relayed mail)`
}

/**
 * `type; address` as a report writes it. An address outside ASCII is written with its code points, which every program can
 * carry (RFC 6533 §3: `utf-8`, utf-8-addr-xtext).
 */
function typedAddress(typed: string): string {
  const [, type = 'rfc822', address = ''] = /^(?:([^;]*);)?(.*)$/s.exec(typed.trim()) ?? []
  if (!/[^\x20-\x7e]/.test(address)) return `${oneLine(type)}; ${address.trim()}`
  const written = Array.from(address.trim(), (character) =>
    /^[\x21-\x7e]$/.test(character) && !'\\+='.includes(character)
      ? character
      : `\\x{${character.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}}`,
  )
  return `utf-8; ${written.join('')}`
}

/** Nothing that we quote may start a new line, or leave ASCII. */
const oneLine = (text: string) => text.replace(/[^\x20-\x7e]+/g, '?').trim()
const encodedWord = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
const base64Lines = (text: string) =>
  Buffer.from(text)
    .toString('base64')
    .match(/.{1,76}/g) ?? []
