import type { PrintRecord } from '../print-run.ts'
import type { PrintSpecification } from '../specification.ts'
import { meaningOf, normalised } from '../values/normalise.ts'
import { bare, valueOf } from './compare-page.ts'
import type { CompiledField } from './compile.ts'
import type { Slot } from './layout.ts'
import { type Columns, compiledAlone, type PhotoVerdict, type Records, slotsOfRecord } from './photo-side.ts'
import { rowsOf } from './photo-values.ts'

/** One code that was read, and whose it may be. */
interface SeenCode {
  /** What it says, under each field that may have put it there. */
  readonly keys: ReadonlySet<string>
  isOnSide: boolean
  /** On another side of the same record. */
  isBeside: boolean
  isOfAnother: boolean
}

const DIGITS_ALONE = /^[〒\d()-]*\d[\d()-]*$/

/**
 * What the codes on a photograph say of one side of one record, whichever else are in view. A code that several records
 * carry (the form's own, the same on every sheet) proves nothing, and neither does one that no record carries.
 * @param item of the records, from 0
 * @param at of the sides of the record, from 0, in the order of the specification
 * @returns `right`: a code of this side and of nothing else; `other_record`: a code of somebody else alone, or of another
 *   side; `illegible`: this record's and somebody else's together; undefined: no code tells anything
 */
export async function judgeCodes(
  specification: PrintSpecification,
  table: Columns & Records,
  { item, at }: { readonly item: number; readonly at: number },
  codes: readonly string[],
): Promise<PhotoVerdict | undefined> {
  const compiled = compiledAlone(specification, table)
  const fields = compiled.fields.filter(({ field }) => field.read === 'code')
  const seen = codes.map((text): SeenCode => ({ ...NOBODYS, keys: keysRead(fields, text) }))
  let isThere = false
  let count = 0
  for await (const record of table.records()) {
    if (count++ !== item) {
      const theirs = fields.flatMap((field) => keysOf(field, field.isChild ? record.children : [record.values]))
      for (const code of seen) if (theirs.some((key) => code.keys.has(key))) code.isOfAnother = true
      continue
    }
    const slots = slotsOfRecord(compiled, record)
    isThere = slots[at] !== undefined
    slots.forEach((slot, side) => {
      const keys = keysOn(slot, record)
      for (const code of seen)
        if (keys.some((key) => code.keys.has(key))) code[side === at ? 'isOnSide' : 'isBeside'] = true
    })
  }
  return isThere ? verdictOf(seen) : undefined
}

const NOBODYS = { isOnSide: false, isBeside: false, isOfAnother: false }

function verdictOf(seen: readonly SeenCode[]): PhotoVerdict | undefined {
  const isTheirs = seen.some((code) => code.isOfAnother && !code.isOnSide && !code.isBeside)
  const own = seen.filter((code) => !code.isOfAnother && (code.isOnSide || code.isBeside))
  const isRight = own.some((code) => code.isOnSide && !code.isBeside)
  // Two sheets lie there, or one bears two: which, nobody can say. Of uncut neighbours one may have the other's back.
  if (isTheirs && own.length > 0) return 'illegible'
  if (isTheirs) return 'other_record'
  if (isRight) return 'right'
  return own.some((code) => !code.isOnSide) ? 'other_record' : undefined
}

/** What a code says, as it counts for each field: by its pattern, its meaning, or as it is. */
function keysRead(fields: readonly CompiledField[], text: string): ReadonlySet<string> {
  return new Set(
    fields.flatMap((field) => {
      const found = field.pattern ? field.pattern.first(text)?.text : text
      const plain = normalised(found ?? '')
      if (plain === '') return []
      const value = bare(plain, field)
      const { as } = field.field
      const hasMeaning = as !== 'text' && (as !== 'digits' || DIGITS_ALONE.test(value))
      return [`is ${plain}`, ...(hasMeaning ? [`${as} ${meaningOf(value, as)}`] : [])]
    }),
  )
}

/** What the codes of a field say for these rows of the data; where a row has no value, there is none. */
function keysOf(field: CompiledField, rows: readonly (readonly string[])[]): string[] {
  const { as, before, after } = field.field
  return rows.flatMap((row) => {
    const value = valueOf(field, row)
    if (value === '') return []
    const whole = `is ${normalised(before + value + after)}`
    return as === 'text' ? [whole] : [whole, `${as} ${meaningOf(value, as)}`]
  })
}

const keysOn = ({ page, firstChild }: Slot, { values, children }: PrintRecord): string[] =>
  (page?.fields ?? [])
    .filter(({ field }) => field.read === 'code')
    .flatMap((field) => {
      const rows = field.isChild ? children.slice(firstChild, firstChild + rowsOf(field, page?.repeatFor)) : [values]
      return keysOf(field, rows)
    })
