import { type DocumentSandbox, openSandbox, type SandboxReading } from '../../engines/documents/index.ts'
import { fileReport } from '../../engines/pii/index.ts'
import { AttachmentPreview, type AttachmentScan, type DocumentDesk } from '../../operation/outbound-mail/index.ts'
import { askClamd, type ClamdAddress } from './clamd.ts'
import { detectedIn, digestsIn } from './detected.ts'

/** Name and version of what looks into documents; it stands in every scan. */
export const DOCUMENT_ENGINE = 'documents@1 pii@1'

const MOST_UNREAD_KEPT = 50
const MOST_HASHES_KEPT = 10_000

const Previewed = AttachmentPreview.pick({ parts: true, isCut: true })

/** Opens documents in a sandbox with the detector beside the reader, and asks the virus scanner where one is set. */
export function openDocumentDesk(options: {
  readonly clamd?: ClamdAddress | undefined
  readonly size?: number
}): DocumentDesk {
  let opened: Promise<DocumentSandbox> | undefined
  const sandbox = () =>
    (opened ??= openSandbox({
      inspector: new URL('inspect-document.ts', import.meta.url),
      ...(options.size !== undefined && { size: options.size }),
    }))
  const read = async (content: Uint8Array, name: string, want: 'rows' | 'preview', passwords: readonly string[] = []) =>
    (await sandbox()).read(content, { name, passwords, inspect: { want } })
  return {
    async scan(content, name, passwords) {
      const [reading, virus] = await Promise.all([
        read(content, name, 'rows', passwords),
        options.clamd ? askClamd(options.clamd, content) : undefined,
      ])
      const rows = digestsIn(reading.inspected)
      const scan = { ...scanOf(reading, name), ...(rows && rows.counts.length > 0 && { rows }) }
      if (virus?.kind === 'virus') return { ...scan, virus: virus.name }
      return virus?.kind === 'unknown' ? { ...scan, isVirusUnknown: true } : scan
    },
    async preview(content, name, passwords) {
      const reading = await read(content, name, 'preview', passwords)
      const shown = Previewed.safeParse(reading.inspected)
      const unread = reading.unread.slice(0, MOST_UNREAD_KEPT).map(({ path, reason }) => ({ path: [...path], reason }))
      return { ...(shown.success ? shown.data : { parts: [], isCut: true }), unread }
    },
  }
}

function scanOf(reading: SandboxReading, name: string): AttachmentScan {
  const { status, counts, persons } = fileReport(detectedIn(reading.inspected), reading.unread)
  const scan: AttachmentScan = {
    engine: DOCUMENT_ENGINE,
    unread: reading.unread.slice(0, MOST_UNREAD_KEPT).map(({ path, reason }) => ({ path: [...path], reason })),
    unreadCount: reading.unread.length,
    counts: { ...counts },
    persons,
    hashes: reading.files.slice(0, MOST_HASHES_KEPT).map(({ sha256, byteCount }) => ({ sha256, byteCount })),
  }
  // A child that did not say what it found has not looked.
  if (status !== 'unread' || scan.unreadCount > 0) return scan
  return { ...scan, unread: [{ path: [name], reason: 'crashed' }], unreadCount: 1 }
}
