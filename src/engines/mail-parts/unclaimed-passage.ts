import { Readable } from 'node:stream'
// @ts-expect-error -- mailsplit comes without types
import { Splitter } from 'mailsplit'
import { headerOf } from './read-nothing.ts'

/** What programs write above the first part for readers of forty years ago, and lists below the last, is shorter. */
const SMALL_TALK_BYTES = 600

/** A type with a comment or words around it: each program makes something else of it. */
const ODD_TYPE = /^content-type[ \t]*:(?!\s*[\w.+-]+\/[\w.+-]+[ \t]*(?:;|\r?\n(?![ \t])|\r?\n[ \t]*;|$))/im

const TYPE_FIELDS = /^content-type[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim
const BOUNDARY = /;\s*boundary\*?\d*\*?[ \t]*=/gi

/** Two boundaries for one type, or one in pieces: some programs take the first, others the last. */
function hasTwoBoundaries(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  for (const [field] of text.matchAll(TYPE_FIELDS)) if ((field.match(BOUNDARY)?.length ?? 0) > 1) return true
  return false
}

/**
 * Whether bytes stand before, between or behind the parts of a mail that could be more than small talk: no reader shows
 * them, and a program that is less strict may. A type of the whole mail that is none, or one with two boundaries, counts
 * as such.
 */
export async function hasUnclaimedPassage(bytes: Uint8Array): Promise<boolean> {
  if (ODD_TYPE.test(Buffer.from(headerOf(bytes)).toString('latin1'))) return true
  if (hasTwoBoundaries(bytes)) return true
  const splitter = Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]).pipe(
    new Splitter({ ignoreEmbedded: true }) as NodeJS.ReadWriteStream,
  )
  const between: Buffer[] = []
  for await (const piece of splitter as unknown as AsyncIterable<{ readonly type: string; readonly value: Buffer }>)
    if (piece.type === 'data') between.push(piece.value)
  const text = Buffer.concat(between)
    .toString('latin1')
    .replace(/^--.*$/gm, '')
  return text.trim().length > SMALL_TALK_BYTES || /^content-[a-z-]+[ \t]*:/im.test(text) || /[^\s]{60}/.test(text)
}
