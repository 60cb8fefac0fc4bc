import { createCipheriv, hash } from 'node:crypto'
import type { DocumentPart } from '../../documents/index.ts'
import { detectParts } from '../files/detect-parts.ts'
import { nameKey, type PersonRecord } from '../tables/person-record.ts'

/**
 * Who stands in a document, as digests: for each person one of their name with each thing that tells them from a namesake
 * (birth, telephone, mail, a number). Of the ways of writing, the order of columns and rows, the format of the file and
 * what was left out of it, nothing is in them: whoever keeps a part of a list is known by the rest.
 *
 * They are made without a key, beside the reader of strangers' files, and can be tried by whoever sees them: they are
 * passed on and never kept. What is kept are the prints of {@link printDigests}.
 */
export interface RowDigests {
  /** 16 bytes each. */
  readonly digests: Uint8Array
  /** How many of the digests, in their order, are each person's. */
  readonly counts: Uint8Array
  /** There were more persons than are told. */
  readonly isCut: boolean
}

/** Fingerprints (指紋): the digests under the key of an organisation. */
export interface RowPrints {
  /** 64 bits each. */
  readonly prints: BigUint64Array
  /** Whose each print is: persons are counted from 0. */
  readonly persons: Uint32Array
  readonly personCount: number
}

const DIGEST_BYTES = 16
/** 24 MB of digests: some 500,000 persons and more. */
const MOST_DIGESTS = 1_500_000

/** Collects the digests of persons; one who comes again with nothing new is passed over, as is one with a name alone. */
export function collectDigests(): { add(record: PersonRecord): void; end(): RowDigests } {
  const digests: Buffer[] = []
  const counts: number[] = []
  const seen = new Set<string>()
  let isCut = false
  return {
    add(record) {
      const own: Buffer[] = []
      let isNew = false
      for (const identity of identitiesOf(record)) {
        const digest = hash('sha256', identity, 'buffer').subarray(0, DIGEST_BYTES)
        const key = digest.toString('latin1')
        isNew ||= !seen.has(key)
        seen.add(key)
        own.push(digest)
      }
      if (!isNew) return
      if (digests.length + own.length > MOST_DIGESTS) {
        isCut = true
        return
      }
      digests.push(...own)
      counts.push(own.length)
    },
    end: () => ({ digests: Buffer.concat(digests), counts: Uint8Array.from(counts), isCut }),
  }
}

/** @param key of the organisation, 32 bytes: without it nobody can try whether somebody is in a list */
export function printDigests({ digests, counts }: Omit<RowDigests, 'isCut'>, key: Uint8Array): RowPrints {
  const count = Math.floor(digests.length / DIGEST_BYTES)
  const prints = new BigUint64Array(count)
  const persons = new Uint32Array(count)
  // A block cipher is a keyed hash of its one block; each block by itself is what is wanted here.
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const sealed = cipher.update(digests.subarray(0, count * DIGEST_BYTES))
  const bytes = new Uint8Array(prints.buffer)
  for (let at = 0; at < count; at++) bytes.set(sealed.subarray(16 * at, 16 * at + 8), 8 * at)
  let at = 0
  counts.forEach((own, person) => {
    persons.fill(person, at, at + own)
    at += own
  })
  if (at !== count) throw new RangeError(`${count} digests, and ${at} are somebody's`)
  return { prints, persons, personCount: counts.length }
}

/** The fingerprints of the persons in a document, from its tables and its texts. */
export async function printRows(parts: AsyncIterable<DocumentPart>, key: Uint8Array): Promise<RowPrints> {
  const collected = collectDigests()
  await detectParts(parts, {}, (record) => collected.add(record))
  return printDigests(collected.end(), key)
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
