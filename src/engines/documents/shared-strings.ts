import { isUtf8 } from 'node:buffer'
import { UnreadableFile } from './unreadable-file.ts'
import { unescaped, type XmlListener, xmlScanner } from './xml-scanner.ts'
import type { ZipMember } from './zip-entries.ts'

const MAX_STRINGS = 5_000_000
const AT_ONCE_BYTES = 96 * 1024 * 1024
const PIECE_BYTES = 512 * 1024
const [OPEN, CLOSE] = ['<si>', '</si>']

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
      if (!cutPiece(piece.toString('utf8'), strings)) break
      at = until + CLOSE.length
    }
  }
  for (; at < bytes.length; at += PIECE_BYTES) scanner.push(bytes.subarray(at, at + PIECE_BYTES))
  scanner.end()
}

/** @returns false where something else than texts stands there; no text of the piece was taken then */
function cutPiece(text: string, strings: string[]): boolean {
  if (text.includes('<!') || text.includes('<?')) return false
  const before = strings.length
  for (let at = 0; at < text.length;) {
    while (text.charCodeAt(at) <= 32) at++
    if (at === text.length) break
    const end = text.startsWith(OPEN, at) ? text.indexOf(CLOSE, at) : -1
    if (end < 0) {
      strings.length = before
      return false
    }
    strings.push(plainText(text, at + OPEN.length, end) ?? strictText(text.slice(at, end + CLOSE.length)))
    at = end + CLOSE.length
  }
  if (strings.length > MAX_STRINGS) throw new UnreadableFile('too_large', { part: 'strings' })
  return true
}

function plainText(text: string, from: number, until: number): string | undefined {
  if (!text.startsWith('<t', from)) return undefined
  let begin = from + 3
  if (text.charCodeAt(from + 2) !== 62) {
    if (!text.startsWith('<t xml:space="preserve">', from)) return undefined
    begin = from + 24
  }
  const end = text.indexOf('<', begin)
  if (end !== until - 4 || !text.startsWith('</t>', end)) return undefined
  const raw = text.slice(begin, end)
  return plainString(raw.includes('&') || raw.includes('\r') ? unescaped(raw) : raw)
}

function strictText(text: string): string {
  const found: string[] = []
  const scanner = xmlScanner(stringListener(found))
  scanner.push(Buffer.from(text))
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
