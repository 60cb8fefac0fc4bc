import { codeLetter, type InspectionLevel, LETTER_COUNT, letterAt, letterIndex, sizeOf } from './code-letters.ts'

/** Acceptable quality levels of the standard, in percent. */
export const AQLS = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10] as const
export type Aql = (typeof AQLS)[number]

export interface SinglePlan {
  /** Of the plan that is used, after the arrows. */
  readonly letter: string
  /** Items to open: never more than the lot. */
  readonly size: number
  /** 合格判定数 of the table. A mail job takes 0 whatever stands here: a wrong person's print is critical. */
  readonly accept: number
  readonly reject: number
  /** The sample is the lot. */
  readonly isWholeLot: boolean
}

/** Acceptance numbers in their order along a row; before them stand 0, ↑ and ↓. */
const ACCEPT = [1, 2, 3, 5, 7, 10, 14, 21]
const R = LETTER_COUNT - 1

/** What the cell of the table says: an acceptance number, or the way to go. */
function cell(letter: number, column: number): number | 'up' | 'down' {
  const zero = 14 - letter // the column of 0/1 moves one to the left with each letter
  const beyond = column - zero
  if (letter === R && column < 2) return 'up'
  if (beyond < 0) return 'down'
  if (beyond === 0) return 0
  if (beyond === 1) return letter === 0 ? 'down' : 'up'
  if (beyond === 2) return 'down'
  return ACCEPT[beyond - 3] ?? 'up'
}

/**
 * Single sampling, normal inspection.
 * @source JIS Z 9015-1 Table 2-A, computed from its rule; docs/sources.md#sampling
 */
export function singlePlan(lot: number, level: InspectionLevel, aql: Aql): SinglePlan {
  const column = AQLS.indexOf(aql)
  let letter = letterIndex(codeLetter(lot, level))
  let found = cell(letter, column)
  while (typeof found === 'string') {
    letter += found === 'up' ? -1 : 1
    found = cell(letter, column)
  }
  const size = sizeOf(letterAt(letter))
  const isWholeLot = size >= lot
  return { letter: letterAt(letter), size: isWholeLot ? lot : size, accept: found, reject: found + 1, isWholeLot }
}
