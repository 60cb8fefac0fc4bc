import type { generateTestData } from './generate-test-data.ts'
import type { PrintSpecification } from './specification.ts'

type TestData = ReturnType<typeof generateTestData>

interface TestDataSheet {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Test data in the form in which the specification wants its data: one table, or a second one with the children. */
export function sheetsOfTestData(
  { data: { children, key } }: PrintSpecification,
  { columns, childColumns, records, cases }: TestData,
): { readonly records: TestDataSheet; readonly children: TestDataSheet | undefined; readonly cases: TestDataSheet } {
  const told: TestDataSheet = {
    headers: ['行', '内容', 'content'],
    rows: cases.map(({ line, why }) => [String(line), why.ja, why.en]),
  }
  if (children.in === 'rows') {
    const none = childColumns.map(() => '')
    const rows = records.flatMap((record) =>
      (record.children.length === 0 ? [none] : record.children).map((child) => [...record.values, ...child]),
    )
    return { records: { headers: [...columns, ...childColumns], rows }, children: undefined, cases: told }
  }
  if (children.in === 'columns') {
    const names = Object.keys(children.columns)
    const numbers = Array.from({ length: children.most }, (_, n) => n)
    const heads = numbers.flatMap((n) => names.map((name) => children.columns[name]!.replace('{n}', String(n + 1))))
    const rows = records.map((record) => [
      ...record.values,
      ...numbers.flatMap((n) => names.map((name) => record.children[n]?.[childColumns.indexOf(name)] ?? '')),
    ])
    return { records: { headers: [...columns, ...heads], rows }, children: undefined, cases: told }
  }
  const main = { headers: columns, rows: records.map(({ values }) => values) }
  if (children.in === 'none') return { records: main, children: undefined, cases: told }
  const keyAt = key.map((name) => columns.indexOf(name))
  return {
    records: main,
    children: {
      headers: [...children.key, ...childColumns.filter((column) => !children.key.includes(column))],
      rows: records.flatMap((record) =>
        record.children.map((child) => [...keyAt.map((at) => record.values[at] ?? ''), ...child]),
      ),
    },
    cases: told,
  }
}
