import { type BusinessHours, businessHours } from '../../base/business-hours.ts'
import { type ClosedDays, closedDays } from '../../base/closed-days.ts'
import { type IsoDate, jstDay } from '../../base/clock.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { prepared } from '../db/statements.ts'

/** official: from 内閣府's list. own: the organisation's; legal deadlines do not move for it. */
export const HOLIDAY_SOURCES = ['official', 'own'] as const
export type HolidaySource = (typeof HOLIDAY_SOURCES)[number]

/** The calendar of this organisation: what the program ships, what 内閣府 published, and its own holidays. */
export async function calendarOf(tx: Tx): Promise<ClosedDays> {
  const query = tx.selectFrom('organisation_holiday').select(['source', 'day', 'name'])
  const { rows } = await tx.executeQuery(prepared('organisation_holidays', query.compile()))
  const of = (source: HolidaySource) =>
    new Map(rows.filter((row) => row.source === source).map((row) => [row.day, row.name]))
  return closedDays({ official: of('official'), own: of('own') })
}

/** 9:00 to 18:00 on the organisation's open days. */
export async function businessHoursOf(tx: Tx): Promise<BusinessHours> {
  return businessHours((await calendarOf(tx)).forBusiness)
}

/** Today in Japan, by the database's clock. */
export const todayOf = async (tx: Tx): Promise<IsoDate> => jstDay(await instantOf(tx))
