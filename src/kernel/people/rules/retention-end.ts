import { addDays, type IsoDate } from '../../../base/clock.ts'

/** 5 years: 労働基準法109条 (労働者名簿 and the like). An organisation may keep records longer, e.g. 10 years with the ledger. */
export const RETENTION_MONTHS = 60

/**
 * The day from which a leaver's record no longer carries their name: the day after the retention's last.
 * @param lastOn the last day of work, JST
 */
export function retentionEnd(lastOn: IsoDate, months = RETENTION_MONTHS): IsoDate {
  const [year, month, day] = lastOn.split('-').map(Number) as [number, number, number]
  const index = year * 12 + (month - 1) + months
  // The 31st of a month without one: its last day.
  const lastOfMonth = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate()
  const same = new Date(Date.UTC(Math.floor(index / 12), index % 12, Math.min(day, lastOfMonth)))
  return addDays(same.toISOString().slice(0, 10), 1)
}
