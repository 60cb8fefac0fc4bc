import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { markUnread, textParts, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'

interface Attached {
  readonly name: string
  readonly content: Buffer
}

/** A mail, with the files in it. Two parsers read it; where they see different files, it is `disagreeing`. */
export async function* readEmlFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const bytes = await wholeBytes(walk, file)
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' })
  yield* textParts(walk, file.path, mail.headers.map(({ key, value }) => `${key}: ${value}`).join('\n'), 'property')
  yield* textParts(walk, file.path, [mail.subject ?? '', mail.text ?? ''].join('\n\n'))
  if (mail.html) yield* inner(walk, file, 'body.html', Buffer.from(mail.html), 'html')
  const attached = mail.attachments.map(({ filename, content }) => ({
    name: filename ?? '',
    content: Buffer.from(content as ArrayBuffer),
  }))
  const others = await secondReading(bytes)
  const known = new Set(attached.map(({ content }) => comparedHash(content)))
  const unseen = others.filter(({ content }) => !known.has(comparedHash(content)))
  if (unseen.length > 0 || others.length !== attached.length) markUnread(walk, file.path, 'disagreeing')
  for (const { name, content } of [...attached, ...unseen]) yield* inner(walk, file, name, content)
}

const inner = (walk: Walk, file: WalkedFile, name: string, content: Buffer, type?: 'html') =>
  walk.inner({
    path: [...file.path, name],
    source: bytesOf(content),
    depth: file.depth + 1,
    wasEncrypted: false,
    ...(type && { type }),
  })

async function secondReading(bytes: Buffer): Promise<Attached[]> {
  const mail = await simpleParser(bytes, {
    skipTextToHtml: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    maxHtmlLengthToParse: 2_000_000,
  })
  return mail.attachments.map(({ filename, content }) => ({ name: filename ?? '', content }))
}

/** The two end text parts differently; that is no difference in content. */
const comparedHash = (content: Buffer) =>
  createHash('sha256')
    .update(content.toString('latin1').replace(/\r\n/g, '\n').replace(/\n+$/, ''), 'latin1')
    .digest('hex')
