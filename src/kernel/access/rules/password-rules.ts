import { isCommonPassword } from './common-passwords.ts'

export const PASSWORD_MIN = 8
/** Long enough for a sentence; the whole of it counts, nothing is cut off. */
export const PASSWORD_MAX = 256

export const PASSWORD_FAULTS = ['too_short', 'too_long', 'common', 'names_you'] as const
export type PasswordFault = (typeof PASSWORD_FAULTS)[number]

/**
 * What is wrong with a new password, or nothing. Any character counts, none is demanded (ASVS 5.0 V6.2.1–6.2.9).
 *
 * @param context words that an attacker would try for this person: their name, address, organisation, the product
 */
export function passwordFault(password: string, context: readonly string[]): PasswordFault | undefined {
  const text = password.normalize('NFKC')
  if (lengthOf(text) < PASSWORD_MIN) return 'too_short'
  if (lengthOf(text) > PASSWORD_MAX) return 'too_long'
  if (isCommonPassword(password)) return 'common'
  if (isMadeOfContext(text.toLowerCase(), context)) return 'names_you'
  return undefined
}

/** Characters as Unicode counts them (code points), as ASVS does. */
const lengthOf = (text: string): number => Array.from(text).length

/** What is left beside the context words must be a password in itself; so in a long sentence they may stand. */
function isMadeOfContext(password: string, context: readonly string[]): boolean {
  const words = [...context, 'sekisho', '関所'].flatMap(wordsOf).sort((one, other) => other.length - one.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password)
  return rest !== password && lengthOf(rest) < PASSWORD_MIN
}

/** The parts of a name or an address that are long enough to be guessed as a word. */
function wordsOf(text: string): string[] {
  const whole = text.normalize('NFKC').toLowerCase().trim()
  return [whole, ...whole.split(/[\s@.・_\-+]+/u)].filter((word) => lengthOf(word) >= (/[a-z]/.test(word) ? 4 : 2))
}
