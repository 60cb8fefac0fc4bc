import type { Actor } from '../../base/actor.ts'
import type { Endpoint, InputOf } from '../../base/endpoint.ts'
import { newId } from '../../base/ids.ts'
import type { Page } from '../../base/paging.ts'
import type { Language, Word } from '../../base/words.ts'
import type { Tx } from '../db/database.ts'
import { bindDownload, type Download, type DownloadRoute } from '../db/route.ts'
import { recordEvent } from '../ledger/index.ts'
import type { ExportFormat } from './contract.ts'
import { sheetExportEvents } from './events.ts'
import { type ExportColumn, writeCsv, writeXlsx } from './write-sheets.ts'

/** How a list looks as a file. */
export interface ListSheet<Row, Input = unknown> {
  /** Names the list in the ledger, forever: `vendors.parties`. */
  readonly list: string
  /** The name of the file and of its sheet. */
  readonly title: Word
  /** @param say a word in the reader's language */
  readonly columns: (say: (word: Word) => string) => readonly ExportColumn<Row>[]
  /** Whose timeline tells of the export; left out, the export's own. */
  readonly subject?: (input: Input) => { readonly kind: string; readonly id: string }
}

interface Asked {
  readonly format: ExportFormat
  readonly language: Language
}
type ReadPage<Input, Row> = (
  tx: Tx,
  actor: Actor,
  input: Input & { readonly size: number; readonly cursor?: string | undefined },
) => Promise<Page<Row>>

const PAGE_SIZE = 500
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Answers `exportOf(list)` with the rows of the list itself: `readPage` is what the list's own route calls, so the file
 * shows what the page shows this person, and nothing else.
 */
export function bindExport<E extends Endpoint, Row>(
  endpoint: E,
  readPage: ReadPage<InputOf<E>, Row>,
  sheet: ListSheet<Row, InputOf<E>>,
): DownloadRoute {
  return bindDownload(endpoint, (tx, actor, input) =>
    exportList(tx, actor, input as InputOf<E> & Asked, { ...sheet, readPage }),
  )
}

/** The whole list as a file. That it was taken out, and how many rows it holds, is an event. */
export async function exportList<Input extends Asked, Row>(
  tx: Tx,
  actor: Actor,
  input: Input,
  list: ListSheet<Row, Input> & { readonly readPage: ReadPage<Input, Row> },
): Promise<Download> {
  // Read within the transaction; the file is written after it.
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await list.readPage(tx, actor, { ...input, size: PAGE_SIZE, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  const { format, language } = input
  await recordEvent(tx, sheetExportEvents.made, {
    actor,
    subject: list.subject?.(input) ?? { kind: 'sheet_export', id: newId() },
    facts: { list: list.list, rowCount: rows.length, format },
  })
  const title = list.title[language]
  const columns = list.columns((word) => word[language])
  return format === 'csv'
    ? { fileName: `${title}.csv`, mediaType: 'text/csv; charset=utf-8', content: writeCsv(columns, rows) }
    : { fileName: `${title}.xlsx`, mediaType: XLSX, content: writeXlsx(title, columns, rows) }
}
