import { type ByteSource, readDocument, type ReadOptions } from '../../documents/index.ts'
import type { DetectTextOptions } from '../options.ts'
import { detectParts } from './detect-parts.ts'
import { type FileReport, fileReport } from './file-report.ts'

/**
 * Personal information of a file of any kind, in this process; for files of strangers read in a sandbox, and put the two
 * halves ({@link detectParts} there, {@link fileReport} here) together. It never throws over what the bytes are.
 */
export async function detectFile(
  source: Uint8Array | ByteSource,
  options: ReadOptions & { readonly detect?: DetectTextOptions } = {},
): Promise<FileReport> {
  const reading = readDocument(source, options)
  const detected = await detectParts(reading.parts, options.detect)
  return fileReport(detected, reading.unread)
}
