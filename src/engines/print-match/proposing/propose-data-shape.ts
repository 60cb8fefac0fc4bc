import type { PrintData } from '../specification.ts'

type Shape = ReturnType<(typeof PrintData)['parse']>

export interface DataRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const NUMBER = /[0-9０-９]+/
/** Names and amounts are no keys, even where they happen to differ. */
const LIKE_A_KEY = /^(?!.*(?:郵便|電話|FAX|口座)).*(?:番号|ID|コード|キー|key|no\.?$|№)/i

/**
 * 1件を表す列と、子の並び方: what names a record in these data, and where its children stand.
 * @param child the second file, where there is one
 * @returns undefined where no column names a record
 */
export function proposeDataShape(main: DataRows, child?: DataRows): Shape | undefined {
  if (child) {
    const key = byLikeness(main.columns).find((column) => child.columns.includes(column) && isUnique(main, column))
    return key === undefined ? undefined : { key: [key], children: { in: 'file', key: [key] } }
  }
  const numbered = numberedColumns(main.columns)
  const tried = (column: string): Shape | undefined => {
    if (isUnique(main, column)) return { key: [column], children: numbered ?? { in: 'none' } }
    // Rows of one record follow each other: what stays the same is the record's, the rest is the children's.
    const own = columnsWithin(main, column)
    return own && own.length > 0 ? { key: [column], children: { in: 'rows', columns: own } } : undefined
  }
  for (const column of byLikeness(main.columns)) {
    const shape = tried(column)
    if (shape) return shape
  }
  return undefined
}

/** Columns that are named like a key come first. */
const byLikeness = (columns: readonly string[]): readonly string[] =>
  columns.toSorted((a, b) => Number(LIKE_A_KEY.test(b)) - Number(LIKE_A_KEY.test(a)))

function isUnique({ columns, rows }: DataRows, column: string): boolean {
  const at = columns.indexOf(column)
  const seen = new Set<string>()
  for (const row of rows) {
    const value = (row[at] ?? '').trim()
    if (value === '' || seen.has(value)) return false
    seen.add(value)
  }
  return true
}

/** Where equal values stand together: the columns that differ within them. Undefined where they do not. */
function columnsWithin({ columns, rows }: DataRows, key: string): string[] | undefined {
  const at = columns.indexOf(key)
  const [ended, differing] = [new Set<string>(), new Set<number>()]
  let isAnyTwice = false
  for (const [line, row] of rows.entries()) {
    const value = (row[at] ?? '').trim()
    const before = rows[line - 1]
    if (value === '' || ended.has(value)) return undefined
    if (!before) continue
    if ((before[at] ?? '').trim() !== value) {
      ended.add((before[at] ?? '').trim())
      continue
    }
    isAnyTwice = true
    columns.forEach((_, column) => {
      if (row[column] !== before[column]) differing.add(column)
    })
  }
  return isAnyTwice ? columns.filter((_, column) => differing.has(column)) : undefined
}

/** `児童1_氏名`, `児童1_生年月日`, `児童2_氏名` …: the same names with the numbers from 1 on. */
function numberedColumns(columns: readonly string[]): Shape['children'] | undefined {
  const patterns = new Map<string, Set<number>>()
  for (const column of columns) {
    const found = NUMBER.exec(column)
    if (!found) continue
    const pattern = column.replace(NUMBER, '{n}')
    const numbers = patterns.get(pattern) ?? new Set()
    numbers.add(Number(found[0].normalize('NFKC')))
    patterns.set(pattern, numbers)
  }
  const many = [...patterns].filter(([, numbers]) => numbers.size > 1 && numbers.has(1))
  const most = Math.max(0, ...many.map(([, numbers]) => numbers.size))
  const whole = many.filter(([, numbers]) => numbers.size === most)
  if (whole.length === 0 || most > 200) return undefined
  const nameOf = (pattern: string) => pattern.replace(/[_＿・ ]*\{n\}[_＿・ ]*/, '') || pattern.replace('{n}', '')
  return { in: 'columns', columns: Object.fromEntries(whole.map(([pattern]) => [nameOf(pattern), pattern])), most }
}
