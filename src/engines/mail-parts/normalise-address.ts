import { domainToASCII } from 'node:url'
import { getDomain } from 'tldts'

export interface MailAddress {
  /** For comparing: lower case, the domain as A-labels. What is sent to keeps the sender's own spelling. */
  readonly address: string
  readonly domain: string
  /** What somebody registered: `mail.city.example.lg.jp` → `city.example.lg.jp`; the domain itself where no list knows. */
  readonly registrableDomain: string
}

/**
 * Reads one address (no display name). Answers undefined for what is none: no `@`, an empty part, a domain that no
 * resolver could take.
 * @source RFC 5321 §4.5.3.1 (lengths), RFC 5891 (A-labels), publicsuffix.org (registrable domain)
 */
export function normaliseAddress(text: string): MailAddress | undefined {
  const trimmed = text.trim().replace(/^<|>$/g, '')
  const at = trimmed.lastIndexOf('@')
  if (at <= 0 || /[\p{Cc}\s<>]/u.test(trimmed)) return undefined
  const local = trimmed.slice(0, at).normalize('NFC').toLowerCase()
  const domain = asciiDomain(trimmed.slice(at + 1))
  if (!domain || Buffer.byteLength(local) > 64) return undefined
  return { address: `${local}@${domain}`, domain, registrableDomain: getDomain(domain) ?? domain }
}

/** Letters, digits, hyphen, underscore and dot, or anything outside ASCII: what domainToASCII may be given. */
const NAME = /^[A-Za-z0-9_\-.\u0080-\u{10ffff}]+$/u

function asciiDomain(text: string): string | undefined {
  if (/^\[(?:IPv6:)?[0-9a-f.:]+\]$/i.test(text)) return text.toLowerCase()
  // domainToASCII reads a host as browsers do: it drops what follows `/`, `?`, `#` and decodes `%2e`. Mail goes to the whole.
  if (!NAME.test(text)) return undefined
  const domain = domainToASCII(text.replace(/\.$/, '')).toLowerCase()
  if (domain === '' || domain.length > 253) return undefined
  const labels = domain.split('.')
  return labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) ? domain : undefined
}

/**
 * Whether the local part names a further way: `user%other.example@own.example`, `other.example!user@own.example`,
 * `"user@other.example"@own.example`. A relay that takes own.example as its own sends such mail on to other.example
 * (Postfix: allow_percent_hack, swap_bangpath, resolve_dequoted_address), so the domain does not say where it goes.
 */
export function isSourceRouted(text: string): boolean {
  return /[%!@]/.test(text.slice(0, Math.max(0, text.lastIndexOf('@'))))
}
