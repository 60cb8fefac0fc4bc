import { inflateSync } from 'node:zlib'
import { bytesOf } from '../byte-source.ts'
import type { DocumentPart, PartNote } from '../document-reading.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { markUnread, textParts, type Walk, wholeBytes } from '../walk.ts'
import type { OldDocument } from './old-office.ts'
import { openedOffice } from './office-password.ts'

const [SLIDE, NOTES, MASTER, HANDOUT, COMMENT, SLIDE_INFO, ENCRYPTION] = [1006, 1008, 1016, 4041, 12000, 1017, 0x2f14]
const [TEXT_CHARS, TEXT_BYTES, STRING, OLE_OBJECT] = [0x0fa0, 0x0fa8, 0x0fba, 0x1011]
const MOST_DEPTH = 32

interface Page {
  readonly name: string
  note: PartNote | undefined
  readonly texts: string[]
}

/** A presentation of PowerPoint 97 to 2003; what was deleted and still lies in the file is read too. @source MS-PPT 2.3 */
export async function* readPpt(
  walk: Walk,
  { file, streams }: OldDocument,
): AsyncGenerator<DocumentPart, readonly string[]> {
  const stream = streams.get('powerpoint document')?.bytes()
  if (!stream) return []
  const pages: Page[] = []
  const objects: Buffer[] = []
  const isEncrypted = streams.get('current user')?.bytes().subarray(12, 16).readUInt32LE(0) === 0xf3d1c4df
  if (isEncrypted || !collect(stream, pages, objects)) {
    if (file.wasEncrypted) throw new UnreadableFile('encrypted')
    const opened = await openedOffice(await wholeBytes(walk, file), walk.passwords)
    yield* walk.inner({ ...file, source: bytesOf(opened), depth: file.depth + 1, wasEncrypted: true })
    return [...streams.keys()]
  }
  for (const { name, note, texts } of pages) {
    const path = name === '' ? file.path : [...file.path, name]
    yield* textParts(walk, path, texts.join('\n'), note)
  }
  for (const [at, object] of objects.entries())
    yield* walk.inner({
      path: [...file.path, `object ${at + 1}`],
      source: bytesOf(object),
      depth: file.depth + 1,
      wasEncrypted: false,
    })
  if ((streams.get('pictures')?.byteCount ?? 0) > 0) markUnread(walk, file.path, 'picture')
  return ['powerpoint document', 'pictures']
}

/** @returns false where the stream says that it is encrypted */
function collect(stream: Buffer, pages: Page[], objects: Buffer[]): boolean {
  const document: Page = { name: '', note: undefined, texts: [] }
  pages.push(document)
  let slides = 0
  const pageOf = (type: number, page: Page): Page => {
    const note =
      type === NOTES
        ? 'notes'
        : type === MASTER || type === HANDOUT
          ? 'header'
          : type === COMMENT
            ? 'comment'
            : undefined
    if (type !== SLIDE && note === undefined) return page
    const made: Page = { name: type === SLIDE ? `slide ${++slides}` : page.name, note, texts: [] }
    pages.push(made)
    return made
  }
  const walkRecords = (from: number, until: number, page: Page, depth: number): boolean => {
    if (depth > MOST_DEPTH) throw new UnreadableFile('damaged', { part: 'depth' })
    for (let at = from; at + 8 <= until;) {
      const [head, type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2), stream.readUInt32LE(at + 4)]
      const [start, end] = [at + 8, at + 8 + length]
      if (end > until) throw new UnreadableFile('damaged', { part: 'record' })
      if (type === ENCRYPTION) return false
      if ((head & 0xf) === 0xf) {
        if (!walkRecords(start, end, pageOf(type, page), depth + 1)) return false
      } else if (type === TEXT_CHARS || type === STRING)
        page.texts.push(stream.toString('utf16le', start, end).replace(/[\r\v]/g, '\n'))
      else if (type === TEXT_BYTES) page.texts.push(stream.toString('latin1', start, end).replace(/[\r\v]/g, '\n'))
      else if (type === SLIDE_INFO && length >= 12 && (stream[start + 10]! & 4) !== 0) page.note = 'hidden'
      else if (type === OLE_OBJECT) objects.push(objectBytes(stream.subarray(start, end), (head & 0xfff0) !== 0))
      at = end
    }
    return true
  }
  return walkRecords(0, stream.length, document, 0)
}

/** An embedded object is a compound file, packed where its record says so. */
function objectBytes(bytes: Buffer, isPacked: boolean): Buffer {
  if (!isPacked || bytes.length < 4) return bytes
  return inflateSync(bytes.subarray(4), {
    maxOutputLength: Math.min(64 * 1024 * 1024, bytes.length * 100 + 1024 * 1024),
  })
}
