import { addDays, type IsoDate, isIsoDate } from './clock.ts'

/**
 * 和暦. A boundary day belongs to the new era (the edicts of 1912 and 1926 change it "from this day on").
 *
 * Until 明治5年 Japan counted by the moon; such days are written here by the Gregorian calendar, as Unicode's calendar
 * does. 明治 is taken from 1868-01-25, the Gregorian day of 慶応4年正月朔日, to which the edict of 1868 reaches back.
 * @source 元号法; docs/sources.md#calendar
 */
export const ERAS = [
  { letter: 'M', name: '明治', firstOn: '1868-01-25' },
  { letter: 'T', name: '大正', firstOn: '1912-07-30' },
  { letter: 'S', name: '昭和', firstOn: '1926-12-25' },
  { letter: 'H', name: '平成', firstOn: '1989-01-08' },
  { letter: 'R', name: '令和', firstOn: '2019-05-01' },
] as const

export type Era = (typeof ERAS)[number]

export interface EraDay {
  readonly era: Era
  /** 1 is 元年. */
  readonly year: number
  readonly month: number
  readonly day: number
}

export type EraReading =
  | { readonly ok: true; readonly day: IsoDate }
  /** `not_era`: this is no 和暦 at all. `outside_era`: `firstOn` and `lastOn` (none for the present era) say how far it goes. */
  | { readonly ok: false; readonly reason: 'not_era' | 'no_such_day' }
  | {
      readonly ok: false
      readonly reason: 'outside_era'
      readonly era: Era
      readonly firstOn: IsoDate
      readonly lastOn?: IsoDate
    }

/** The era, its year, month and day; nothing before 明治. */
export function eraDay(day: IsoDate): EraDay | undefined {
  const era = ERAS.findLast((each) => each.firstOn <= day)
  if (!era) return undefined
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return { era, year: year - Number(era.firstOn.slice(0, 4)) + 1, month, day: date }
}

/** `令和8年11月23日`, `令和元年5月1日`; nothing before 明治. */
export function eraText(day: IsoDate): string | undefined {
  const at = eraDay(day)
  return at && `${at.era.name}${at.year === 1 ? '元' : at.year}年${at.month}月${at.day}日`
}

/** `R8.11.23`, as lists of names write dates of birth; nothing before 明治. */
export function eraShortText(day: IsoDate): string | undefined {
  const at = eraDay(day)
  return at && `${at.era.letter}${at.year}.${at.month}.${at.day}`
}

const NAMES = ERAS.map((era) => era.name).join('|')
const WRITTEN = new RegExp(
  `^(${NAMES}|[明大昭平令MTSHR])\\s*(元|\\d{1,3})\\s*(?:年|[-./,\\s])\\s*(\\d{1,2})\\s*(?:月|[-./,\\s])\\s*(\\d{1,2})\\s*日?$`,
  'i',
)
/** `S500401`: letter and six digits. */
const PACKED = /^([明大昭平令MTSHR])(\d{2})(\d{2})(\d{2})$/i

/**
 * Reads 和暦: `令和8年11月23日`, `昭和50.4.1`, `S50/4/1`, `平元.1.8`, `S500401`, `㍼５０年４月１日`. Full width and half width
 * are one. A day that the era does not have is refused, never moved into the neighbour.
 */
export function readEraDay(text: string): EraReading {
  const plain = text.normalize('NFKC').trim()
  const found = WRITTEN.exec(plain) ?? PACKED.exec(plain)
  if (!found) return { ok: false, reason: 'not_era' }
  const [, sign, yearText, month, day] = found as unknown as [string, string, string, string, string]
  const index = ERAS.findIndex((each) => sign.toUpperCase() === each.letter || each.name.startsWith(sign))
  const era = ERAS[index]
  const yearOfEra = yearText === '元' ? 1 : Number(yearText)
  if (!era || yearOfEra === 0) return { ok: false, reason: 'no_such_day' }
  const year = Number(era.firstOn.slice(0, 4)) + yearOfEra - 1
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isIsoDate(iso)) return { ok: false, reason: 'no_such_day' }
  const next = ERAS[index + 1]
  const lastOn = next && addDays(next.firstOn, -1)
  if (iso >= era.firstOn && (!lastOn || iso <= lastOn)) return { ok: true, day: iso }
  return { ok: false, reason: 'outside_era', era, firstOn: era.firstOn, ...(lastOn && { lastOn }) }
}
