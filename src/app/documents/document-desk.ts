import { type DocumentSandbox, openSandbox, type SandboxReading } from '../../engines/documents/index.ts'
import { fileReport } from '../../engines/pii/index.ts'
import { AttachmentPreview, type AttachmentScan, type DocumentDesk } from '../../operation/outbound-mail/index.ts'
import { askClamd, type ClamdAddress } from './clamd.ts'
import { detectedIn, digestsIn } from './detected.ts'

/** Name and version of what looks into documents; it stands in every scan. */
export const DOCUMENT_ENGINE = 'documents@1 pii@1'

const MOST_UNREAD_KEPT = 50
const MOST_HASHES_KEPT = 10_000

const inspector = new URL('inspect-document.ts', import.meta.url)
/** Resident, of a child that draws: a picture of the largest size takes half a gibibyte. */
const VIEW_BYTES = 768 * 1024 * 1024
/** Drawn for one look; who wants more asks again. */
const PICTURES = 8

const Previewed = AttachmentPreview.pick({ parts: true, isCut: true })

/** Opens documents in a sandbox with the detector beside the reader, and asks the virus scanner where one is set. */
export function openDocumentDesk(options: {
  readonly clamd?: ClamdAddress | undefined
  readonly size?: number
  /** Resident, of a child that draws pictures. */
  readonly viewBytes?: number
}): DocumentDesk {
  let opened: Promise<DocumentSandbox> | undefined
  let openedForViews: Promise<DocumentSandbox> | undefined
  const sandbox = () =>
    (opened ??= openSandbox({ inspector, ...(options.size !== undefined && { size: options.size }) }))
  const views = () =>
    (openedForViews ??= openSandbox({ inspector, limits: { memoryBytes: options.viewBytes ?? VIEW_BYTES } }))
  const read = async (content: Uint8Array, name: string, passwords: readonly string[] = []) =>
    (await sandbox()).read(content, { name, passwords, inspect: { want: 'rows' } })
  return {
    async scan(content, name, passwords) {
      const [reading, virus] = await Promise.all([
        read(content, name, passwords),
        options.clamd ? askClamd(options.clamd, content) : undefined,
      ])
      const rows = digestsIn(reading.inspected)
      const scan = { ...scanOf(reading, name), ...(rows && rows.counts.length > 0 && { rows }) }
      if (virus?.kind === 'virus') return { ...scan, virus: virus.name }
      return virus?.kind === 'unknown' ? { ...scan, isVirusUnknown: true } : scan
    },
    async preview(content, name, passwords = [], picturesFrom = 0) {
      const want = picturesFrom === 0 ? 'preview' : 'pictures'
      const options = { name, passwords, inspect: { want } }
      let reason = 'crashed'
      // Where the child dies over one of several pictures, the first of them is tried alone.
      for (const most of [PICTURES, 1]) {
        const drawn = await (await views()).read(content, { ...options, pictures: { from: picturesFrom, most } })
        if (drawn.inspected !== undefined) return previewIn(drawn)
        reason = drawn.unread[0]?.reason ?? reason
      }
      // Over that one too: the text is shown all the same, and the pictures behind it for who asks.
      const plain = previewIn(await (await views()).read(content, options))
      const refused = { at: picturesFrom, path: [name], width: 0, height: 0, refused: reason }
      const next = picturesFrom + 1
      return { ...plain, pictures: [refused], ...(next < plain.pictureCount && { nextPicture: next }) }
    },
  }
}

function previewIn(reading: SandboxReading): Omit<AttachmentPreview, 'name'> {
  const { unread, pictures, pictureCount } = reading
  const shown = Previewed.safeParse(reading.inspected)
  const next = (pictures.at(-1)?.at ?? pictureCount) + 1
  return {
    ...(shown.success ? shown.data : { parts: [], isCut: true }),
    unread: unread.slice(0, MOST_UNREAD_KEPT).map(({ path, reason }) => ({ path: [...path], reason })),
    pictures: pictures.map((picture) => ({ ...picture, path: [...picture.path] })),
    pictureCount,
    ...(next < pictureCount && { nextPicture: next }),
  }
}

function scanOf(reading: SandboxReading, name: string): AttachmentScan {
  const { status, counts, persons } = fileReport(detectedIn(reading.inspected), reading.unread)
  const placeCount = reading.photos.filter(({ hasPlace }) => hasPlace).length
  const scan: AttachmentScan = {
    engine: DOCUMENT_ENGINE,
    unread: reading.unread.slice(0, MOST_UNREAD_KEPT).map(({ path, reason }) => ({ path: [...path], reason })),
    unreadCount: reading.unread.length,
    counts: { ...counts },
    persons,
    hashes: reading.files.slice(0, MOST_HASHES_KEPT).map(({ sha256, byteCount }) => ({ sha256, byteCount })),
    ...(reading.photos.length > 0 && { photos: { count: reading.photos.length, placeCount } }),
  }
  // A child that did not say what it found has not looked.
  if (status !== 'unread' || scan.unreadCount > 0) return scan
  return { ...scan, unread: [{ path: [name], reason: 'crashed' }], unreadCount: 1 }
}
