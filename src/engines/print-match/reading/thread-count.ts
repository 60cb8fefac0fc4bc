import { MOST_OPEN } from './thread-messages.ts'

/** What PDFium keeps, at most, of each page of the file up to the one that it reads. */
export const PASSED_PAGE_BYTES = 1200
/** For all threads together: with what else they keep, a run of any length stays below 700 MB. */
const ROOM_BYTES = 240 * 1024 * 1024

/**
 * How many of the threads that are wanted may read these files: PDFium keeps something of every page, and each thread has a
 * PDFium of its own.
 * @param pageCounts of the files
 */
export function threadCountFor(pageCounts: readonly number[], wanted: number): number {
  const largest = pageCounts.toSorted((a, b) => b - a).slice(0, MOST_OPEN)
  const bytes = largest.reduce((sum, pageCount) => sum + pageCount * PASSED_PAGE_BYTES, 0)
  return Math.max(1, Math.min(wanted, Math.floor(ROOM_BYTES / bytes)))
}
