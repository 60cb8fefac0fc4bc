import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { decodedText, guessEncoding } from '../text-encoding.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { linesMissing } from './lines-missing.ts'
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
  const headers = mail.headers.map(({ value }) => value)
  const read = [...headers, mail.subject ?? '', mail.text ?? '', mail.html ?? '']
  const misread = misreadLines(bytes, read, attached)
  if (misread !== undefined) {
    markUnread(walk, file.path, 'unknown_encoding')
    yield* textParts(walk, file.path, misread)
  }
  const others = await secondReading(bytes)
  const known = new Set(attached.map(({ content }) => comparedHash(content)))
  const unseen = others.filter(({ content }) => !known.has(comparedHash(content)))
  if (unseen.length > 0 || others.length !== attached.length) markUnread(walk, file.path, 'disagreeing')
  for (const { name, content } of [...attached, ...unseen]) yield* inner(walk, file, name, content)
}

/**
 * Lines that stand in the mail, and in nothing that was read of it: the charset that it names is not the one that it is in.
 * Undefined where there are none, and where nothing looks as if it was misread.
 */
function misreadLines(bytes: Buffer, read: readonly string[], attached: readonly Attached[]): string | undefined {
  const text = read.join('\n')
  const isDecodingFault = text.includes('\ufffd') && !bytes.includes('\ufffd')
  const all = isAscii(bytes) ? '' : asItLies(bytes)
  const lost = linesMissing(
    all,
    [text, ...(all === '' ? [] : attached.map(({ content }) => asItLies(content)))].join('\n'),
  )
  return isDecodingFault || MISREAD.test(text) || lost.length > 0 ? lost.join('\n') : undefined
}
/** Controls of the second row: no letter was meant to be one. */
// oxlint-disable-next-line no-control-regex -- what is looked for
const MISREAD = /[\u0080-\u009f]/

/** The whole mail in the encoding that its bytes are in, so that what is not encoded is found all the same. */
function asItLies(bytes: Buffer): string {
  try {
    return [...decodedText(bytes, guessEncoding(bytes))].join('')
  } catch (cause) {
    if (cause instanceof UnreadableFile) return ''
    throw cause
  }
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
