import { BATCH_KINDS } from '../print-states.ts'
import type { PrintDataApart, PrintRecord, PrintSpecification } from '../../../engines/print-match/index.ts'
import type { mandatoryItems } from '../../../engines/sampling/index.ts'
import { type Batch, batchesOf } from '../rules/check-batches.ts'
import { lengthOf, rareCharactersOf } from '../rules/hard-cases.ts'

type SampleItem = Parameters<typeof mandatoryItems>[0][number]

/**
 * What decides which items are opened whatever chance says, in the order of the data.
 * @param fileOf in which of the PDFs the sheet of a record is: those the server knows by itself
 */
export async function sampleFacts(
  specification: PrintSpecification,
  data: PrintDataApart,
  batches: readonly Batch[],
  fileOf: (key: string) => string | undefined,
): Promise<SampleItem[]> {
  const lengthsOf = printedLengths(specification, data)
  const items: SampleItem[] = []
  for await (const record of data.records()) {
    const { key, values, children } = record
    const within = batchesOf(batches, items.length + 1)
    items.push({
      batches: [fileOf(key), ...BATCH_KINDS.map((kind) => within.find((one) => one.kind === kind)?.name)],
      childCount: children.length,
      lengths: lengthsOf(record),
      gaiji: rareCharactersOf([...values, ...children.flat()]),
    })
  }
  return items
}

/** How long each printed text is for a record; of a field of children, for the longest of them. */
function printedLengths(
  { pages }: PrintSpecification,
  { columns, childColumns }: PrintDataApart,
): (record: PrintRecord) => number[] {
  const fields = pages.flatMap((page) => page.fields).filter(({ read }) => read === 'text')
  const places = fields.map((field) => {
    const of = field.of === 'child' ? childColumns : columns
    return { isOfChild: field.of === 'child', at: field.columns.map((column) => of.indexOf(column)) }
  })
  return ({ values, children }) =>
    places.map(({ isOfChild, at }) =>
      Math.max(
        0,
        ...(isOfChild ? children : [values]).map((row) => lengthOf(at.map((one) => row[one] ?? '').join(''))),
      ),
    )
}
