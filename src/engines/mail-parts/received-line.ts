import { mailDate } from './mail-date.ts'

export interface ReceivedFacts {
  /** The client's EHLO name; what is no domain and no literal is left out. */
  readonly helo: string
  readonly clientAddress: string
  /** Our host's name. */
  readonly host: string
  /** Our mark: a mail that comes back with it is a loop. */
  readonly gateTag: string
  /** `ESMTP`, `ESMTPSA`, …: RFC 3848, RFC 6531. */
  readonly protocol: string
  readonly mailId: string
  readonly receivedAt: Date
}

/**
 * The one line that the gate adds, above the original bytes; it ends with CRLF. It names no recipient, so that one line
 * serves all of them and no Bcc is told.
 * @source RFC 5321 §4.4 (trace information)
 */
export function receivedLine(facts: ReceivedFacts): string {
  const helo = /^[A-Za-z0-9._:[\]-]{1,200}$/.test(facts.helo) ? facts.helo : 'unknown'
  const client = /^[0-9A-Fa-f.:]{2,45}$/.test(facts.clientAddress) ? ` ([${facts.clientAddress}])` : ''
  return (
    `Received: from ${helo}${client}\r\n` +
    `\tby ${facts.host} (${facts.gateTag}) with ${facts.protocol} id ${facts.mailId};\r\n` +
    `\t${mailDate(facts.receivedAt)}\r\n`
  )
}
