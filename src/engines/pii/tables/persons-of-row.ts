import type { PiiType } from '../finding.ts'
import { fit } from './cell-values.ts'
import { type NameKnowledge, nameLikeness, withoutNumber } from './name-likeness.ts'
import type { PersonColumns } from './person-columns.ts'
import { type Attribute, type PersonRecord, personRecord } from './person-record.ts'
import { personsInCell } from './persons-in-cell.ts'
import { NO_NAME, ORGANISATION } from './place-words.ts'
import type { TypedColumn } from './type-columns.ts'

type Value = readonly [Attribute, string]

export interface PersonsOfRow {
  readonly records: readonly PersonRecord[]
  /** What stands in brackets behind a name: 山田 太郎（090-…）. */
  readonly beside: readonly PiiType[]
  readonly unnamedCount: number
}

const NAME_LETTERS = /^[^\d@/\\:：。!?#%&=+*_|<>]{1,40}$/

/** The persons that the columns of one owner name in one row. */
export function personsOfRow(
  person: PersonColumns,
  texts: readonly string[],
  columns: readonly TypedColumn[],
  knowledge: NameKnowledge,
): PersonsOfRow {
  const values = person.attributes.flatMap(({ column, type }): Value[] =>
    isValue(type, texts[column]!) ? [[type, texts[column]!]] : [],
  )
  const nameColumn = person.whole ?? person.reading
  if (person.whole === undefined && (person.surname !== undefined || person.given !== undefined)) {
    const parts = [person.surname, person.given].flatMap((c) => (c === undefined ? [] : [texts[c]!]))
    return one(parts.join(' ').trim(), values)
  }
  if (nameColumn === undefined) return one('', values)
  const text = texts[nameColumn]! || (person.reading === undefined ? '' : texts[person.reading]!)
  if (text === '') return one('', values.some(([type]) => tellsOfSomebody(type)) ? values : [])
  const isSure = columns[nameColumn]!.heading?.isSure ?? false
  const { named, otherCount } = personsInCell(text)
  const persons = named
    .filter(({ name }) => !isNoName(name) && (isSure || nameLikeness(name, knowledge) > 0))
    .map(({ name, beside }) => ({ name, beside: besideOf(beside) }))
  return {
    // Where a cell names several, the numbers of the row are nobody's in particular.
    records: persons.flatMap(({ name, beside }) =>
      present(personRecord(name, persons.length === 1 ? [...values, ...beside] : beside)),
    ),
    beside: persons.flatMap(({ beside }) => beside.map(([type]) => type as PiiType)),
    unnamedCount: otherCount,
  }
}

/** Marks, posts and companies in a column of names. */
export function isNoName(text: string): boolean {
  const name = withoutNumber(text)
  return !NAME_LETTERS.test(name) || NO_NAME.test(name) || ORGANISATION.test(name)
}

function one(name: string, values: readonly Value[]): PersonsOfRow {
  const records = name !== '' && isNoName(name) ? [] : present(personRecord(name, values))
  return { records, beside: [], unnamedCount: 0 }
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value])

/** A number without a name still tells of somebody; the number of a list, or an address, does not. */
function tellsOfSomebody(type: Attribute): boolean {
  return type !== 'ADDRESS' && type !== 'POSTAL' && type !== 'PERSONAL_ID' && !type.startsWith('SC_')
}

function isValue(type: Attribute, text: string): boolean {
  return text !== '' && (type === 'PERSONAL_ID' || type.startsWith('SC_') || fit(type, text) > 0)
}

function besideOf(beside: string): Value[] {
  const types = ['PHONE', 'EMAIL', 'BIRTH'] as const
  return beside
    .split(/[、, ]+/)
    .flatMap((text) => types.filter((type) => text !== '' && fit(type, text) === 1).map((type): Value => [type, text]))
}
