import { availableParallelism } from 'node:os'
import { type DocumentSandbox, openSandbox } from '../../engines/documents/index.ts'
import { fileReport } from '../../engines/pii/index.ts'
import type { ScanDesk } from '../../planning/inventory/index.ts'
import { detectedIn } from '../documents/detected.ts'
import { DOCUMENT_ENGINE } from '../documents/document-desk.ts'

/** Opens the files of scans, as many side by side as there are processors; mail has readers of its own. */
export function openScanDesk(size = availableParallelism()): ScanDesk {
  let opened: Promise<DocumentSandbox> | undefined
  const sandbox = () =>
    (opened ??= openSandbox({ inspector: new URL('../documents/inspect-document.ts', import.meta.url), size }))
  return {
    engine: DOCUMENT_ENGINE,
    size,
    async read(content, name) {
      const { inspected, unread } = await (await sandbox()).read(content, { name, inspect: { want: 'detect' } })
      return fileReport(detectedIn(inspected), unread)
    },
  }
}
