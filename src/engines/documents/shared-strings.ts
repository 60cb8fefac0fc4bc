import { isAscii, isUtf8 } from 'node:buffer'
import { ASKS, ASKS_OF } from './byte-texts.ts'
import { standsAt } from './plain-attributes.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { unescaped, type XmlListener, xmlScanner } from './xml-scanner.ts'
import type { ZipMember } from './zip-entries.ts'

const MAX_STRINGS = 5_000_000
const AT_ONCE_BYTES = 96 * 1024 * 1024
const PIECE_BYTES = 512 * 1024
const [OPEN, CLOSE] = ['<si>', '</si>']
const [OPEN_BYTES, CLOSE_BYTES] = [Buffer.from(OPEN), Buffer.from(CLOSE)]
const [TEXT_OPEN, SPACED_TEXT_OPEN] = [Buffer.from('<t>'), Buffer.from('<t xml:space="preserve">')]
const TEXT_END = Buffer.from('</t></si>')
const [SPACE, LESS] = [32, 60]
/** By byte of UTF-8: how many more bytes than UTF-16 units there are when it has been passed. */
const SURPLUS_OF = Int8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 ? 0 : byte < 0xc0 ? 1 : byte < 0xf0 ? 0 : -1,
)

/** The table of texts. Rich text is joined; the reading (ふりがな, rPh) is not part of the text. */
export async function readStrings(member: ZipMember): Promise<string[]> {
  const strings: string[] = []
  if (member.byteCount > AT_ONCE_BYTES) {
    const scanner = xmlScanner(stringListener(strings))
    for await (const chunk of member.content()) scanner.push(chunk)
    scanner.end()
    return strings
  }
  readAll(await member.bytes(AT_ONCE_BYTES), strings)
  return strings
}

/** Texts of the plain form `<si><t>…</t></si>` are cut out; all else goes through the strict scanner. */
function readAll(bytes: Buffer, strings: string[]): void {
  const scanner = xmlScanner(stringListener(strings))
  const begin = bytes.indexOf(OPEN)
  const head = begin < 0 ? '' : bytes.toString('latin1', 0, begin).replace(/^(\xef\xbb\xbf)?<\?xml[^?<]*\?>\s*/, '')
  let at = 0
  if (/^<sst[\s>]/.test(head) && !/<[!?]/.test(head)) {
    scanner.push(bytes.subarray(0, begin))
    at = begin
    for (;;) {
      const end = bytes.lastIndexOf(CLOSE, Math.min(at + PIECE_BYTES, bytes.length) - CLOSE.length)
      const until = end >= at ? end : bytes.indexOf(CLOSE, at)
      if (until < 0) break
      const piece = bytes.subarray(at, until + CLOSE.length)
      if (!isUtf8(piece)) throw new UnreadableFile('damaged', { part: 'encoding' })
      if (!cutPiece(piece, strings)) break
      at = until + CLOSE.length
    }
  }
  for (; at < bytes.length; at += PIECE_BYTES) scanner.push(bytes.subarray(at, at + PIECE_BYTES))
  scanner.end()
}

/**
 * Cuts texts out of bytes of valid UTF-8 that end with one. The markup is read in the bytes; the texts are cut out of all of
 * it decoded at once, at places that are counted along.
 * @returns false where something else than texts stands there; no text of the piece was taken then
 */
function cutPiece(bytes: Buffer, strings: string[]): boolean {
  if (bytes.includes('<!') || bytes.includes('<?')) return false
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')
  const before = strings.length
  // Bytes before a place beyond the units of text before it.
  let surplus = 0
  for (let at = 0; ;) {
    while (bytes[at]! <= SPACE) at++
    if (at === bytes.length) break
    const begin = standsAt(bytes, at, OPEN_BYTES) ? at + OPEN.length + openingAt(bytes, at + OPEN.length) : 0
    let [stop, asks, within] = [begin, 0, 0]
    for (let byte = bytes[stop]!; byte !== LESS; byte = bytes[++stop]!) {
      asks |= ASKS_OF[byte]!
      within += SURPLUS_OF[byte]!
    }
    if (begin > at + OPEN.length && standsAt(bytes, stop, TEXT_END)) {
      const raw = text.slice(begin - surplus, stop - surplus - within)
      strings.push((asks & ASKS.care) === 0 ? raw : plainString(unescaped(raw)))
      surplus += within
      at = stop + TEXT_END.length
      continue
    }
    const end = begin > 0 ? bytes.indexOf(CLOSE_BYTES, at) : -1
    if (end < 0) {
      strings.length = before
      return false
    }
    strings.push(strictText(bytes.subarray(at, end + CLOSE.length)))
    surplus = end - text.indexOf(CLOSE, at - surplus)
    at = end + CLOSE.length
  }
  if (strings.length > MAX_STRINGS) throw new UnreadableFile('too_large', { part: 'strings' })
  return true
}

/** Length of the plain opening of a text; 0 for another. */
function openingAt(bytes: Buffer, at: number): number {
  if (standsAt(bytes, at, TEXT_OPEN)) return TEXT_OPEN.length
  return standsAt(bytes, at, SPACED_TEXT_OPEN) ? SPACED_TEXT_OPEN.length : 0
}

function strictText(item: Buffer): string {
  const found: string[] = []
  const scanner = xmlScanner(stringListener(found))
  scanner.push(item)
  scanner.end()
  return found[0] ?? ''
}

function stringListener(strings: string[]): XmlListener {
  let [text, isText, phonetic] = ['', false, 0]
  return {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') isText = phonetic === 0
    },
    close(name) {
      if (name === 'rPh') phonetic--
      else if (name === 't') isText = false
      else if (name === 'si' && strings.push(plainString(text)) > MAX_STRINGS)
        throw new UnreadableFile('too_large', { part: 'strings' })
    },
    text(part) {
      if (isText) text += part
    },
  }
}

/** `_x000D_` stands for a character that XML cannot carry (ECMA-376 part 1, 22.9.2.19). */
export function plainString(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
