import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { type ExportColumn, exportList } from '../../../kernel/sheets/index.ts'
import type * as contract from '../contract.ts'
import { rosterLines } from '../read-models.ts'
import type { RosterLine } from '../views.ts'

type Row = RosterLine & { readonly address: string | null }

/** The columns of the import: a list that was taken out can be corrected and handed in again. */
const COLUMNS: readonly ExportColumn<Row>[] = [
  { header: '氏名', value: (row) => row.name },
  { header: 'フリガナ', value: (row) => row.nameKana },
  { header: 'メール', value: (row) => row.address },
  { header: '所属会社', value: (row) => row.partyName },
  { header: '役割', value: (row) => row.job },
  { header: '開始日', value: (row) => row.fromOn },
  { header: '終了日', value: (row) => row.untilOn },
  { header: '誓約書提出日', value: (row) => row.pledgedOn },
  { header: '教育受講日', value: (row) => row.trainedOn },
]

/** The roster as a file; the engagement's timeline tells of it. @throws Refusal `not_found` */
export async function exportRoster(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.exportRoster>,
): Promise<Download> {
  return exportList(tx, actor, input, {
    list: 'vendors.roster',
    title: { ja: '従事者一覧', en: 'Roster' },
    columns: () => COLUMNS,
    subject: ({ engagementId }) => ({ kind: 'engagement', id: engagementId }),
    async readPage(inside, reader, question) {
      const page = await rosterLines(inside, reader, question)
      const addresses = await primaryAddresses(inside, page.items)
      return { ...page, items: page.items.map((line) => ({ ...line, address: addresses.get(line.personId) ?? null })) }
    },
  })
}

async function primaryAddresses(tx: Tx, lines: readonly RosterLine[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('person_address')
    .select(['person_id as personId', 'address'])
    .where(sql<boolean>`person_id = any(${lines.map((line) => line.personId)}::uuid[])`)
    .where('is_primary', '=', true)
    .execute()
  return new Map(rows.map((row) => [row.personId, row.address]))
}
