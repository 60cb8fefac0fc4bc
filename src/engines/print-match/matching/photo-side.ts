import type { PrintRecord, PrintTable } from '../print-run.ts'
import type { PhotoLine } from '../reading/photo-lines.ts'
import type { PrintSpecification } from '../specification.ts'
import { normalised } from '../values/normalise.ts'
import { valueOf } from './compare-page.ts'
import { type CompiledSpecification, compileSpecification } from './compile.ts'
import { runLayout, type Slot } from './layout.ts'
import { hasFurtherRow } from './photo-places.ts'
import { meaningAlike, meaningsOfValue, sightingsIn, valuesOn } from './photo-values.ts'

/**
 * `right`: all that the data say of this side was read, and nothing of anybody else. `other_record`: this side is somebody
 * else's, or by its code another side. `illegible`: neither can be said.
 */
export const PHOTO_VERDICTS = ['right', 'other_record', 'illegible'] as const
export type PhotoVerdict = (typeof PHOTO_VERDICTS)[number]

/** The columns of the data, without its records. */
export type Columns = Pick<PrintTable, 'columns' | 'childColumns'>

export interface Records {
  records(): AsyncIterable<PrintRecord> | Iterable<PrintRecord>
}

/** Shorter values (1, 男) stand on every page. */
const LEAST_LETTERS = 3
/** Of two values that are not this record's: so much is not misread by chance. */
const [VALUES_OF_ANOTHER, LETTERS_OF_ANOTHER] = [2, 8]

/**
 * Whether the text of one printed side says on a photograph whose side and which side it is: something is printed there
 * that is printed on no other side of the record.
 * @param at of the sides of the record, from 0, in the order of the specification
 */
export function isSideLegible(specification: PrintSpecification, columns: Columns, record: PrintRecord, at: number) {
  // The neighbours on an uncut sheet would be taken for somebody else's values.
  if (!specification.readsText || specification.imposition) return false
  const { side, others } = sidesOf(specification, columns, record, at)
  if (!side || valuesOn(side, record).length === 0) return false
  const hasPlaces = side.page!.fields.every(({ field, isChild }) => !isChild || field.read !== 'text' || field.area)
  const { values, marks } = ownAlone(side, others, record)
  return hasPlaces && values.length + marks.length > 0
}

/**
 * What the text on a photograph says of one side of one record. Right only where every value of the side was read exactly
 * and surely, nothing was read that is another record's, and no other record would look the same. Another record's only
 * where two of its values were read surely, each by more than one character away from what this record has, and nothing of
 * this record.
 * @param item of the records, from 0
 * @param at of the sides of the record, as above
 */
export async function judgePhoto(
  specification: PrintSpecification,
  table: Columns & Records,
  { item, at }: { readonly item: number; readonly at: number },
  lines: readonly PhotoLine[],
): Promise<PhotoVerdict> {
  const seen = sightingsIn(lines)
  const own = await recordAt(table, item)
  if (!own || !isSideLegible(specification, table, own, at)) return 'illegible'
  const { side, others, compiled } = sidesOf(specification, table, own, at)
  const required = valuesOn(side!, own)
  const mine = new Set([side!, ...others].flatMap((each) => valuesOn(each, own).map(meaningAlike)))
  const mineSeen = [...mine].filter((meaning) => seen.has(meaning) && lettersOf(meaning) >= LEAST_LETTERS)
  const asked = new Set(required.map(meaningAlike))

  let [isAlone, isPure, isAnothers] = [true, true, false]
  let count = 0
  for await (const record of table.records()) {
    if (count++ === item) continue
    const theirs = compiled.fields
      .filter(({ field }) => field.read === 'text')
      .flatMap((field) =>
        (field.isChild ? record.children : [record.values]).map((row) => ({
          field,
          row: 0,
          value: valueOf(field, row),
        })),
      )
      .filter(({ value }) => value !== '')
    const meanings = new Set(theirs.map(meaningAlike))
    if (isSubset(asked, meanings)) isAlone = false
    const found = new Map(
      theirs
        .map((value) => [meaningAlike(value), value] as const)
        .filter(([meaning]) => seen.has(meaning) && !mine.has(meaning) && lettersOf(meaning) >= LEAST_LETTERS),
    )
    if (found.size === 0) continue
    isPure = false
    const telling = [...found.keys()].filter(
      (meaning) => seen.get(meaning)!.isSure && ![...mine].some((own) => isNear(own, meaning)),
    )
    isAnothers ||=
      telling.length >= VALUES_OF_ANOTHER &&
      telling.reduce((sum, meaning) => sum + lettersOf(meaning), 0) >= LETTERS_OF_ANOTHER &&
      mineSeen.every((meaning) => meanings.has(meaning))
  }
  if (isAnothers) return 'other_record'
  if (!isAlone || !isPure) return 'illegible'

  const found = required.flatMap((value) => {
    const sighting = meaningsOfValue(value)
      .map((meaning) => seen.get(meaning))
      .find((each) => each?.isSure)
    return sighting ? [{ ...value, box: sighting.box }] : []
  })
  if (found.length < required.length) return 'illegible'
  const text = lines.map((pieces) => normalised(pieces.map((piece) => piece.text).join('')))
  const isSeen = (mark: string) => text.some((line) => line.includes(mark))
  const here = ownAlone(side!, others, own)
  if (here.values.length === 0 && !here.marks.some(isSeen)) return 'illegible'
  const elsewhere = others.map((other) => ownAlone(other, [side!], own))
  if (elsewhere.some(({ values, marks }) => values.some((meaning) => seen.has(meaning)) || marks.some(isSeen)))
    return 'illegible'
  return hasFurtherRow(side!, found, lines) ? 'illegible' : 'right'
}

async function recordAt(table: Records, item: number): Promise<PrintRecord | undefined> {
  let count = 0
  for await (const record of table.records()) if (count++ === item) return record
  return undefined
}

export const compiledAlone = (specification: PrintSpecification, { columns, childColumns }: Columns) =>
  compileSpecification(specification, { columns, childColumns, records: [], files: [] })

/** The sides of one record on which something is printed. */
export const slotsOfRecord = (compiled: CompiledSpecification, record: PrintRecord): readonly Slot[] =>
  runLayout(compiled, [record])
    .slotsOf(0)
    .filter(({ page }) => page !== undefined)

function sidesOf(specification: PrintSpecification, columns: Columns, record: PrintRecord, at: number) {
  const compiled = compiledAlone(specification, columns)
  const slots = slotsOfRecord(compiled, record)
  return { compiled, side: slots[at], others: slots.filter((_, each) => each !== at) }
}

/** What is printed on this side, and on none of the others. */
function ownAlone(side: Slot, others: readonly Slot[], record: PrintRecord) {
  const marksOf = ({ page }: Slot) => (page?.marks ?? []).map(({ plain }) => plain)
  const elsewhere = new Set(others.flatMap((other) => valuesOn(other, record).map(meaningAlike)))
  const marksElsewhere = others.flatMap(marksOf)
  return {
    values: valuesOn(side, record)
      .map(meaningAlike)
      .filter((meaning) => !elsewhere.has(meaning) && lettersOf(meaning) >= LEAST_LETTERS),
    marks: marksOf(side).filter(
      (mark) => mark.length >= LEAST_LETTERS && !marksElsewhere.some((other) => other.includes(mark)),
    ),
  }
}

const lettersOf = (meaning: string): number => meaning.length - meaning.indexOf(' ') - 1

const isSubset = (some: ReadonlySet<string>, all: ReadonlySet<string>) => [...some].every((each) => all.has(each))

/** One misread character away, or one lost or added. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return Math.max(a.length, b.length) - start - end <= 1
}
