import type { Actor } from '../../../base/actor.ts'
import type { IsoDate } from '../../../base/clock.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import type { Tx } from '../../db/database.ts'
import type { Download } from '../../db/route.ts'
import { type ExportColumn, exportList } from '../../sheets/index.ts'
import type * as contract from '../contract.ts'
import type { PersonRow } from '../contract.ts'
import { peoplePage } from '../read-models.ts'
import { sheetSurroundings } from '../import-people.ts'
import { LINE_ROLES } from '../people-sheet.ts'
import { roleWords } from '../words.ts'

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

/** The list of people as a file. */
export async function exportPeople(
  tx: Tx,
  actor: Actor,
  question: InputOf<typeof contract.exportPeople> & { readonly onDay: IsoDate },
): Promise<Download> {
  const { units } = await sheetSurroundings(tx, false, question.onDay)
  const paths = new Map(units.map((unit) => [unit.id, unit.names.join('/')]))
  return exportList(tx, actor, question, {
    list: 'people',
    title: { ja: '人の一覧', en: 'People' },
    columns: () => columnsWith((unitId) => paths.get(unitId) ?? ''),
    readPage: (inside, _, page) => peoplePage(inside, page),
  })
}
