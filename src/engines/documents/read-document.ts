import { createHash } from 'node:crypto'
import { type ByteSource, bytesOf, readAt } from './byte-source.ts'
import { oldOfficeType } from './cfb-container.ts'
import {
  DOCUMENT_LIMITS,
  type DocumentPart,
  type DocumentReading,
  type DocumentType,
  type ReadOptions,
} from './document-reading.ts'
import { identifyBytes, isWrongName } from './identify-file.ts'
import { newPictureDesk } from './pictures/show-picture.ts'
import { markUnread, type PartReader, reasonOf, textParts, type Walk, type WalkedFile, wholeBytes } from './walk.ts'
import { budgetOf, openZip } from './zip-entries.ts'

/**
 * Reads a file of any kind, and every file in it, part by part.
 *
 * Made for files from strangers: the type is found by the bytes, nothing is executed, followed or fetched, every length is
 * limited, and nothing is thrown over what the bytes are. Time and memory are limited only in the sandbox.
 * @param source bytes in memory, or something that gives any range of them
 */
export function readDocument(source: Uint8Array | ByteSource, options: ReadOptions = {}): DocumentReading {
  const limits = { ...DOCUMENT_LIMITS, ...options.limits }
  const walk: Walk = {
    limits,
    passwords: options.passwords ?? [],
    unread: [],
    files: [],
    budget: budgetOf(limits),
    left: { rows: limits.rows, pages: limits.pages, textUnits: limits.textUnits },
    pictures: newPictureDesk(options.pictures),
    inner: (file) => readFile(walk, file),
  }
  const name = options.name ?? ''
  const outermost: WalkedFile = {
    path: [name],
    source: source instanceof Uint8Array ? bytesOf(source) : source,
    depth: 1,
    wasEncrypted: false,
  }
  let isFinished = false
  async function* parts(): AsyncGenerator<DocumentPart> {
    yield* textParts(walk, [name], name, 'name')
    yield* readFile(walk, outermost)
    isFinished = true
  }
  return {
    parts: parts(),
    files: walk.files,
    pictures: walk.pictures.shown,
    photos: walk.pictures.photos,
    get pictureCount() {
      return walk.pictures.count
    },
    get unread() {
      return isFinished ? walk.unread : [...walk.unread, { path: [name], reason: 'not_finished' as const }]
    },
  }
}

/** They and their libraries take a third of a second to load: who only reads a table does not wait for them. */
const allReaders = () => import('./readers.ts')

async function* readFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const { path, depth } = file
  try {
    if (depth > walk.limits.depth) {
      markUnread(walk, path, 'too_deep')
      return
    }
    const { type, isCompound } = await typeOf(walk, file)
    const hasWrongName = type !== 'unknown' && isWrongName(path.at(-1)!, type)
    walk.files.push({
      path,
      type,
      byteCount: file.source.byteCount,
      sha256: await hashOf(file.source),
      hasWrongName,
      wasEncrypted: file.wasEncrypted,
    })
    if (hasWrongName) markUnread(walk, path, 'wrong_name')
    const { readers, readOld } = await allReaders()
    yield* guarded(walk, file, isCompound ? readOld : (readers[type] ?? readUnknown))
    for (const other of await otherTypes(file.source, type)) {
      markUnread(walk, path, 'disagreeing')
      yield* guarded(walk, file, readers[other]!)
    }
  } catch (cause) {
    markUnread(walk, path, reasonOf(cause))
  }
}

async function* guarded(walk: Walk, file: WalkedFile, reader: PartReader): AsyncGenerator<DocumentPart> {
  try {
    yield* reader(walk, file)
  } catch (cause) {
    markUnread(walk, file.path, reasonOf(cause))
  }
}

// oxlint-disable-next-line require-yield -- a type that nobody here reads
const readUnknown: PartReader = async function* (walk, file) {
  markUnread(walk, file.path, 'unknown_type')
}

async function typeOf(walk: Walk, file: WalkedFile): Promise<{ type: DocumentType; isCompound: boolean }> {
  if (file.type) return { type: file.type, isCompound: false }
  const type = await identifyBytes(file.source)
  if (type !== 'cfb') return { type, isCompound: false }
  return { type: oldOfficeType(await wholeBytes(walk, file), file.path.at(-1)!), isCompound: true }
}

/**
 * What else the same bytes are to another program: a zip is found from its end, a PDF by a mark among its first 1,024
 * bytes.
 */
async function otherTypes(source: ByteSource, type: DocumentType): Promise<DocumentType[]> {
  const others: DocumentType[] = []
  const isZip = type === 'zip' || type === 'xlsx' || type === 'docx' || type === 'pptx'
  if (!isZip && (await endsLikeZip(source))) {
    const { members } = await openZip(source).catch(() => ({ members: [] }))
    if (members.length > 0) others.push('zip')
  }
  if (type !== 'pdf' && (await readAt(source, 0, 1024)).includes('%PDF-', 0, 'latin1')) others.push('pdf')
  return others
}

/** The end record of a zip, at most 65,535 bytes of comment before the end (APPNOTE 4.3.16). */
async function endsLikeZip(source: ByteSource): Promise<boolean> {
  const tail = 22 + 0xffff
  return (await readAt(source, Math.max(0, source.byteCount - tail), tail)).includes('PK\x05\x06', 0, 'latin1')
}

async function hashOf(source: ByteSource): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of source.open({ from: 0, until: source.byteCount })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
