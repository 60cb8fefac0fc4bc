import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import type { Download } from '../../db/route.ts'
import { type ExportColumn, writeCsv, writeXlsx } from '../../sheets/index.ts'
import type { PersonRow } from '../contract.ts'
import { type PeopleQuestion, peoplePage } from '../read-models.ts'
import { listEvents } from '../events.ts'
import { sheetSurroundings } from '../import-people.ts'
import { LINE_ROLES } from '../people-sheet.ts'
import { roleWords } from '../words.ts'
import { newId } from '../../../base/ids.ts'

/**
 * The columns of the import, so that a list that was exported can be corrected and imported again. Offices stand in a
 * column of their own, which the import does not read.
 * @param pathOf the unit's names from the top, since a name alone may be two units
 */
const columnsWith = (pathOf: (unitId: string) => string): readonly ExportColumn<PersonRow>[] => [
  { header: '社員番号', value: (row) => row.staffNumber },
  { header: '氏名', value: (row) => row.name },
  { header: 'フリガナ', value: (row) => row.nameKana },
  { header: 'メール', value: (row) => row.address },
  { header: '所属', value: (row) => joined(inLine(row).map((one) => pathOf(one.unitId))) },
  { header: '役割', value: (row) => joined(inLine(row).map((one) => roleWords[one.role].ja)) },
  { header: '在籍開始', value: (row) => row.activeFromOn },
  { header: '在籍終了', value: (row) => row.activeUntilOn },
  {
    header: '全社の役割',
    value: (row) =>
      joined(row.memberships.filter((one) => !LINE_ROLES.includes(one.role)).map((one) => roleWords[one.role].ja)),
  },
]
const inLine = (row: PersonRow) => row.memberships.filter((one) => LINE_ROLES.includes(one.role))
const joined = (words: readonly string[]) => [...new Set(words)].join('、')
const PAGE = 500

/** The list of people as a file. That it was taken out, and how many people it holds, is an event. */
export async function exportPeople(
  tx: Tx,
  actor: Actor,
  question: Omit<PeopleQuestion, 'cursor' | 'size'> & { readonly format: 'csv' | 'xlsx' },
): Promise<Download> {
  // Read within the transaction; the file is written after it.
  const rows: PersonRow[] = []
  const { units } = await sheetSurroundings(tx, false, question.onDay)
  const paths = new Map(units.map((unit) => [unit.id, unit.names.join('/')]))
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
  const columns = columnsWith((unitId) => paths.get(unitId) ?? '')
  return question.format === 'csv'
    ? { fileName: '人の一覧.csv', mediaType: 'text/csv; charset=utf-8', content: writeCsv(columns, rows) }
    : {
        fileName: '人の一覧.xlsx',
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: writeXlsx('人', columns, rows),
      }
}
