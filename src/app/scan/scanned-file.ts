import type { FileReport } from '../../engines/pii/index.ts'
import type { ClosedFileReason } from './walk-files.ts'

/** What is told of one file: of what kinds and how many, never a value. */
export interface ScannedFile extends Omit<FileReport, 'reason'> {
  readonly path: string
  readonly reason?: FileReport['reason'] | ClosedFileReason
}
