import type { IsoDate } from '../../base/clock.ts'
import { formatDay } from '../../base/format-day.ts'
import { eraText } from '../../base/japanese-era.ts'
import { type DayReading, readDay } from '../../base/read-day.ts'
import type { Language } from '../../base/words.ts'
import type { Words } from '../words/ja.ts'

/** What stands beside a day that was typed: the day in full, with 和暦, so that a slip of the year is seen at once. */
export function besideDay(day: IsoDate, language: Language): string {
  const era = eraText(day)
  return era ? `${formatDay(day, language)} ${era.replace(/年.*$/, '年')}` : formatDay(day, language)
}

/** Why a text is no day, in words. */
export function dayErrorText(reading: Extract<DayReading, { ok: false }>, words: Words): string {
  const texts = words.day.errors
  if (reading.reason !== 'outside_era') return texts[reading.reason]
  const { era, lastOn } = reading
  return era && lastOn ? texts.eraEnded(era.name, lastOn) : texts.outside_era
}

/** The day in a text, or why there is none. */
export function readTypedDay(text: string, words: Words): { day: IsoDate } | { error: string } {
  const reading = readDay(text)
  return reading.ok ? { day: reading.day } : { error: dayErrorText(reading, words) }
}
