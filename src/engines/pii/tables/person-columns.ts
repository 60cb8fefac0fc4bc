import type { Attribute } from './person-record.ts'
import type { TypedColumn } from './type-columns.ts'

/** The columns that tell of one person of a row: the name, whole or in parts, how it is read, and what belongs to it. */
export interface PersonColumns {
  readonly owner: string
  whole?: number
  surname?: number
  given?: number
  reading?: number
  readonly attributes: { readonly column: number; readonly type: Attribute }[]
}

/** Types that say of a number whose it is, not who somebody is. */
const NO_ATTRIBUTE = new Set(['PERSON', 'ORGANISATION', 'OTHER'])

/**
 * Who stands in a row: 世帯主, 児童1, 児童2 are three persons with their own columns; 氏名, フリガナ and 姓, 名 are one.
 * Without a column of names, the numbers are one nameless person's.
 */
export function personColumns(columns: readonly TypedColumn[]): PersonColumns[] {
  const persons: PersonColumns[] = []
  columns.forEach((column, c) => {
    if (column.finding?.type === 'PERSON') placeName(persons, column, c)
  })
  const nobody: PersonColumns = { owner: '', attributes: [] }
  const main = persons[0] ?? nobody
  columns.forEach(({ finding, heading }, column) => {
    const type: Attribute | 'OTHER' = finding?.type ?? (heading?.type === 'PERSONAL_ID' ? 'PERSONAL_ID' : 'OTHER')
    if (NO_ATTRIBUTE.has(type)) return
    if (type === 'ADDRESS')
      return persons.length > 0
        ? persons.forEach((one) => one.attributes.push({ column, type }))
        : void nobody.attributes.push({ column, type })
    const owner =
      persons.find((one) => one.owner === (heading?.owner ?? '')) ??
      nearestBefore(persons, columns, column, heading?.owner ?? '') ??
      main
    owner.attributes.push({ column, type: type as Attribute })
  })
  if (persons.length === 0 && nobody.attributes.some(({ type }) => type !== 'PERSONAL_ID')) persons.push(nobody)
  return persons
}

function placeName(persons: PersonColumns[], { heading, isReading }: TypedColumn, c: number): void {
  const owner = heading?.owner ?? ''
  const part = heading?.part
  const last = persons.at(-1)
  const own = persons.findLast((one) => one.owner === owner)
  if (isReading) {
    const home = own ?? (owner === '' ? last : undefined)
    // セイ and メイ, or フリガナ, beside the written name; the first one is enough to know that it is a reading.
    if (home) {
      home.reading ??= c
      return
    }
    persons.push(part ? { owner, [part]: c, attributes: [] } : { owner, reading: c, attributes: [] })
    return
  }
  if (part === 'given' && own && own.surname !== undefined && own.given === undefined) {
    own.given = c
    return
  }
  if (own && own.whole === undefined && own.surname === undefined && own.given === undefined) {
    own[part ?? 'whole'] = c
    return
  }
  persons.push({ owner, [part ?? 'whole']: c, attributes: [] })
}

/** Of persons who are not told apart by their headings: the one whose name stands last before the column. */
function nearestBefore(
  persons: readonly PersonColumns[],
  columns: readonly TypedColumn[],
  column: number,
  owner: string,
): PersonColumns | undefined {
  if (owner !== '' || !columns[column]!.heading) return undefined
  const nameAt = (one: PersonColumns) => one.whole ?? one.surname ?? one.given ?? one.reading ?? Infinity
  const same = persons.filter((one) => one.owner === persons[0]?.owner)
  return same.length > 1 ? same.findLast((one) => nameAt(one) < column) : undefined
}
