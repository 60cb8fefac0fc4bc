import { hash } from 'node:crypto'
import type { DocumentPart, SheetRow } from '../../documents/index.ts'
import { tallyTable } from '../tables/detect-table.ts'
import { makeFoundCells } from '../tables/found-cells.ts'
import { nameKey, type PersonRecord } from '../tables/person-record.ts'

/**
 * Fingerprints (指紋) of the persons in a document's tables: for each person one of their name with each thing that tells
 * them from a namesake (birth, telephone, mail, a number). Of the ways of writing, the order of columns and rows, the
 * format of the file and what was left out of it, nothing is in them: whoever keeps a part of a list is known by the rest.
 */
export interface RowPrints {
  /** 64 bits each. */
  readonly prints: BigUint64Array
  /** Whose each print is: persons are counted from 0. */
  readonly persons: Uint32Array
  readonly personCount: number
}

/** Persons with nothing but a name have no fingerprint: namesakes would be taken for them. */
export function printRecords(records: readonly PersonRecord[], key: Uint8Array): RowPrints {
  const secret = Buffer.from(key).toString('hex')
  const all = records.map(identitiesOf)
  const count = all.reduce((sum, identities) => sum + identities.length, 0)
  const prints = new BigUint64Array(count)
  const bytes = new Uint8Array(prints.buffer)
  const persons = new Uint32Array(count)
  let at = 0
  all.forEach((identities, person) => {
    for (const identity of identities) {
      // A prefix key and a cut to a quarter: nothing can be appended to what is not known whole.
      bytes.set(hash('sha256', `${secret}\0${identity}`, 'buffer').subarray(0, 8), 8 * at)
      persons[at++] = person
    }
  })
  return { prints, persons, personCount: records.length }
}

/** @param key of the organisation, 32 bytes: without it nobody can try whether somebody is in a list */
export async function printRows(parts: AsyncIterable<DocumentPart>, key: Uint8Array): Promise<RowPrints> {
  const records: PersonRecord[] = []
  const collect = {
    add: (record: PersonRecord) => void records.push(record),
    addUnnamed: () => undefined,
    count: () => ({ min: 0, best: 0, max: 0 }),
  }
  for await (const part of parts) {
    if (part.kind !== 'table') continue
    const grid: SheetRow['cells'][] = []
    for await (const batch of part.rows) for (const { cells } of batch) grid.push(cells)
    tallyTable(grid, {}, collect, makeFoundCells())
  }
  return printRecords(records, key)
}

function identitiesOf({ name, birth, phone, email, ids }: PersonRecord): string[] {
  const who = nameKey(name)
  const marks = [...ids].map(([kind, id]) => `${kind}\0${id}`)
  if (birth) marks.push(`BIRTH\0${birth}`)
  if (phone) marks.push(`PHONE\0${phone}`)
  if (email) marks.push(`EMAIL\0${email}`)
  // A birth date alone is many people's.
  return who === '' ? marks.filter((mark) => !mark.startsWith('BIRTH')) : marks.map((mark) => `${who}\0${mark}`)
}
