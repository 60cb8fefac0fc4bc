import {
  isSideLegible,
  type PrintRecord,
  type PrintSpecification,
  type PrintTable,
} from '../../../engines/print-match/index.ts'

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
  /** Several children stand on this side, and the first of them is asked. */
  readonly isFirstOfSeveral?: true
  /** Content of the side's code, where it carries one: what a photograph must show. */
  readonly code?: string
  /** The specification has printed text read, and this side's tells whose and which side it is: a photograph may show that. */
  readonly readsText?: true
}

/** The columns of the data, without its records. */
type Columns = Pick<PrintTable, 'columns' | 'childColumns'>

/** One side as it is printed for a record: a page that comes again has the next children. */
interface PrintedPage {
  readonly page: PrintPage
  readonly firstChild: number
  readonly time: number
}

/**
 * What the opener reads back from each printed side of an item: the value that says best whose side it is. On a side with
 * children that is the first one's there; where only a code is printed, its content. A side without any value is not asked. Of an
 * item without a value on any side, the first constant text is asked (目印); none at all: nobody can read anything back.
 *
 * A code is told only where no other side of the item carries the same one: of a code that stands on front and back, a
 * picture says not which of the two it shows. Of several the first such is told; a photograph may show any of them.
 */
export function askedSides(specification: PrintSpecification, table: Columns, record: PrintRecord): AskedSide[] {
  const printed = specification.pages.filter((page) => isPrinted(page, table, record)).flatMap((page) => timesOf(page))
  const codes = printed.map(({ page, firstChild }) =>
    page.fields
      .filter(({ read }) => read === 'code')
      .map((field) => ({ field, value: valueOf(field, table, record, firstChild) }))
      .flatMap(({ field, value }) => (value === '' ? [] : [`${field.before}${value}${field.after}`])),
  )
  const sides = printed.flatMap(({ page, firstChild }, at): AskedSide[] => {
    const found = [...page.fields]
      .sort((a, b) => weight(b) - weight(a))
      .map((field) => ({ field, value: valueOf(field, table, record, firstChild) }))
      .find(({ value }) => value !== '')
    if (!found) return []
    const { field, value } = found
    const code = codes[at]!.find((one) => codes.every((others, side) => side === at || !others.includes(one)))
    const expected = field.read === 'code' ? `${field.before}${value}${field.after}` : value
    return [
      {
        ...whereOf(at),
        field: field.name,
        as: field.as,
        expected,
        ...(field.of === 'child' && childrenOn(page, firstChild) > 1 && { isFirstOfSeveral: true as const }),
        ...(code !== undefined && { code }),
        ...(isSideLegible(specification, table, record, at) && { readsText: true as const }),
      },
    ]
  })
  return sides.length > 0 ? sides : markOf()

  function markOf(): AskedSide[] {
    const at = printed.findIndex(({ page }) => page.marks.length > 0)
    const [mark] = printed[at]?.page.marks ?? []
    return mark ? [{ ...whereOf(at), field: mark.text, as: 'text', expected: mark.text }] : []
  }

  function whereOf(at: number): Pick<AskedSide, 'page' | 'pageName' | 'side'> {
    const { page, time } = printed[at]!
    return {
      page: at,
      pageName: time === 0 ? page.name : `${page.name} (${time + 1})`,
      side: specification.duplex && at % 2 === 1 ? 'back' : 'front',
    }
  }

  function childrenOn({ repeatFor }: PrintPage, firstChild: number): number {
    return Math.min(repeatFor ?? Infinity, record.children.length - firstChild)
  }

  function timesOf(page: PrintPage): PrintedPage[] {
    const { repeatFor } = page
    const times = repeatFor === undefined ? 1 : Math.max(1, Math.ceil(record.children.length / repeatFor))
    return Array.from({ length: times }, (_, time) => ({ page, time, firstChild: time * (repeatFor ?? 0) }))
  }
}

/** What more than one drawn item carries, such as the code of the form, says whose none of them is: it is not told. */
export function withoutSharedCodes<Item extends { readonly sides: readonly AskedSide[] }>(
  items: readonly Item[],
): (Omit<Item, 'sides'> & { readonly sides: readonly AskedSide[] })[] {
  const counts = new Map<string, number>()
  for (const { sides } of items)
    for (const code of new Set(sides.flatMap((side) => side.code ?? []))) counts.set(code, (counts.get(code) ?? 0) + 1)
  return items.map((item) => ({
    ...item,
    sides: item.sides.map(({ code, ...side }) => (code && counts.get(code) === 1 ? { ...side, code } : side)),
  }))
}

/** A child's name says more of a side than the record's key, and a text is typed more surely than a date, or a code. */
const weight = ({ identifies, of, as, read }: PrintField) =>
  (read === 'code' ? -8 : 0) + (of === 'child' ? 4 : 0) + (identifies ? 2 : 0) + (as === 'text' ? 1 : 0)

function isPrinted({ when }: PrintPage, table: Columns, record: PrintRecord): boolean {
  if (!when) return true
  const value = record.values[table.columns.indexOf(when.column)] ?? ''
  if (when.is !== undefined && value !== when.is) return false
  return when.isNot === undefined || value !== when.isNot
}

function valueOf(field: PrintField, table: Columns, record: PrintRecord, child: number): string {
  const [columns, values] =
    field.of === 'child' ? [table.childColumns, record.children[child] ?? []] : [table.columns, record.values]
  return field.columns.map((column) => values[columns.indexOf(column)] ?? '').join('')
}
