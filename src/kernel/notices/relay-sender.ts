import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import type { NoticeMail } from './rules/compose-notice-mail.ts'

/**
 * Gives one mail to the next host. Resolves when that host has taken it over (250 after the text).
 * @throws MailRefused when it will never take it; anything else is worth another attempt
 */
export type SendMail = (mail: NoticeMail) => Promise<void>

/** The next host said no for good (5xx). Its words are not kept: they may quote an address. */
export class MailRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the relay refused a notice mail with ${status}`)
    this.name = 'MailRefused'
    this.status = status
  }
}

/**
 * Sends our own notices straight to the relay, never through our own SMTP port: that is what exempts them from the mail
 * gate. No header does, so nobody can pretend to be a notice.
 *
 * Empty envelope sender, `Auto-Submitted: auto-generated` (RFC 3834 §5), text/plain in UTF-8, words of headers as in
 * RFC 2047. STARTTLS is used where the relay offers it.
 */
export function relaySender(relay: { readonly host: string; readonly port: number }): SendMail {
  const transport = createTransport({
    host: relay.host,
    port: relay.port,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    // Inside the house relays carry certificates of their own; refusing them would only mean sending in the clear.
    tls: { rejectUnauthorized: false },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (mail) => {
    try {
      await transport.sendMail(messageOf(mail))
    } catch (error) {
      const status = (error as { responseCode?: number }).responseCode
      if (status !== undefined && status >= 500) throw new MailRefused(status)
      throw error
    }
  }
}

/** The same mail as the bytes that a relay would get, for a mailbox that stands in for one. */
export async function noticeMailText(mail: NoticeMail): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail(messageOf(mail))
  return Buffer.isBuffer(message) ? message : buffer(message)
}

const messageOf = (mail: NoticeMail) => ({
  envelope: { from: '', to: [mail.to] },
  from: { name: '', address: mail.from },
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  messageId: mail.messageId,
  date: mail.date,
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
})
