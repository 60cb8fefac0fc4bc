import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { markUnread, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'
import { looseTexts } from './loose-texts.ts'
import { mapiProperties } from './mapi-properties.ts'
import { unpackedRtf } from './packed-rtf.ts'
import { oldText } from './property-set.ts'

const [REND_DATA, ATTACH_DATA, ATTACH_TITLE, ATTACH_PROPS, MESSAGE_PROPS, RECIPIENTS] = [
  0x9002, 0x800f, 0x8010, 0x9005, 0x9003, 0x9004,
]
const [RTF, HTML, DATA] = [0x1009, 0x1013, 0x3701]

interface Attachment {
  name: string
  data: Buffer | undefined
}

/** winmail.dat: what Outlook packs a mail's Rich Text and its attachments into. @source MS-OXTNEF 2 */
export async function* readTnefFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const bytes = await wholeBytes(walk, file)
  const attachments: Attachment[] = []
  const texts: string[] = []
  const bodies: { name: string; content: Buffer; type: 'html' | 'rtf' }[] = []
  for (let at = 6; at < bytes.length;) {
    if (at + 9 > bytes.length) throw new UnreadableFile('damaged', { part: 'attribute' })
    const [level, id, length] = [bytes[at]!, bytes.readUInt16LE(at + 1), bytes.readUInt32LE(at + 5)]
    const data = bytes.subarray(at + 9, at + 9 + length)
    if ((level !== 1 && level !== 2) || at + 9 + length + 2 > bytes.length)
      throw new UnreadableFile('damaged', { part: 'attribute' })
    let sum = 0
    for (const byte of data) sum = (sum + byte) & 0xffff
    if (sum !== bytes.readUInt16LE(at + 9 + length)) markUnread(walk, file.path, 'damaged')
    at += 9 + length + 2
    if (level === 2 && id === REND_DATA) attachments.push({ name: '', data: undefined })
    const attachment = attachments.at(-1)
    if (level === 2 && id === ATTACH_TITLE && attachment) attachment.name ||= oldText(data).replace(/\0.*$/s, '')
    else if (level === 2 && id === ATTACH_DATA && attachment) attachment.data = data
    else if (id === MESSAGE_PROPS || id === ATTACH_PROPS || id === RECIPIENTS) {
      const { properties, isWhole } = mapiProperties(data, id === RECIPIENTS)
      if (!isWhole) markUnread(walk, file.path, 'damaged')
      for (const property of properties) {
        if (property.text !== undefined) texts.push(property.text)
        if (id === ATTACH_PROPS && attachment && property.id === 0x3707 && property.text)
          attachment.name = property.text
        if (!property.bytes) continue
        if (id === MESSAGE_PROPS && property.id === RTF)
          bodies.push({ name: 'body.rtf', content: unpackedRtf(property.bytes), type: 'rtf' })
        else if (id === MESSAGE_PROPS && property.id === HTML)
          bodies.push({ name: 'body.html', content: property.bytes, type: 'html' })
        // An object carries the id of its kind before its bytes; a message within is TNEF again.
        else if (id === ATTACH_PROPS && property.id === DATA && attachment) {
          const isObject = property.bytes.length > 16
          attachment.data = isObject ? property.bytes.subarray(16) : property.bytes
        } else texts.push(...looseTexts(property.bytes))
      }
    } else if (level === 1) texts.push(oldText(data).replaceAll('\0', ''), ...looseTexts(data))
  }
  yield* textParts(walk, file.path, texts.join('\n'))
  for (const { name, content, type } of bodies) yield* inner(walk, file, name, content, type)
  for (const { name, data } of attachments) {
    if (data) yield* inner(walk, file, name, data)
    else markUnread(walk, [...file.path, name], 'damaged')
  }
}

const inner = (walk: Walk, file: WalkedFile, name: string, content: Buffer, type?: 'html' | 'rtf') =>
  walk.inner({
    path: [...file.path, name],
    source: bytesOf(content),
    depth: file.depth + 1,
    wasEncrypted: false,
    ...(type && { type }),
  })
