import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { markUnread, textParts, type Walk } from '../walk.ts'
import { looseTexts } from './loose-texts.ts'
import type { OldDocument } from './old-office.ts'
import { unpackedRtf } from './packed-rtf.ts'
import { oldText } from './property-set.ts'

const [TEXT, WIDE, BINARY] = ['001e', '001f', '0102']
const [SUBJECT, BODY, HTML, RTF, DATA] = ['0037', '1000', '1013', '1009', '3701']
const NAMES = ['3707', '3704', '3001']
const MOST_LOOSE_BYTES = 65_536

/**
 * A message of Outlook, one storage of it: the message itself, a recipient, an attachment, or a message within it. Each
 * property is a stream named by its number and type.
 * @source MS-OXMSG 2
 */
export async function* readMsg(walk: Walk, document: OldDocument): AsyncGenerator<DocumentPart, readonly string[]> {
  const { streams, root, storage, file } = document
  const properties = new Map<string, Buffer>()
  const read: string[] = ['__properties_version1.0']
  for (const [name, stream] of streams) {
    const match = /^__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})(-[0-9a-f]{8})?$/.exec(name)
    if (!match) continue
    read.push(name)
    properties.set(`${match[1]}${match[2]!.replace(/^1/, '0')}${match[3] ?? ''}`, stream.bytes())
  }
  if (storage.some((name) => /^__nameid/i.test(name))) return [...streams.keys()]
  const textOf = (id: string) =>
    properties.get(id + WIDE)?.toString('utf16le') ??
    (properties.has(id + TEXT) ? oldText(properties.get(id + TEXT)!) : undefined)
  const inner = (name: string, bytes: Buffer, type?: 'html' | 'rtf') =>
    walk.inner({
      path: [...root, name],
      source: bytesOf(bytes),
      depth: file.depth + 1,
      wasEncrypted: false,
      ...(type && { type }),
    })

  // What is read here; another of the same number, in the other encoding or of another type, may say something else.
  const taken = new Set([HTML + BINARY, RTF + BINARY, DATA + BINARY])
  const take = (id: string) => {
    taken.add(id + (properties.has(id + WIDE) ? WIDE : TEXT))
    return textOf(id)
  }
  const said = [SUBJECT, BODY].map(take).filter((text) => text !== undefined)
  yield* textParts(walk, root, said.join('\n\n').replaceAll('\0', ''))
  const htmlText = properties.has(HTML + BINARY) ? undefined : take(HTML)
  const html = properties.get(HTML + BINARY) ?? (htmlText === undefined ? undefined : Buffer.from(htmlText))
  if (html) yield* inner('body.html', html, 'html')
  const rtf = properties.get(RTF + BINARY)
  if (rtf && rtf.length > 0) yield* inner('body.rtf', unpackedRtf(rtf), 'rtf')
  const data = properties.get(DATA + BINARY)
  if (data) yield* inner(NAMES.map(textOf).find((name) => name) ?? '', data)
  const texts: string[] = []
  for (const [key, bytes] of properties) {
    if (taken.has(key)) continue
    const type = key.slice(4, 8)
    if (type === WIDE) texts.push(bytes.toString('utf16le'))
    else if (type === TEXT) texts.push(oldText(bytes))
    else if (bytes.length <= MOST_LOOSE_BYTES) texts.push(...looseTexts(bytes))
    else markUnread(walk, root, 'unknown_type')
  }
  yield* textParts(walk, root, texts.join('\n').replaceAll('\0', ''), 'property')
  return read
}
