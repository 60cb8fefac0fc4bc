import type { PiiType } from '../finding.ts'
import { dateAt } from '../text/calendar-dates.ts'
import { digitsOf } from '../text/recogniser.ts'

/** What a row, or a card, says of one person, in forms that can be compared. */
export interface PersonRecord {
  /** Without spaces, lower case; empty where only numbers tell of somebody. */
  readonly name: string
  readonly birth?: string
  readonly phone?: string
  readonly email?: string
  readonly address?: string
  /** Numbers that belong to one person alone, by kind. */
  readonly ids: ReadonlyMap<string, string>
}

export type Attribute = PiiType | 'PERSONAL_ID'

const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
const SHARED: ReadonlySet<Attribute> = new Set(['ACCOUNT', 'POSTAL'])

/** @returns undefined where neither a name nor a number is left */
export function personRecord(
  name: string,
  values: readonly (readonly [Attribute, string])[],
): PersonRecord | undefined {
  const ids = new Map<string, string>()
  const record: { -readonly [key in keyof PersonRecord]: PersonRecord[key] } = { name: nameKey(name), ids }
  for (const [type, value] of values) {
    if (value === '') continue
    if (type === 'BIRTH') record.birth ??= dayKey(value)
    else if (type === 'PHONE') record.phone ??= digitsOf(value).replace(/^0+/, '')
    else if (type === 'EMAIL') record.email ??= value.toLowerCase()
    else if (type === 'ADDRESS') record.address ??= value.replace(/ /g, '')
    else if (!SHARED.has(type) && !type.startsWith('SC_')) ids.set(type, value.replace(/[- ]/g, '').toUpperCase())
  }
  const tells = record.name !== '' || ids.size > 0 || record.email || record.phone || record.birth
  return tells ? record : undefined
}

/** 田中太郎 with a space or without is one name; so are Nguyen Van An and NGUYEN VAN AN. */
export function nameKey(name: string): string {
  return name.replace(/[ ・.,]/g, '').toLowerCase()
}

/** 昭和32年3月21日, 1957/3/21 and Excel's 20900 as one text; other texts as they are. */
function dayKey(value: string): string {
  const found = dateAt(value, 0)
  if (found) return `${found.date.year}-${found.date.month}-${found.date.day}`
  if (!/^\d{4,5}(?:\.0+)?$/.test(value)) return value
  const day = new Date(EXCEL_EPOCH + Number(value) * 86_400_000)
  return `${day.getUTCFullYear()}-${day.getUTCMonth() + 1}-${day.getUTCDate()}`
}
