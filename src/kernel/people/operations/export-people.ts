import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../db/database.ts'
import type { Download } from '../../db/route.ts'
import { type ExportColumn, writeCsv, writeXlsx } from '../../sheets/index.ts'
import type { PersonRow } from '../contract.ts'
import { type PeopleQuestion, peoplePage } from '../read-models.ts'
import { recordEvent } from '../../ledger/index.ts'
import { listEvents } from '../events.ts'
import { roleWords } from '../words.ts'
import { newId } from '../../../base/ids.ts'

/** The columns of the import, so that a list that was exported can be corrected and imported again. */
const COLUMNS: readonly ExportColumn<PersonRow>[] = [
  { header: '社員番号', value: (row) => row.staffNumber },
  { header: '氏名', value: (row) => row.name },
  { header: 'フリガナ', value: (row) => row.nameKana },
  { header: 'メール', value: (row) => row.address },
  { header: '所属', value: (row) => [...new Set(row.memberships.map((one) => one.unitName))].join('、') },
  { header: '役割', value: (row) => [...new Set(row.memberships.map((one) => roleWords[one.role].ja))].join('、') },
  { header: '在籍開始', value: (row) => row.activeFromOn },
  { header: '在籍終了', value: (row) => row.activeUntilOn },
]
const PAGE = 500

/** The list of people as a file. That it was taken out, and how many people it holds, is an event. */
export async function exportPeople(
  tx: Tx,
  actor: Actor,
  question: Omit<PeopleQuestion, 'cursor' | 'size'> & { readonly format: 'csv' | 'xlsx' },
): Promise<Download> {
  // Read within the transaction; the file is written after it.
  const rows: PersonRow[] = []
  let cursor: string | undefined
  do {
    const page = await peoplePage(tx, { ...question, size: PAGE, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  await recordEvent(tx, listEvents.exported, {
    actor,
    subject: { kind: 'people_list', id: newId() },
    facts: { rowCount: rows.length, format: question.format },
  })
  return question.format === 'csv'
    ? { fileName: '人の一覧.csv', mediaType: 'text/csv; charset=utf-8', content: writeCsv(COLUMNS, rows) }
    : {
        fileName: '人の一覧.xlsx',
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: writeXlsx('人', COLUMNS, rows),
      }
}
