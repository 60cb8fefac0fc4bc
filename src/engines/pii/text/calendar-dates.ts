/** First year of an era, minus one, and how its dates begin. */
const ERAS: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  明: 1867,
  大: 1911,
  昭: 1925,
  平: 1988,
  令: 2018,
  M: 1867,
  T: 1911,
  S: 1925,
  H: 1988,
  R: 2018,
}

/** A calendar day. */
export interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const WESTERN =
  /((?:1[89]|20)\d\d)\s?(?:年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日|([/.-])(\d{1,2})\4(\d{1,2})(?!\d)(?!\4\d))/y
const WESTERN_SOLID = /((?:1[89]|20)\d\d)([01]\d)([0-3]\d)(?!\d)/y
const WAREKI =
  /(明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\s?(元|\d{1,2}|[一二三四五六七八九十]{1,4})(?:\s?年\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日|([/.-])(\d{1,2})\5(\d{1,2})(?!\d))/y
const KANJI_YEAR = /([一二][〇一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/y

export interface FoundDate {
  readonly end: number
  readonly date: CalendarDate
  readonly form: 'western' | 'western_solid' | 'wareki'
}

/** The date that begins at a place of a normalised text; undefined where there is none, or no such day. */
export function dateAt(text: string, at: number): FoundDate | undefined {
  const code = text.charCodeAt(at)
  if (code >= 0x30 && code <= 0x39) {
    const western = stick(WESTERN, text, at)
    if (western)
      return found(at + western[0].length, 'western', western[1], western[2] ?? western[5], western[3] ?? western[6])
    const solid = stick(WESTERN_SOLID, text, at)
    return solid === null ? undefined : found(at + solid[0].length, 'western_solid', solid[1], solid[2], solid[3])
  }
  const kanji = stick(KANJI_YEAR, text, at)
  if (kanji) return found(at + kanji[0].length, 'western', kanji[1], kanji[2], kanji[3])
  const era = stick(WAREKI, text, at)
  if (!era) return undefined
  const year = era[2] === '元' ? 1 : kanjiNumber(era[2]!)
  return found(at + era[0].length, 'wareki', String(ERAS[era[1]!]! + year), era[3] ?? era[6], era[4] ?? era[7])
}

function found(
  end: number,
  form: FoundDate['form'],
  year?: string,
  month?: string,
  day?: string,
): FoundDate | undefined {
  const date = { year: kanjiNumber(year ?? ''), month: kanjiNumber(month ?? ''), day: kanjiNumber(day ?? '') }
  return isDay(date) ? { end, form, date } : undefined
}

function isDay({ year, month, day }: CalendarDate): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1868) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

/** 十二, 二十, 一九七五 or plain digits. */
function kanjiNumber(text: string): number {
  const first = text.charCodeAt(0)
  if (first >= 0x30 && first <= 0x39) return Number(text)
  const digit = (letter: string) => '〇一二三四五六七八九'.indexOf(letter)
  if (!text.includes('十')) return text.split('').reduce((total, letter) => total * 10 + digit(letter), 0)
  const [tens = '', ones = ''] = text.split('十')
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones))
}

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
