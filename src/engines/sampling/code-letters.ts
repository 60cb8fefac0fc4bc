/** Inspection levels of ISO 2859-1 / JIS Z 9015-1: how much is opened for a lot of a size. */
export const INSPECTION_LEVELS = ['I', 'II', 'III', 'S-4'] as const
export type InspectionLevel = (typeof INSPECTION_LEVELS)[number]

const LETTERS = 'ABCDEFGHJKLMNPQR'
const SIZES = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000]
export const LETTER_COUNT = LETTERS.length

/** Largest lot of each row, then its letters by level. */
const ROWS: readonly (readonly [number, string])[] = [
  [8, 'AABA'],
  [15, 'ABCA'],
  [25, 'BCDB'],
  [50, 'CDEC'],
  [90, 'CEFC'],
  [150, 'DFGD'],
  [280, 'EGHE'],
  [500, 'FHJE'],
  [1200, 'GJKF'],
  [3200, 'HKLG'],
  [10_000, 'JLMG'],
  [35_000, 'KMNH'],
  [150_000, 'LNPJ'],
  [500_000, 'MPQJ'],
  [Infinity, 'NQRK'],
]

/**
 * The code letter of a lot.
 * @param lot number of items, at least 2
 * @source JIS Z 9015-1 Table 1; docs/sources.md#sampling
 */
export function codeLetter(lot: number, level: InspectionLevel): string {
  if (!Number.isInteger(lot) || lot < 2) throw new RangeError('a lot has at least two items')
  return ROWS.find(([most]) => lot <= most)![1][INSPECTION_LEVELS.indexOf(level)]!
}

export const letterAt = (index: number): string => LETTERS[index]!
export const letterIndex = (letter: string): number => LETTERS.indexOf(letter)

/** How many items a letter takes. */
export const sizeOf = (letter: string): number => SIZES[letterIndex(letter)]!
