import { bare, valueOf } from './matching/compare-page.ts'
import { compileSpecification, type CompiledField } from './matching/compile.ts'
import { runLayout } from './matching/layout.ts'
import type { PrintTable } from './print-run.ts'
import type { PrintedWord } from './reading/preview-messages.ts'
import type { Area, PrintSpecification } from './specification.ts'
import { meaningOf, normalised } from './values/normalise.ts'

/** A place of one side that does not show what the record has. Values are personal data. */
export interface DifferingField {
  readonly field: string
  readonly expected: string
  readonly printed: string
  /** Millimetres on the page: the place where it should stand. */
  readonly box: Area
}

/** Which side is looked at: of which record, on which of its sheets (from 0). */
export interface LookedSide {
  readonly key: string
  readonly sheetOfRecord: number
  readonly side: 0 | 1
}

/**
 * What differs on one side from the record that it is for, place by place: for the screen beside a finding that concerns the
 * whole side. It explains a verdict and is none.
 * @returns empty where several logical pages lie on one (面付け), and for fields that are found by a pattern or a code
 */
export function differingFields(
  specification: PrintSpecification,
  data: PrintTable,
  { key, sheetOfRecord, side }: LookedSide,
  words: readonly PrintedWord[],
): readonly DifferingField[] {
  const at = data.records.findIndex((record) => record.key === key)
  if (at < 0 || specification.imposition) return []
  const compiled = compileSpecification(specification, data)
  const layout = runLayout(compiled, data.records)
  const slot = layout.slotsOf(at)[sheetOfRecord * layout.sidesPerSheet + side]
  if (!slot?.page) return []
  const { values, children } = data.records[at]!
  const found: DifferingField[] = []
  for (const field of slot.page.fields) {
    if (!field.field.area || field.pattern || field.field.read === 'code') continue
    for (let row = 0; row < field.rowCount; row++) {
      const own = field.isChild ? children[slot.firstChild + row] : values
      const value = own ? valueOf(field, own) : ''
      const box = field.areaOf(row)!
      const printed = textIn(words, box)
      if (!isShown(field, value, printed)) found.push({ field: field.field.name, expected: value, printed, box })
    }
  }
  return found
}

/** What stands inside: the words with their middle there, from above and from the left. */
function textIn(words: readonly PrintedWord[], [x, y, width, height]: Area): string {
  return words
    .filter(({ box: [left, top, w, h] }) => {
      const [across, down] = [left + Math.min(w, width) / 2, top + h / 2]
      return across >= x && across <= x + width && down >= y && down <= y + height
    })
    .toSorted((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])
    .map(({ text }) => text)
    .join(' ')
}

function isShown(field: CompiledField, value: string, printed: string): boolean {
  const plain = normalised(printed)
  if (value === '') return plain === '' || plain === field.before + field.after
  if (plain === normalised(field.field.before + value + field.field.after)) return true
  return field.field.as !== 'text' && meaningOf(bare(plain, field), field.field.as) === meaningOf(value, field.field.as)
}
