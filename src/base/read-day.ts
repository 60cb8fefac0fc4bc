import { type IsoDate, isIsoDate } from './clock.ts'
import { type Era, readEraDay } from './japanese-era.ts'

/** Why a text is not taken for a day. Ambiguous ones are asked back, never guessed. */
export const DAY_REASONS = ['empty', 'not_a_day', 'no_such_day', 'outside_era', 'short_year', 'year_not_first'] as const
export type DayReason = (typeof DAY_REASONS)[number]

export type DayReading =
  | { readonly ok: true; readonly day: IsoDate }
  /** `era` and its last day stand with `outside_era`. */
  | { readonly ok: false; readonly reason: DayReason; readonly era?: Era; readonly lastOn?: IsoDate }

const KANJI_DIGITS = '〇一二三四五六七八九'
const KANJI_NUMBER = /[〇一二三四五六七八九十]+(?=[年月日])/g
/** `(月)`, `(月・祝)`, `月曜日`, `月曜`. */
const WEEKDAY = /\s*(?:\([月火水木金土日祝.]+(?:曜日?)?\)|[月火水木金土日]曜日?)$/
/** A time of day without a zone: what spreadsheets add to a date. */
const TIME = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/
const SEPARATED = /^(\d{4})\s*(?:年|[-./,\s])\s*(\d{1,2})\s*(?:月|[-./,\s])\s*(\d{1,2})\s*日?$/
const PACKED = /^(\d{4})(\d{2})(\d{2})$/

/**
 * Reads a day as people write it: `2026/11/23`, `２０２６年１１月２３日（月）`, `20261123`, `2026.11.23`, `令和八年十一月二十三日`,
 * `S50.4.1`, `2026/11/23 0:00:00`. A two-digit year without an era and a year at the end are refused with their reason.
 */
export function readDay(text: string): DayReading {
  const plain = plainText(text)
  if (plain === '') return { ok: false, reason: 'empty' }
  const found = SEPARATED.exec(plain) ?? PACKED.exec(plain)
  if (found) {
    const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
    return isIsoDate(day) && found[1] !== '0000' ? { ok: true, day } : { ok: false, reason: 'no_such_day' }
  }
  const era = readEraDay(plain)
  if (era.ok) return era
  if (era.reason === 'outside_era')
    return { ok: false, reason: 'outside_era', era: era.era, ...(era.lastOn && { lastOn: era.lastOn }) }
  if (era.reason === 'no_such_day') return { ok: false, reason: 'no_such_day' }
  if (/^\d{1,2}[-./,年\s]\d{1,2}[-./,月\s]\d{1,2}日?$/.test(plain)) return { ok: false, reason: 'short_year' }
  if (/^\d{1,2}[-./,\s]\d{1,2}[-./,\s]\d{4}$/.test(plain)) return { ok: false, reason: 'year_not_first' }
  return { ok: false, reason: 'not_a_day' }
}

function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212ー]/g, '-')
    .replace(/[・、。]/g, '.')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(TIME, '')
    .replace(WEEKDAY, '')
    .replace(KANJI_NUMBER, kanjiNumber)
    .trim()
}

/** 二十三 and 二〇二六, to digits; years are written either way. */
function kanjiNumber(text: string): string {
  const digits = (part: string) => part.replace(/./g, (each) => String(KANJI_DIGITS.indexOf(each)))
  const ten = text.indexOf('十')
  if (ten < 0) return digits(text)
  const [tens, ones] = [text.slice(0, ten), text.slice(ten + 1)]
  if (tens.length > 1 || ones.length > 1 || ones === '十') return text
  return String((tens === '' ? 1 : Number(digits(tens))) * 10 + (ones === '' ? 0 : Number(digits(ones))))
}
