import type { PrintRecord, PrintSpecification, PrintTable } from '../../../engines/print-match/index.ts'

type PrintPage = PrintSpecification['pages'][number]
type PrintField = PrintPage['fields'][number]

/** What is asked of one side of one item, and what the data say. */
export interface AskedSide {
  /** Of the specification's pages, from 0. */
  readonly page: number
  readonly pageName: string
  readonly side: 'front' | 'back'
  readonly field: string
  readonly as: PrintField['as']
  readonly expected: string
  /** Content of the side's code, where it carries one: what a photograph must show. */
  readonly code?: string
}

/**
 * What the opener reads back from each printed side of an item: the value that says best whose side it is. On a back with
 * children that is the first child's; a side without any value is not asked.
 */
export function askedSides(specification: PrintSpecification, table: PrintTable, record: PrintRecord): AskedSide[] {
  const sides: AskedSide[] = []
  let ordinal = 0
  specification.pages.forEach((page, at) => {
    if (!isPrinted(page, table, record)) return
    const side = specification.duplex && ordinal % 2 === 1 ? 'back' : 'front'
    ordinal += page.repeatFor === undefined ? 1 : Math.max(1, Math.ceil(record.children.length / page.repeatFor))
    const found = [...page.fields]
      .filter(({ read }) => read === 'text')
      .sort((a, b) => weight(b) - weight(a))
      .map((field) => ({ field, expected: valueOf(field, table, record) }))
      .find(({ expected }) => expected !== '')
    if (!found) return
    const code = page.fields.find(({ read }) => read === 'code')
    sides.push({
      page: at,
      pageName: page.name,
      side,
      field: found.field.name,
      as: found.field.as,
      expected: found.expected,
      ...(code && { code: valueOf(code, table, record) }),
    })
  })
  return sides
}

/** A child's name says more of a side than the record's key, and a text is typed more surely than a date. */
const weight = ({ identifies, of, as }: PrintField) =>
  (of === 'child' ? 4 : 0) + (identifies ? 2 : 0) + (as === 'text' ? 1 : 0)

function isPrinted({ blank, when }: PrintPage, table: PrintTable, record: PrintRecord): boolean {
  if (blank) return false
  if (!when) return true
  const value = record.values[table.columns.indexOf(when.column)] ?? ''
  if (when.is !== undefined && value !== when.is) return false
  return when.isNot === undefined || value !== when.isNot
}

function valueOf(field: PrintField, table: PrintTable, record: PrintRecord): string {
  const [columns, values] =
    field.of === 'child' ? [table.childColumns, record.children[0] ?? []] : [table.columns, record.values]
  return field.columns.map((column) => values[columns.indexOf(column)] ?? '').join('')
}
