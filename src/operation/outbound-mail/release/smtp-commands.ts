import type { Delivery, DeliveryRecipient } from './deliverer.ts'

/**
 * The words of one transaction. What the next hop does not offer is left out; whether the mail can do without was asked
 * before.
 * @source RFC 5321 §4.1.1, RFC 1870 (SIZE), RFC 6152 (BODY), RFC 6531 (SMTPUTF8), RFC 3461 §4 (RET, ENVID, NOTIFY, ORCPT)
 */
export function mailCommand(delivery: Delivery, offered: ReadonlySet<string>): string {
  const { sender, byteCount, has8bit, dsnRet, dsnEnvid } = delivery
  return [
    `MAIL FROM:<${sender}>`,
    offered.has('SIZE') && `SIZE=${byteCount}`,
    has8bit && 'BODY=8BITMIME',
    isInternational(delivery) && 'SMTPUTF8',
    offered.has('DSN') && dsnRet && `RET=${dsnRet}`,
    offered.has('DSN') && dsnEnvid && `ENVID=${xtext(dsnEnvid)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

export function rcptCommand({ address, dsnNotify, dsnOrcpt }: DeliveryRecipient, offered: ReadonlySet<string>): string {
  const notify = dsnNotify.length > 0 && `NOTIFY=${dsnNotify.join(',')}`
  const orcpt = dsnOrcpt && `ORCPT=${originalRecipient(dsnOrcpt)}`
  return [`RCPT TO:<${address}>`, ...(offered.has('DSN') ? [notify, orcpt] : [])].filter(Boolean).join(' ')
}

/** Why the next hop cannot carry this mail unchanged; undefined: it can. Rewriting it would break what was decided on. */
export function unfit(delivery: Delivery, offered: ReadonlySet<string>): string | undefined {
  if (addressesOf(delivery).some((address) => /[\r\n<>\0]/.test(address)))
    return '553 5.1.3 an address that cannot be said in SMTP'
  if (isInternational(delivery) && !offered.has('SMTPUTF8'))
    return '553 5.6.7 the next hop does not carry SMTPUTF8 mail'
  if (delivery.has8bit && !offered.has('8BITMIME')) return '554 5.6.3 the next hop does not carry 8-bit text'
  return undefined
}

const addressesOf = (delivery: Delivery) => [delivery.sender, ...delivery.recipients.map(({ address }) => address)]
const isInternational = (delivery: Delivery) =>
  delivery.needsSmtpUtf8 || addressesOf(delivery).some((address) => /[^\x20-\x7e]/.test(address))

/** RFC 3461 §4: everything but printable ASCII, and `+` and `=`, by its number. */
const xtext = (text: string) =>
  Array.from(Buffer.from(text), (byte) =>
    byte > 0x20 && byte < 0x7f && byte !== 0x2b && byte !== 0x3d
      ? String.fromCharCode(byte)
      : `+${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')

/** An address outside ASCII by its code points (RFC 6533 §3). */
function originalRecipient(typed: string): string {
  const address = typed.replace(/^[^;]*;/, '')
  if (!/[^\x20-\x7e]/.test(address)) return xtext(typed)
  const written = Array.from(address, (character) =>
    /^[\x21-\x7e]$/.test(character) && !'\\+='.includes(character)
      ? character
      : `\\x{${character.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}}`,
  )
  return `utf-8;${written.join('')}`
}
