import { sql } from 'kysely'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import {
  applyImport,
  dayCell,
  defineImport,
  type ImportMapping,
  type ImportPreview,
  type ImportReceipt,
  previewImport,
  type RowChange,
  type RowOf,
  textCell,
} from '../../sheets/index.ts'
import type { HolidaySource } from '../calendar.ts'
import { holidayEvents } from '../events.ts'

/** 内閣府's syukujitsu.csv (CP932, two columns), and lists of company holidays in the same form. */
export const holidayImport = defineImport({
  id: 'obligations.holidays',
  columns: [
    {
      key: 'day',
      headers: ['国民の祝日・休日月日', '国民の祝日月日', '休日', '日付', '月日', 'date'],
      required: true,
      parse: dayCell(),
    },
    {
      key: 'name',
      headers: ['国民の祝日・休日名称', '国民の祝日名称', '名称', '休日名', 'name'],
      required: true,
      parse: textCell({ maxLength: 50 }),
    },
  ],
  rowKey: (row) => row.day,
  rowLimit: 5000,
})
type HolidayRow = RowOf<typeof holidayImport.columns>

/** What the file would change; nothing is written. @throws Refusal `file_…` */
export async function previewHolidays(
  tx: Tx,
  source: HolidaySource,
  file: Uint8Array,
  mapping?: ImportMapping,
): Promise<ImportPreview> {
  const target = holidayTarget(tx, source)
  return previewImport(holidayImport, file, { ...target, ...(mapping && { mapping }) })
}

/**
 * Imports holidays. An official list replaces each year that it gives: a day that the law has moved leaves its old place.
 * @throws Refusal `file_…`, `import_…`, `holiday_year_incomplete` for an official list that breaks off within a year
 */
export async function importHolidays(
  tx: Tx,
  actor: Actor,
  input: {
    readonly source: HolidaySource
    readonly file: Uint8Array
    readonly mapping?: ImportMapping
    readonly previewedHash?: string
  },
): Promise<ImportReceipt> {
  const target = holidayTarget(tx, input.source)
  const { mapping, previewedHash } = input
  const receipt = await applyImport(tx, holidayImport, input.file, {
    ...target,
    actor,
    ...(mapping && { mapping }),
    ...(previewedHash !== undefined && { previewedHash }),
  })
  const days = [...target.seen].sort()
  const years = [...new Set(days.map((day) => day.slice(0, 4)))]
  if (input.source === 'official') await keepOnly(tx, target.seen, years)
  if (!receipt.wasRepeated)
    await recordEvent(tx, holidayEvents.list_replaced, {
      actor,
      subject: { kind: 'organisation', id: actor.orgId },
      facts: { fromYear: Number(years[0]), untilYear: Number(years.at(-1)), dayCount: days.length },
    })
  return receipt
}

/** 元日 and 勤労感謝の日 stand first and last in every year since 1948: with both, a year is whole. */
async function keepOnly(tx: Tx, days: ReadonlySet<string>, years: readonly string[]): Promise<void> {
  const broken = years.find((year) => !days.has(`${year}-01-01`) || !days.has(`${year}-11-23`))
  if (broken !== undefined) throw new Refusal('holiday_year_incomplete', { year: Number(broken) })
  await tx
    .deleteFrom('organisation_holiday')
    .where('source', '=', 'official')
    .where(sql<boolean>`to_char(day, 'YYYY') = any(${years})`)
    .where(sql<boolean>`not (day = any(${[...days]}::date[]))`)
    .execute()
}

function holidayTarget(tx: Tx, source: HolidaySource) {
  const seen = new Set<string>()
  return {
    seen,
    async compare(rows: readonly HolidayRow[]): Promise<RowChange[]> {
      for (const row of rows) seen.add(row.day)
      const stored = await tx
        .selectFrom('organisation_holiday')
        .select(['day', 'name'])
        .where('source', '=', source)
        .where(sql<boolean>`day = any(${rows.map((row) => row.day)}::date[])`)
        .execute()
      const names = new Map(stored.map((row) => [row.day, row.name]))
      return rows.map(({ day, name }) => {
        const before = names.get(day)
        return before === undefined ? 'new' : before === name ? 'unchanged' : 'changed'
      })
    },
    async countMissing(keys: ReadonlySet<string>): Promise<number> {
      const rows = await tx.selectFrom('organisation_holiday').select('day').where('source', '=', source).execute()
      return rows.filter((row) => !keys.has(row.day)).length
    },
    async write(rows: readonly { readonly row: HolidayRow }[]): Promise<void> {
      await tx
        .insertInto('organisation_holiday')
        .values(rows.map(({ row }) => ({ source, day: row.day, name: row.name })))
        .onConflict((conflict) =>
          conflict.columns(['org_id', 'source', 'day']).doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })),
        )
        .execute()
    },
  }
}
