/** A calendar day in Japan, `YYYY-MM-DD`. It has no instant: a day is not a moment. */
export type IsoDate = string

const JST_OFFSET_MS = 9 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

/** The day in Japan (Asia/Tokyo, UTC+9 without summer time) at an instant. */
export function jstDay(at: Date): IsoDate {
  return new Date(at.getTime() + JST_OFFSET_MS).toISOString().slice(0, 10)
}

/** The instant at which a clock in Japan shows this day and time. */
export function jstInstant(day: IsoDate, hour = 0, minute = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - JST_OFFSET_MS + (hour * 60 + minute) * 60_000)
}

/** Minutes since midnight in Japan. */
export function jstMinutes(at: Date): number {
  return Math.floor(((at.getTime() + JST_OFFSET_MS) % DAY_MS) / 60_000)
}

export function addDays(day: IsoDate, count: number): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: IsoDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** Whether the text is a day that exists: `2026-02-29` is not. */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}
