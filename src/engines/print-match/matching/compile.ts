import { CannotVerify } from '../cannot-verify.ts'
import type { PrintTable } from '../print-run.ts'
import type { Area, PrintField, PrintPage, PrintSpecification } from '../specification.ts'
import { type LinearPattern, linearPattern } from '../pattern/linear-pattern.ts'
import { normalised } from '../values/normalise.ts'
import { rareLettersOf } from './broken-font-map.ts'

/** A field with its columns found in the data. */
export interface CompiledField {
  readonly field: PrintField
  /** Numbered through over all pages. */
  readonly index: number
  readonly columns: readonly number[]
  readonly isChild: boolean
  /** How many children stand on one page, by this field. */
  readonly rowCount: number
  readonly before: string
  readonly after: string
  readonly pattern?: LinearPattern
  /** Index among the areas in which codes are looked for on this side; given once all are known. */
  codeArea?: number
  areaOf(row: number): Area | undefined
}

export interface CompiledPage {
  readonly index: number
  readonly page: PrintPage
  readonly fields: readonly CompiledField[]
  readonly marks: readonly { readonly text: string; readonly plain: string; readonly area?: Area }[]
  readonly repeatFor?: number
  isFor(values: readonly string[]): boolean
}

export interface CompiledSpecification {
  readonly specification: PrintSpecification
  readonly pages: readonly CompiledPage[]
  readonly fields: readonly CompiledField[]
  readonly banners: readonly string[]
  readonly gaiji: ReadonlyMap<string, string>
  /** Letters of rarer scripts that the data have: gathered when they are first asked for. */
  readonly rareLetters: () => ReadonlySet<string>
}

/**
 * Joins specification and data: every column that the specification names must be there.
 * @throws CannotVerify `column_missing`
 */
export function compileSpecification(specification: PrintSpecification, data: PrintTable): CompiledSpecification {
  let fieldCount = 0
  const columnOf = (column: string, isChild: boolean, facts: Record<string, string>) => {
    const at = (isChild ? data.childColumns : data.columns).indexOf(column)
    if (at < 0) throw new CannotVerify('column_missing', { column, ...facts })
    return at
  }
  const compileField = (field: PrintField, page: PrintPage): CompiledField => {
    const isChild = field.of === 'child'
    const rows = field.rows ?? { count: page.repeatFor ?? 1, pitch: 0, direction: 'down' as const }
    return {
      field,
      index: fieldCount++,
      columns: field.columns.map((column) => columnOf(column, isChild, { field: field.name, page: page.name })),
      isChild,
      rowCount: isChild ? rows.count : 1,
      before: normalised(field.before),
      after: normalised(field.after),
      ...(field.pattern !== undefined && { pattern: linearPattern(field.pattern) }),
      areaOf(row) {
        if (!field.area) return undefined
        const [x, y, width, height] = field.area
        const step = row * rows.pitch
        return rows.direction === 'down' ? [x, y + step, width, height] : [x + step, y, width, height]
      },
    }
  }
  const pages = specification.pages.map((page, index): CompiledPage => {
    const when = page.when && { ...page.when, column: columnOf(page.when.column, false, { page: page.name }) }
    return {
      index,
      page,
      fields: page.fields.map((field) => compileField(field, page)),
      marks: page.marks.map((mark) => ({ ...mark, plain: normalised(mark.text) })),
      ...(page.repeatFor !== undefined && { repeatFor: page.repeatFor }),
      isFor: (values) =>
        !when ||
        ((when.is === undefined || values[when.column] === when.is) &&
          (when.isNot === undefined || values[when.column] !== when.isNot)),
    }
  })
  const gaiji = new Map(
    Object.entries(specification.gaiji).map(([code, text]) => [String.fromCodePoint(Number.parseInt(code, 16)), text]),
  )
  const banners = specification.banners.map((banner) => normalised(banner.text))
  let rare: ReadonlySet<string> | undefined
  const rareLetters = () => (rare ??= rareLettersOf(specification, data))
  return { specification, pages, fields: pages.flatMap((page) => page.fields), banners, gaiji, rareLetters }
}

/** Pages that may be left out or repeated move the others to the other side. */
export const isMoving = ({ pages }: Pick<CompiledSpecification, 'pages'>): boolean =>
  pages.some((page) => page.page.when !== undefined || page.repeatFor !== undefined)
