import type { PrintRecord } from '../print-run.ts'
import type { PhotoLine } from '../reading/photo-lines.ts'
import { meaningOf, normalised, withVariantsRead } from '../values/normalise.ts'
import { valueOf } from './compare-page.ts'
import type { CompiledField } from './compile.ts'
import type { Slot } from './layout.ts'
import { LEAST_CONFIDENCE, textsIn } from './paper-sides.ts'

/** Where something was read, and whether the reader is sure of it. */
export interface Sighting {
  readonly isSure: boolean
  /** Dots: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number]
}

/** What stands on a photograph, by what it means: only what is bounded by wide gaps, or by a colon or a bracket. */
export type Sightings = ReadonlyMap<string, Sighting>

/** One value as it is printed in one place. */
export interface PrintedValue {
  readonly field: CompiledField
  /** Row of a field of children; 0 for others. */
  readonly row: number
  readonly value: string
}

const MOST_JOINED = 6
const BOUNDS = /[:：()（）「」【】[\]]/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const NUMBER = /^-?\d+(\.\d+)?$/
const DIGITS_ALONE = /^[〒\d()-]*\d[\d()-]*$/

/** How a reading counts: as it is, with variants of characters read as one, and as a day, a number or digits where it is one. */
function meaningsOf(plain: string): string[] {
  const [day, number] = [meaningOf(plain, 'date'), meaningOf(plain, 'number')]
  return [
    `is ${plain}`,
    `like ${withVariantsRead(plain)}`,
    ...(DAY.test(day) ? [`date ${day}`] : []),
    ...(NUMBER.test(number) ? [`number ${number}`] : []),
    ...(DIGITS_ALONE.test(plain) ? [`digits ${meaningOf(plain, 'digits')}`] : []),
  ]
}

export function sightingsIn(lines: readonly PhotoLine[]): Sightings {
  const found = new Map<string, Sighting>()
  const put = (text: string, confidence: number, box: Sighting['box']) => {
    const isSure = confidence >= LEAST_CONFIDENCE
    for (const each of textsIn(text))
      for (const part of new Set([each, ...each.split(BOUNDS)])) {
        const plain = normalised(part)
        if (plain === '') continue
        for (const meaning of meaningsOf(plain)) if (isSure || !found.has(meaning)) found.set(meaning, { isSure, box })
      }
  }
  for (const pieces of lines)
    for (let from = 0; from < pieces.length; from++)
      for (let until = from + 1; until <= Math.min(pieces.length, from + MOST_JOINED); until++) {
        const joined = pieces.slice(from, until)
        const [lefts, tops, rights, bottoms] = [0, 1, 2, 3].map((side) => joined.map(({ box }) => box[side]!)) as [
          number[],
          number[],
          number[],
          number[],
        ]
        const box = [Math.min(...lefts), Math.min(...tops), Math.max(...rights), Math.max(...bottoms)] as const
        for (const readings of [joined, joined.map((piece) => piece.again ?? piece)])
          put(readings.map(({ text }) => text).join(' '), Math.min(...readings.map((one) => one.confidence)), box)
      }
  return found
}

/** As what a value would be seen if it is printed as it should be. */
export function meaningsOfValue({ field, value }: PrintedValue): readonly string[] {
  const { as, variants, before, after } = field.field
  const [plain, whole] = [normalised(value), normalised(before + value + after)]
  if (as !== 'text') return [`${as} ${meaningOf(value, as)}`, `is ${whole}`]
  return variants === 'same'
    ? [`like ${withVariantsRead(plain)}`, `like ${withVariantsRead(whole)}`]
    : [`is ${plain}`, `is ${whole}`]
}

/** By which a value is known for somebody's: variants of characters are not told apart. */
export const meaningAlike = ({ field, value }: PrintedValue): string =>
  field.field.as === 'text'
    ? `like ${withVariantsRead(normalised(value))}`
    : `${field.field.as} ${meaningOf(value, field.field.as)}`

/** The values of a record on one of its sides, as text; empty ones are not printed. */
export function valuesOn({ page, firstChild }: Slot, { values, children }: PrintRecord): PrintedValue[] {
  return (page?.fields ?? [])
    .filter(({ field }) => field.read === 'text')
    .flatMap((field) =>
      Array.from({ length: rowsOf(field, page?.repeatFor) }, (_, row): PrintedValue => {
        const own = field.isChild ? children[firstChild + row] : values
        return { field, row, value: own ? valueOf(field, own) : '' }
      }),
    )
    .filter(({ value }) => value !== '')
}

export const rowsOf = (field: CompiledField, repeatFor: number | undefined): number =>
  field.isChild ? Math.min(field.rowCount, repeatFor ?? Infinity) : 1
