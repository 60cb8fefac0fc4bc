import { createHmac, type KeyObject } from 'node:crypto'
import type { Finding, PiiType } from './finding.ts'
import { normalise } from './text/normalise.ts'

/** A value known again by whoever has the key, and readable by nobody. */
export interface HashedValue {
  readonly type: PiiType
  /** HMAC-SHA-256 in hexadecimal. */
  readonly hash: string
}

/**
 * Keyed hashes of the values that findings point at, so that they can be kept and compared. Ways of writing that mean the
 * same (width, spaces, hyphens, the sign before a postal code, the case of a mail address) give the same hash; values of
 * different types never do.
 */
export function hashValues(text: string, findings: readonly Finding[], key: Uint8Array | KeyObject): HashedValue[] {
  return findings.map(({ type, start, end }) => ({
    type,
    hash: createHmac('sha256', key)
      .update(`${type}\0${canonicalValue(type, text.slice(start, end))}`)
      .digest('hex'),
  }))
}

const LETTERS_MATTER = new Set<PiiType>([
  'PERSON',
  'ADDRESS',
  'EMAIL',
  'PASSPORT',
  'RESIDENCE',
  'HEALTHINS',
  'ACCOUNT',
  'BIRTH',
])

/** One way of writing for a value of a type. */
export function canonicalValue(type: PiiType, value: string): string {
  const plain = normalise(value).text
  if (type.startsWith('SC_') || LETTERS_MATTER.has(type)) return plain.replace(/[\s・]+/g, '').toLowerCase()
  return plain.replace(/\D+/g, '')
}
