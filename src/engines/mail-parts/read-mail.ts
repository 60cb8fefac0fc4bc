import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import type { ReadPart } from './attachment-reading.ts'
import { compareAttachments } from './compare-attachments.ts'
import { isSameText, type ShownText } from './compare-texts.ts'
import { guessText } from './decode-header.ts'
import type { MailReading, MailWords } from './mail-reading.ts'
import { readHeader } from './read-header.ts'
import { hasBody, headerOf } from './read-nothing.ts'
import { hasUnclaimedPassage } from './unclaimed-passage.ts'
import { hasUnknownCharset, isMisread } from './unknown-charset.ts'
import type { UnreadReason } from './unread-reason.ts'

/** Name and version of what reads; it stands in every verdict. */
export const MAIL_PARTS_ENGINE = 'mail-parts@1'

/**
 * Reads a mail with two parsers and compares what they see: a mail that two programs read differently is one whose
 * recipient may see something that nobody here has looked at.
 *
 * Never throws: a parser that fails, or a passage outside of every part, is `parser_failed`, a difference in attachments or text `parsers_disagree`, a charset
 * that nobody here can read, or that the text is not in, `unknown_charset`; the attachments of either are listed together, so that nothing seen is
 * hidden.
 * @param bytes the whole mail; the caller keeps the limit (50 MB)
 */
export async function readMail(bytes: Uint8Array, previewLimit = 20_000): Promise<MailReading> {
  const [first, second] = await Promise.all([readWithMailparser(bytes), readWithPostalMime(bytes)])
  const unread: UnreadReason[] = []
  const { attachments, isSame } = compareAttachments(first?.parts ?? [], second?.parts ?? [])
  if (first && second && !(isSame && isSameText(first, second))) unread.push('parsers_disagree')
  const shown = [first?.text, first?.html, second?.text, second?.html]
  if (hasUnknownCharset(bytes) || isMisread(bytes, shown)) unread.push('unknown_charset')
  const text = (second?.text || first?.text || '').replace(/\r\n?/g, '\n').toWellFormed()
  const preview = text.slice(0, previewLimit).toWellFormed()
  const isNothingSeen = attachments.length === 0 && text.trim() === '' && !first?.html && hasBody(bytes)
  if (!first || !second || isNothingSeen || (await hasUnclaimedPassage(bytes).catch(() => true)))
    unread.unshift('parser_failed')
  const header = readHeader(headerOf(bytes))
  return {
    header,
    attachments,
    textPreview: preview.replaceAll('\0', '\u{fffd}'),
    isPreviewCut: preview.length < text.length,
    words: wordsOf(header.subject, text, second?.html || first?.html || ''),
    unread,
  }
}

/** UTF-16 units of text and of HTML: what a reader of the next room gets to see. */
const MOST_WORDS = 2_000_000

function wordsOf(subject: string, text: string, html: string): MailWords {
  const isCut = text.length > MOST_WORDS || html.length > MOST_WORDS
  const within = (words: string) => words.slice(0, MOST_WORDS).toWellFormed()
  return { subject: subject.toWellFormed(), text: within(text), html: within(html), isCut }
}

/** The content of every attachment that either parser sees, decoded, by its hash (SHA-256, lower-case hex). */
export async function attachmentContents(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const parts = [...(await mailparserParts(bytes)), ...(await postalMimeParts(bytes))]
  return new Map(parts.map(({ content }) => [createHash('sha256').update(content).digest('hex'), content]))
}

interface Reading extends ShownText {
  readonly parts: readonly ReadPart[]
}

/** As a parser gives it: with a damaged header, name and type can be anything. */
interface RawPart {
  readonly name: unknown
  readonly type: unknown
  readonly content: Buffer
}

interface RawReading extends ShownText {
  readonly parts: readonly RawPart[]
}

async function readWithMailparser(bytes: Uint8Array): Promise<Reading | undefined> {
  const mail = await parseWithMailparser(bytes)
  return mail && { ...mail, parts: mail.parts.map(readPart) }
}

async function readWithPostalMime(bytes: Uint8Array): Promise<Reading | undefined> {
  const mail = await parseWithPostalMime(bytes)
  return mail && { ...mail, parts: mail.parts.map(readPart) }
}

const mailparserParts = async (bytes: Uint8Array) => (await parseWithMailparser(bytes))?.parts ?? []
const postalMimeParts = async (bytes: Uint8Array) => (await parseWithPostalMime(bytes))?.parts ?? []

/** An option of mailsplit, which mailparser hands on to it. */
const KEEP_MAILS_WHOLE = { ignoreEmbedded: true }

async function parseWithMailparser(bytes: Uint8Array): Promise<RawReading | undefined> {
  try {
    const mail = await simpleParser(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      skipTextToHtml: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
      maxHtmlLengthToParse: 2_000_000,
      // A mail within a mail is a file here, whatever its disposition; the other parser sees it so too.
      ...KEEP_MAILS_WHOLE,
    })
    const parts = mail.attachments.map((part) => ({
      name: part.filename,
      type: part.contentType,
      content: part.content,
    }))
    return { parts, text: mail.text, html: mail.html || undefined }
  } catch {
    return undefined
  }
}

async function parseWithPostalMime(bytes: Uint8Array): Promise<RawReading | undefined> {
  try {
    const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' })
    const parts = mail.attachments.map((part) => ({
      name: part.filename,
      type: part.mimeType,
      content: Buffer.from(part.content as ArrayBuffer),
    }))
    return { parts, text: mail.text, html: mail.html }
  } catch {
    return undefined
  }
}

function readPart({ name, type, content }: RawPart): ReadPart {
  // The two end text parts differently (CRLF kept or LF, a last line end or none); that is no difference in content.
  const compared = content.toString('latin1').replace(/\r\n/g, '\n').replace(/\n+$/, '')
  return {
    name: readableName(typeof name === 'string' ? name : ''),
    declaredType: typeof type === 'string' ? type.toLowerCase() : '',
    byteCount: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    comparedHash: createHash('sha256').update(compared, 'latin1').digest('hex'),
  }
}

/** A raw 8-bit name comes out of mailparser as Latin-1; its bytes are guessed like those of any header value. */
function readableName(name: string): string {
  const isRaw = /[\x80-\xff]/.test(name) && !/[\u0100-\uffff]/.test(name)
  const text = isRaw ? guessText(Buffer.from(name, 'latin1')) : name
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .trim()
}
