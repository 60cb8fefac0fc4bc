import type { UnreadDocumentReason, UnreadPart } from '../../documents/index.ts'
import type { DetectedParts } from './detect-parts.ts'

/** `unread`: something in the file nobody has looked at; it may hold what was not found, and is never clean. */
export const FILE_STATUSES = ['clean', 'found', 'unread'] as const
export type FileStatus = (typeof FILE_STATUSES)[number]

export interface FileReport extends DetectedParts {
  readonly status: FileStatus
  /** Of `unread`: why, of the first thing that could not be read. */
  readonly reason?: UnreadDocumentReason
}

const NOTHING: DetectedParts = { persons: { min: 0, best: 0, max: 0 }, counts: {}, specialCare: [] }

/**
 * What is to be said of a file as a whole.
 * @param detected undefined where nothing could look into it
 * @param unread as the reader gives it when all parts have ended
 */
export function fileReport(detected: DetectedParts | undefined, unread: readonly UnreadPart[]): FileReport {
  const seen = detected ?? NOTHING
  const reason = unread[0]?.reason ?? (detected ? undefined : 'crashed')
  if (reason) return { status: 'unread', reason, ...seen }
  // A postal code alone leads to no person.
  const isFound = seen.persons.max > 0 || Object.keys(seen.counts).some((type) => type !== 'POSTAL')
  return { status: isFound ? 'found' : 'clean', ...seen }
}
