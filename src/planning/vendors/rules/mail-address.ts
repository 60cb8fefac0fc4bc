import { domainToASCII } from 'node:url'

export interface MailAddress {
  /** Local part in lower case, `@`, domain as below: the form in which addresses are compared. */
  readonly address: string
  /** ASCII (`xn--…`), lower case, no final dot. */
  readonly domain: string
}

/** Letters, digits, hyphen and underscore, or anything outside ASCII: what domainToASCII may be given without guessing. */
const DOMAIN_LABELS = /^[A-Za-z0-9_\-.\u0080-\u{10ffff}]+$/u
const ASCII_NAME = /^(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))+$/
const IPV4 = /^\d+(\.\d+){3}$/

/**
 * The one form of a domain: IDN in ASCII (UTS 46), lower case, no final dot. `undefined` where it is not a domain name
 * of at least two labels: an address literal, a number, white space, a percent sign.
 */
export function normaliseDomain(text: string): string | undefined {
  if (!DOMAIN_LABELS.test(text)) return undefined
  const ascii = domainToASCII(text).toLowerCase().replace(/\.$/, '')
  if (ascii.length > 253 || !ASCII_NAME.test(ascii) || IPV4.test(ascii)) return undefined
  return ascii
}

/**
 * The one form of an address. The local part is compared without case: RFC 5321 §2.4 lets a host tell `A@` from `a@`,
 * no mailbox provider does, and treating them as two people would only make it easier to slip past a list.
 * @returns `undefined` where it is no address: it then belongs to nobody
 */
export function normaliseAddress(text: string): MailAddress | undefined {
  const at = text.lastIndexOf('@')
  if (at < 1) return undefined
  const domain = normaliseDomain(text.slice(at + 1))
  const local = text.slice(0, at).normalize('NFC').toLowerCase()
  if (domain === undefined || /[\s\p{Cc}]/u.test(local)) return undefined
  return { address: `${local}@${domain}`, domain }
}

/** The domain and everything above it: `a.b.example` → `a.b.example`, `b.example`, `example`. */
export function domainLine(domain: string): string[] {
  const labels = domain.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}
