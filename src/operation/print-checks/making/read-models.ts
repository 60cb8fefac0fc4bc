import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import type { InputOf, OutputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import {
  CannotVerify,
  cannotVerifyText,
  type PreviewDesk,
  proposeFields,
  proposeMarks,
} from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { orRefuse } from '../stages/run-inputs.ts'
import type { proposePrintFields, readPrintSample } from './contract.ts'
import { savedSpecification } from './read-back.ts'
import { sampleFiles, samplePages, shapeOf, tableIn } from './open-sample.ts'

type SampleAnswer = z.input<(typeof readPrintSample)['output']>
const NOTHING: SampleAnswer = {
  columns: [],
  childColumns: [],
  recordCount: 0,
  pagesPerRecord: 1,
  pageCount: 0,
  pages: [],
  marks: [],
}
const MOST_WORDS = 2000

/** A sample with its data, as far as they can be read: what is wrong with them is a sentence, not a refusal. */
export async function printSample(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof readPrintSample>,
  equipment: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<SampleAnswer> {
  const files = await sampleFiles(tx, actor, input, equipment)
  if (!files) return NOTHING
  const { pdf, data, specification } = files
  const saved = specification && (await savedSpecification(tx, equipment.vault, specification))
  const source = { dataNames: data.map(({ name }) => name), fileId: pdf.id, fileName: pdf.name }
  let columns: readonly string[] = []
  try {
    const proposed = await shapeOf(data)
    columns = proposed.columns
    const shape = input.data ?? saved?.made?.data ?? proposed.shape
    if (!shape) return { ...NOTHING, source, columns: [...columns], problem: NO_KEY }
    const table = await tableIn(shape, data)
    const perRecord = input.pagesPerRecord ?? saved?.made?.pages.length
    const { sample, pageCount } = await samplePages(tx, pdf, table, perRecord, equipment, desk)
    const kinds = Array.from({ length: sample.pagesPerRecord }, (_, kind) => proposeMarks(sample, kind))
    return {
      source,
      columns: [...columns],
      childColumns: [...table.childColumns],
      data: shape,
      recordCount: table.records.length,
      pagesPerRecord: sample.pagesPerRecord,
      pageCount,
      pages: sample.pages.map(({ words, ...page }, at) => {
        const record = sample.records[at]
        const key = record === undefined ? undefined : table.records[record]?.key
        return {
          ...page,
          words: words.slice(0, MOST_WORDS).map(({ text, box }) => ({ text, box: boxOf(box) })),
          ...(key !== undefined && { key }),
        }
      }),
      marks: kinds.map((words) => [...new Set(words.map(({ text }) => text))]),
      ...(saved && { saved }),
    }
  } catch (cause) {
    if (!(cause instanceof CannotVerify)) throw cause
    const problem = { ja: cannotVerifyText(cause, 'ja'), en: cannotVerifyText(cause, 'en') }
    return { ...NOTHING, source, columns: [...columns], problem }
  }
}

type Box = [number, number, number, number]
const boxOf = ([x, y, width, height]: readonly [number, number, number, number]): Box => [x, y, width, height]

const NO_KEY = {
  ja: '1件ごとに違う値の列が見つかりません。1件を表す列を選ぶか、データに番号の列を加えてください。',
  en: 'No column is different for each record. Choose the column that names a record, or add one to the data.',
}

/** What the clicked word may be. @throws Refusal `not_found` where the sample has gone meanwhile */
export async function fieldProposals(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof proposePrintFields>,
  equipment: Pick<PrintEquipment, 'vault'>,
  desk: PreviewDesk,
): Promise<z.input<(typeof proposePrintFields)['output']>> {
  const files = await sampleFiles(tx, actor, input, equipment)
  if (!files) throw new Refusal('not_found')
  const table = await orRefuse(tableIn(input.data, files.data))
  const { sample } = await samplePages(tx, files.pdf, table, input.pagesPerRecord, equipment, desk)
  const proposals = proposeFields(sample, table, input.data.key, input).slice(0, 12)
  return {
    proposals: proposals.map(({ field, found, absent }) => ({
      field: field as OutputOf<typeof proposePrintFields>['proposals'][number]['field'],
      found: found.map((each) => ({ ...each, box: boxOf(each.box) })),
      absent: [...absent],
    })),
  }
}
