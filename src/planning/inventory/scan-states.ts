/** What a scan searches. CHECK of `pii_scan.source`. */
export const SCAN_SOURCES = ['upload', 'folder'] as const
export type ScanSource = (typeof SCAN_SOURCES)[number]

/** Where a scan is: computed of its dates and its files, never stored. */
export const SCAN_STATES = ['collecting', 'running', 'done', 'cancelled', 'removed'] as const
export type ScanState = (typeof SCAN_STATES)[number]

/** What is said of one file; the detector's statuses, whose union must be the same. CHECK of `pii_scan_file.status`. */
export const SCANNED_STATUSES = ['clean', 'found', 'unread'] as const
export type ScannedStatus = (typeof SCANNED_STATUSES)[number]

/** Why a file of a folder could not even be opened. */
export const CLOSED_FILE_REASONS = [
  'no_permission',
  'not_a_file',
  'link_outside',
  'path_too_long',
  'gone',
  'io_error',
] as const
export type ClosedFileReason = (typeof CLOSED_FILE_REASONS)[number]
