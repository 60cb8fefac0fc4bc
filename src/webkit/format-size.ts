import type { Language } from '../base/words.ts'

const UNITS = ['KB', 'MB', 'GB', 'TB'] as const

/** 1,536 → `1.5 KB`: units of 1,024, as file managers show them; below that in bytes. */
export function formatSize(byteCount: number, language: Language): string {
  if (byteCount < 1024)
    return language === 'ja' ? `${byteCount}バイト` : byteCount === 1 ? '1 byte' : `${byteCount} bytes`
  let value = byteCount / 1024
  let unit = 0
  // 1023.95 KB would be shown as 1024.0 KB.
  while (value >= 1023.95 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${UNITS[unit]}`
}
