import { UnreadableFile } from '../unreadable-file.ts'
import { bytesOf } from '../byte-source.ts'
import type { DocumentPart, PartNote } from '../document-reading.ts'
import { markUnread, textParts, type Walk, wholeBytes } from '../walk.ts'
import { countedTexts } from './loose-texts.ts'
import type { OldDocument } from './old-office.ts'
import { openedOffice } from './office-password.ts'

const [ENCRYPTED, SECOND_TABLE] = [0x0100, 0x0200]
/** Of the first Word whose text is told by pieces as of 97. */
const WORD_97 = 0xc1

/** Where the lengths of the parts of the text stand in the head (FibRgLw97), in the order of the text. */
const PARTS: readonly (readonly [number, PartNote | undefined])[] = [
  [0x4c, undefined],
  [0x50, undefined], // footnotes
  [0x54, 'header'],
  [0x58, 'hidden'], // macros
  [0x5c, 'comment'],
  [0x60, undefined], // endnotes
  [0x64, undefined], // text boxes
  [0x68, 'header'], // text boxes of headers
]

/** A document of Word 97 to 2003. @source MS-DOC 2.4.1, 2.5 */
export async function* readDoc(
  walk: Walk,
  { file, streams }: OldDocument,
): AsyncGenerator<DocumentPart, readonly string[]> {
  const main = streams.get('worddocument')?.bytes()
  if (!main) return []
  if (main.length < 0x1aa || main.readUInt16LE(0) !== 0xa5ec) throw new UnreadableFile('damaged', { part: 'head' })
  const flags = main.readUInt16LE(0x0a)
  if ((flags & ENCRYPTED) !== 0) {
    if (file.wasEncrypted) throw new UnreadableFile('encrypted')
    const opened = await openedOffice(await wholeBytes(walk, file), walk.passwords)
    yield* walk.inner({ ...file, source: bytesOf(opened), depth: file.depth + 1, wasEncrypted: true })
    return [...streams.keys()]
  }
  if (main.readUInt16LE(2) < WORD_97) {
    markUnread(walk, file.path, 'unknown_type')
    return ['worddocument']
  }
  const tableName = (flags & SECOND_TABLE) !== 0 ? '1table' : '0table'
  const table = streams.get(tableName)?.bytes()
  if (!table) throw new UnreadableFile('damaged', { part: 'table' })
  const text = pieceText(main, table)
  let at = 0
  for (const [place, note] of PARTS) {
    const length = main.readUInt32LE(place)
    yield* textParts(walk, file.path, shown(text.slice(at, at + length)), note)
    at += length
  }
  yield* textParts(walk, file.path, shown(text.slice(at)), 'hidden')
  // Names of authors and bookmarks lie among styles and fonts.
  yield* textParts(walk, file.path, countedTexts(table).join('\n'), 'property')
  if ((streams.get('data')?.byteCount ?? 0) > 0 || text.includes('\x01')) markUnread(walk, file.path, 'picture')
  return ['worddocument', '0table', '1table', 'data']
}

/** The text, put together from its pieces (the Clx, MS-DOC 2.9.38). */
function pieceText(main: Buffer, table: Buffer): string {
  const [from, length] = [main.readUInt32LE(0x1a2), main.readUInt32LE(0x1a6)]
  if (length === 0 || from + length > table.length) throw new UnreadableFile('damaged', { part: 'pieces' })
  const clx = table.subarray(from, from + length)
  let at = 0
  while (clx[at] === 1) {
    if (at + 3 > clx.length) throw new UnreadableFile('damaged', { part: 'pieces' })
    at += 3 + clx.readUInt16LE(at + 1)
  }
  if (clx[at] !== 2 || at + 5 > clx.length) throw new UnreadableFile('damaged', { part: 'pieces' })
  const pieces = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1))
  const count = Math.floor((pieces.length - 4) / 12)
  let text = ''
  for (let piece = 0; piece < count; piece++) {
    const [first, next] = [pieces.readUInt32LE(piece * 4), pieces.readUInt32LE(piece * 4 + 4)]
    const place = pieces.readUInt32LE((count + 1) * 4 + piece * 8 + 2)
    const isNarrow = (place & 0x40000000) !== 0
    const start = isNarrow ? (place & 0x3fffffff) / 2 : place
    const end = start + (next - first) * (isNarrow ? 1 : 2)
    if (next < first || end > main.length || text.length + next - first > main.length)
      throw new UnreadableFile('damaged', { part: 'pieces' })
    text += isNarrow ? windowsText.decode(main.subarray(start, end)) : main.toString('utf16le', start, end)
  }
  return text
}

const windowsText = new TextDecoder('windows-1252')

/** Marks of cells, fields, pictures and breaks become what they look like. */
const shown = (text: string) =>
  text.replace(/\p{Cc}/gu, (mark) => {
    if (mark === '\t' || mark === '\x07') return '\t'
    if (mark === '\n' || mark === '\r' || mark === '\v' || mark === '\f' || mark === '\x0e') return '\n'
    return mark >= '\x13' && mark <= '\x15' ? ' ' : ''
  })
