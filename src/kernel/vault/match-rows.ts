import { openSegment } from './print-segment.ts'
import type { SealedFile } from './read-file.ts'

/** The persons of a file that are known from one dataset. */
export interface RowMatch {
  /** As given with the segment. */
  readonly datasetId: string
  /** By their numbers in the file's prints. */
  readonly persons: ReadonlySet<number>
  readonly matchedCount: number
}

/**
 * From which registered datasets the rows of a file come, the one with most of them first. Several prints of one person
 * count once. One print matches by chance in 2⁻⁶⁴ of the registered ones: with 4,000 rows and 100,000,000 registered, one
 * row in fifty million files.
 * @throws SegmentDamage, VaultDamage: then nobody knows, and the check says so
 */
export function matchRows(
  rows: { readonly prints: BigUint64Array; readonly persons: Uint32Array },
  segments: Iterable<{ readonly datasetId: string; readonly file: SealedFile }>,
): RowMatch[] {
  const order = Uint32Array.from(rows.prints.keys()).sort((a, b) => (rows.prints[a]! < rows.prints[b]! ? -1 : 1))
  const sorted = BigUint64Array.from(order, (at) => rows.prints[at]!)
  const persons = new Map<string, Set<number>>()
  for (const { datasetId, file } of segments) {
    const hits = new Uint8Array(sorted.length)
    const segment = openSegment(file)
    try {
      segment.match(sorted, hits)
    } finally {
      segment.close()
    }
    const found = persons.get(datasetId) ?? new Set<number>()
    hits.forEach((hit, i) => hit && found.add(rows.persons[order[i]!]!))
    if (found.size > 0) persons.set(datasetId, found)
  }
  return [...persons]
    .map(([datasetId, found]) => ({ datasetId, persons: found, matchedCount: found.size }))
    .sort((a, b) => b.matchedCount - a.matchedCount)
}
