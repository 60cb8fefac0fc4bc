import { type DocumentSandbox, type FoundFile, openSandbox } from '../../engines/documents/index.ts'
import type { ListDesk } from '../../operation/received-data/index.ts'
import { digestsIn } from './detected.ts'

/** A client's whole list may be long, and nobody waits for it. */
const LIMITS = { seconds: 900, memoryBytes: 2 * 1024 * 1024 * 1024 }
const MOST_FILES_KEPT = 10_000

/** A picture (a logo, a seal) or a scrap of text stands in many files: it says nothing about where one comes from. */
const TELLS_NOTHING: ReadonlySet<FoundFile['type']> = new Set(['picture', 'unknown'])

/** Opens received lists in a sandbox of their own, with the detector beside the reader. */
export function openListDesk(): ListDesk {
  let opened: Promise<DocumentSandbox> | undefined
  const sandbox = () =>
    (opened ??= openSandbox({ inspector: new URL('inspect-document.ts', import.meta.url), limits: LIMITS }))
  return {
    async read(content, name) {
      const reading = await (await sandbox()).read(content, { name, inspect: { want: 'rows' } })
      const rows = digestsIn(reading.inspected)
      const files = reading.files
        .filter(({ type }, at) => at === 0 || !TELLS_NOTHING.has(type))
        .slice(0, MOST_FILES_KEPT)
        .map(({ sha256, byteCount }) => ({ sha256, byteCount }))
      const reason = reading.unread[0]?.reason ?? (rows ? undefined : 'crashed')
      return { rows, files, unreadReason: reason ?? (rows?.isCut ? 'too_many_rows' : undefined) }
    },
  }
}
