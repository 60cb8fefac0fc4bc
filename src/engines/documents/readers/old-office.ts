import { bytesOf } from '../byte-source.ts'
import { cfbStreams, type CfbStream } from '../cfb-container.ts'
import type { DocumentPart } from '../document-reading.ts'
import { markUnread, type PartReader, reasonOf, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'
import { openedOffice } from './office-password.ts'
import { propertyTexts } from './property-set.ts'

/** The streams of one storage of a compound file: the document itself, or one that is embedded in it. */
export interface OldDocument {
  readonly file: WalkedFile
  /** Of the compound file. */
  readonly root: readonly string[]
  /** Names of the storages from the root inwards. */
  readonly storage: readonly string[]
  /** By lower-case name, without the storages below. */
  readonly streams: ReadonlyMap<string, CfbStream>
}

/** Reads the main streams of one kind of old document, and answers which streams it has read. */
export type OldReader = (walk: Walk, document: OldDocument) => AsyncGenerator<DocumentPart, readonly string[]>

/**
 * A file of Office 97 to 2003, or an encrypted file of any Office: the document, whatever is embedded in it, its
 * properties. A stream of no known use is `unread`.
 */
export function oldOfficeReader(readOne: OldReader): PartReader {
  return async function* (walk, file) {
    const bytes = await wholeBytes(walk, file)
    const streams = cfbStreams(bytes)
    const isEncrypted = streams.some(({ path }) => path.length === 1 && path[0]!.toLowerCase() === 'encryptedpackage')
    if (isEncrypted) {
      const opened = await openedOffice(bytes, walk.passwords)
      yield* walk.inner({ ...file, source: bytesOf(opened), depth: file.depth + 1, wasEncrypted: true })
      return
    }
    const known = new Set<CfbStream>()
    for (const document of storagesOf(file, streams)) {
      const read = yield* safely(walk, document, readOne)
      for (const name of [...read, ...DULL]) {
        const stream = document.streams.get(name)
        if (stream) known.add(stream)
      }
    }
    for (const stream of streams) if (!known.has(stream)) yield* restOf(walk, file, stream)
  }
}

async function* safely(walk: Walk, document: OldDocument, readOne: OldReader) {
  try {
    return yield* readOne(walk, document)
  } catch (cause) {
    markUnread(walk, document.file.path, reasonOf(cause))
    return [...document.streams.keys()]
  }
}

/** Each storage with streams of its own, the root first. */
function storagesOf(file: WalkedFile, streams: readonly CfbStream[]): OldDocument[] {
  const storages = new Map<string, Map<string, CfbStream>>()
  for (const stream of streams) {
    const key = JSON.stringify(stream.path.slice(0, -1))
    const members = storages.get(key) ?? new Map<string, CfbStream>()
    members.set(stream.path.at(-1)!.toLowerCase(), stream)
    storages.set(key, members)
  }
  return [...storages].map(([key, members]) => {
    const names = JSON.parse(key) as string[]
    return { file: { ...file, path: [...file.path, ...names] }, root: file.path, storage: names, streams: members }
  })
}

/** Streams that hold sizes, class names and links between the others. */
const DULL = [
  '\x01compobj',
  '\x01ole',
  '\x03objinfo',
  '\x03linkinfo',
  '\x03ocxname',
  '\x02olepres000',
  'current user',
  '\x03print',
  '\x01sh33tj5', // the mark of a library that writes .xls
]

async function* restOf(walk: Walk, file: WalkedFile, stream: CfbStream): AsyncGenerator<DocumentPart> {
  const name = stream.path.at(-1)!
  const path = [...file.path, ...stream.path.map(shownName)]
  try {
    if (stream.byteCount === 0) return
    if (/summaryinformation$/i.test(name))
      yield* textParts(walk, file.path, propertyTexts(stream.bytes()).join('\n'), 'property')
    else if (/^pictures$/i.test(name)) markUnread(walk, file.path, 'picture')
    else if (name.toLowerCase() === '\x01ole10native') yield* embedded(walk, file, path, nativeContent(stream.bytes()))
    else if (/^(package|contents)$/i.test(name)) yield* embedded(walk, file, path, stream.bytes())
    else markUnread(walk, path, 'unknown_type')
  } catch (cause) {
    markUnread(walk, path, reasonOf(cause))
  }
}

async function* embedded(walk: Walk, file: WalkedFile, path: readonly string[], bytes: Buffer) {
  yield* walk.inner({ path, source: bytesOf(bytes), depth: file.depth + 1, wasEncrypted: false })
}

const shownName = (name: string) => name.replace(/\p{Cc}/gu, '')

/** A packaged file (MS-OLEDS 2.3.6, as the Packager writes it): label, paths, then the bytes. */
function nativeContent(bytes: Buffer): Buffer {
  let at = 6
  const skipText = () => {
    const end = bytes.indexOf(0, at)
    at = end < 0 ? bytes.length : end + 1
  }
  skipText()
  skipText()
  at += 4
  if (at + 4 > bytes.length) return bytes
  at += 4 + bytes.readUInt32LE(at)
  if (at + 4 > bytes.length) return bytes
  const length = bytes.readUInt32LE(at)
  return length <= bytes.length - at - 4 ? bytes.subarray(at + 4, at + 4 + length) : bytes
}
