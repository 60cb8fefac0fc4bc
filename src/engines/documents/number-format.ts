/** What a number format makes of a number, as far as reading it back needs to know. */
export type NumberKind = 'number' | 'day' | 'time' | 'day-and-time' | { readonly zeros: number }

/** ECMA-376 part 1, 18.8.30, with the formats that the Japanese edition gives the numbers 27 to 36 and 50 to 58. */
const BUILT_IN: Readonly<Record<number, NumberKind>> = Object.fromEntries([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'day']),
  ...[18, 19, 20, 21, 32, 33, 45, 46, 47].map((id) => [id, 'time']),
  [22, 'day-and-time'],
])

/** @param code the format's own code, where the file defines one; it wins over the built-in number */
export function numberKind(id: number, code?: string): NumberKind {
  if (code === undefined) return BUILT_IN[id] ?? 'number'
  const first = code.split(';')[0]!
  if (/^0+$/.test(first)) return { zeros: first.length }
  // Quoted text, escaped characters, padding, [colours] and [$locales] say nothing; [h] is elapsed time.
  const bare = first
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
  if (/general|標準/i.test(bare) || /[0#?]/.test(bare.replace(/\.0+/g, ''))) return 'number'
  const hasDay = /[ydeg]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))
  const hasTime = /[hs]/i.test(bare)
  return hasDay ? (hasTime ? 'day-and-time' : 'day') : hasTime ? 'time' : 'number'
}

/** The text of a number under a format; nothing where the format promises a day that does not exist. */
export function numberText(value: number, kind: NumberKind, is1904: boolean): string | undefined {
  if (kind === 'number') return plainNumber(value)
  if (typeof kind === 'object') {
    const digits = plainNumber(Math.round(Math.abs(value)))
    return (value < 0 ? '-' : '') + digits.padStart(kind.zeros, '0')
  }
  let days = Math.floor(value)
  let seconds = Math.round((value - days) * 86_400)
  if (seconds === 86_400) [days, seconds] = [days + 1, 0]
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  if (kind === 'time' && days === 0) return time
  const day = serialDay(days, is1904)
  return day === undefined ? undefined : kind === 'day' ? day : `${day} ${time}`
}

/** Excel counts a 29 February 1900 that never was; days before it are shifted by one. */
function serialDay(serial: number, is1904: boolean): string | undefined {
  const days = is1904 ? serial + 1462 : serial
  if (days < 1 || days === 60 || days > 2_958_465) return undefined
  return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Fifteen digits, as Excel shows them; never with an exponent below 1e21. */
const plainNumber = (value: number) =>
  Number.isSafeInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(15)))
