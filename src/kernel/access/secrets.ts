import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** A token that nobody can guess: 256 bits from the system's generator, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/**
 * How a token rests in the database. One sha256 is enough: against 2^160 and more equally likely values no dictionary
 * helps, so the slow hash that a chosen password needs would only slow us down.
 */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Compares two hashes in hex without telling by the time how far they agree. */
export function sameHash(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

/** Six digits, for typing from a mail. Short, so it lives minutes and allows few attempts. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

// Without 0/O, 1/l/I: it is read from a screen or a sheet of paper.
const READABLE = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A password that the program made up: 20 characters of 55, above 115 bits, in groups of five. */
export function newPassword(): string {
  const characters = Array.from({ length: 20 }, () => READABLE[randomInt(READABLE.length)])
  return [0, 5, 10, 15].map((from) => characters.slice(from, from + 5).join('')).join('-')
}
