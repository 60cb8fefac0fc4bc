import { damagedCell } from './damaged-cell.ts'

const [ZERO, NINE] = [48, 57]
const MOST_DIGITS = 9
const TYPES = ['inlineStr', 'str', 's', 'n', 'b', 'e', 'd'].map((name) => ({ name, bytes: Buffer.from(name) }))

/** Does this mark stand at a place? */
export function standsAt(bytes: Buffer, at: number, mark: Buffer): boolean {
  for (let k = 0; k < mark.length; k++) if (bytes[at + k] !== mark[k]) return false
  return true
}

/** A number of a few digits and nothing else; -1 for anything else. */
export function numberAt(bytes: Buffer, from: number, until: number): number {
  if (from === until || until - from > MOST_DIGITS) return -1
  let number = 0
  for (let at = from; at < until; at++) {
    const byte = bytes[at]!
    if (byte < ZERO || byte > NINE) return -1
    number = number * 10 + (byte - ZERO)
  }
  return number
}

/** `AB12` → 27. */
export function columnAt(bytes: Buffer, from: number): number {
  let column = 0
  for (let at = from; ; at++) {
    const letter = bytes[at]! & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + (letter - 64)
  }
  return column > 0 && column <= 16_384 ? column - 1 : damagedCell()
}

/** The type of a cell; `''` for one that nobody knows. */
export function cellTypeAt(bytes: Buffer, from: number, until: number): string {
  for (const { name, bytes: wanted } of TYPES)
    if (wanted.length === until - from && standsAt(bytes, from, wanted)) return name
  return ''
}
