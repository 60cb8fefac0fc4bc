import { meaningOf } from '../../../engines/print-match/index.ts'
import type { AskedSide } from './asked-sides.ts'

/** 〒 and 様 stand on the paper and not in the data; whoever types them is not wrong. */
const AROUND = /^〒|(様|さま|殿|御中)$/gu

/**
 * Whether what was typed from the paper is what the data say: width, spaces, hyphens and the form of a date do not count,
 * another form of a character (高 for 髙) does. Nothing typed never matches.
 */
export function typedMatches(typed: string, { expected, as }: Pick<AskedSide, 'expected' | 'as'>): boolean {
  const [is, must] = [meaningOf(typed, as), meaningOf(expected, as)]
  if (is === '') return false
  return is === must || meaningOf(typed.trim().replace(AROUND, ''), as) === must
}
