import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Download } from '../../../kernel/db/route.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { type ExportColumn, writeCsv, writeXlsx } from '../../../kernel/sheets/index.ts'
import type * as contract from '../contract.ts'
import { rosterEvents } from '../events.ts'
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
const PAGE = 500

/** The roster as a file. That it was taken out, and how many people it holds, is an event. @throws Refusal `not_found` */
export async function exportRoster(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.exportRoster>,
): Promise<Download> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await rosterLines(tx, actor, { ...input, size: PAGE, cursor })
    const addresses = await primaryAddresses(tx, page.items)
    rows.push(...page.items.map((line) => ({ ...line, address: addresses.get(line.personId) ?? null })))
    cursor = page.nextCursor
  } while (cursor)
  await recordEvent(tx, rosterEvents.exported, {
    actor,
    subject: { kind: 'engagement', id: input.engagementId },
    facts: { rowCount: rows.length, format: input.format },
  })
  return input.format === 'csv'
    ? { fileName: '従事者一覧.csv', mediaType: 'text/csv; charset=utf-8', content: writeCsv(COLUMNS, rows) }
    : {
        fileName: '従事者一覧.xlsx',
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: writeXlsx('従事者一覧', COLUMNS, rows),
      }
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
