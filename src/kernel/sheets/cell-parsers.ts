import type { IsoDate } from '../../base/clock.ts'
import { readDay } from '../../base/read-day.ts'
import type { CellParser } from './define-import.ts'

/** A text of one line (or with `lines` of several), in NFC, without white space around it. @param maxLength in characters */
export function textCell(options: { readonly maxLength?: number; readonly lines?: boolean } = {}): CellParser<string> {
  const limit = options.maxLength ?? 200
  return (raw) => {
    const text = raw.normalize('NFC').trim()
    if (text.length > limit) return { ok: false, code: 'too_long', facts: { limit } }
    if (!options.lines && /[\r\n]/.test(text)) return { ok: false, code: 'several_lines' }
    return { ok: true, value: text }
  }
}

/** A day, 西暦 or 和暦, however it is written. */
export function dayCell(): CellParser<IsoDate> {
  return (text) => {
    const read = readDay(text)
    if (read.ok) return { ok: true, value: read.day }
    if (read.reason !== 'outside_era') return { ok: false, code: read.reason === 'empty' ? 'not_a_day' : read.reason }
    return { ok: false, code: 'outside_era', facts: { era: read.era?.name ?? '', lastOn: read.lastOn ?? '' } }
  }
}

/** A whole number; full width and grouping commas are read. */
export function integerCell(options: { readonly min?: number; readonly max?: number } = {}): CellParser<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options
  return (raw) => {
    const text = raw.normalize('NFKC').replace(/[\s,]/g, '')
    if (!/^[+-]?\d{1,16}$/.test(text)) return { ok: false, code: 'not_a_number' }
    const value = Number(text)
    if (value >= min && value <= max) return { ok: true, value: value + 0 }
    return { ok: false, code: 'out_of_range', facts: { min, max } }
  }
}

/** One of a few words: `choiceCell({ 社員: 'employee', 派遣: 'worker' })`. Width and case do not matter. */
export function choiceCell<const V>(choices: Readonly<Record<string, V>>): CellParser<V> {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const byText = new Map(Object.entries(choices).map(([text, value]) => [plain(text), value]))
  return (text) => {
    const value = byText.get(plain(text))
    if (value !== undefined) return { ok: true, value }
    return { ok: false, code: 'unknown_choice', facts: { choices: Object.keys(choices).join('、') } }
  }
}

/** A mail address in lower case. One that only looks strange passes: the mail gate judges addresses, not the import. */
export function addressCell(): CellParser<string> {
  return (raw) => {
    const text = raw.normalize('NFKC').trim().toLowerCase()
    const isAddress =
      text.length <= 254 && /^[^\s@<>(),;:"[\]]{1,64}@[^\s@<>(),;:"[\]]+\.[^\s@<>(),;:"[\].]+$/.test(text)
    return isAddress ? { ok: true, value: text } : { ok: false, code: 'not_an_address' }
  }
}
