import { type IsoDate, jstDay, jstMinutes, weekday } from './clock.ts'
import type { Language } from './words.ts'

const WEEKDAYS = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `2026年11月23日(月)`, in English `Mon 23 November 2026`. */
export function formatDay(day: IsoDate, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const name = WEEKDAYS[language][weekday(day)]!
  return language === 'ja' ? `${year}年${month}月${date}日(${name})` : `${name} ${date} ${MONTHS[month - 1]} ${year}`
}

/** The day and the clock in Japan at an instant: `2026年11月23日(月) 9:05`, `Mon 23 November 2026, 9:05 (JST)`. */
export function formatInstant(at: Date, language: Language): string {
  const minutes = jstMinutes(at)
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  const day = formatDay(jstDay(at), language)
  return language === 'ja' ? `${day} ${time}` : `${day}, ${time} (JST)`
}
