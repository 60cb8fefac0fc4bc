import { bytesOf, csvBytes } from '../../src/engines/documents/index.ts'
import type { PrintPdf, PrintSpecification, PrintTable } from '../../src/engines/print-match/index.ts'

/** The data of a run as a file, one row a child, and the specification that says so. */
export async function dataFileOf(
  { columns, childColumns, records }: PrintTable,
  specification: PrintSpecification,
): Promise<{ readonly specification: PrintSpecification; readonly data: readonly PrintPdf[] }> {
  const noChild = [childColumns.map(() => '')]
  const rows = records.flatMap(({ values, children }) =>
    (children.length === 0 ? noChild : children).map((child) => [...values, ...child]),
  )
  const parts: Uint8Array[] = []
  for await (const part of csvBytes({ headers: [...columns, ...childColumns], rows })) parts.push(part)
  return {
    specification: {
      ...specification,
      data: { key: [columns[0]!], children: { in: 'rows', columns: [...childColumns] } },
    },
    data: [{ name: 'data.csv', source: bytesOf(Buffer.concat(parts)) }],
  }
}
