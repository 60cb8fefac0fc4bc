import iconv from 'iconv-lite'
import { UnreadableFile } from './unreadable-file.ts'

export const TEXT_ENCODINGS = ['utf-8', 'cp932', 'euc-jp', 'iso-2022-jp', 'utf-16le', 'utf-16be'] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

const SAMPLE = 4096
const ESCAPE = 0x1b

/**
 * Which of the encodings of Japanese office life a text is in: a byte order mark decides, then zero bytes (UTF-16), then
 * escape sequences of ISO-2022-JP, then whether it is well-formed UTF-8, then CP932 or EUC-JP: what is well-formed in both
 * is in the one in which it has fewer half-width kana.
 * @throws UnreadableFile `unknown_encoding`, and `not_a_sheet` where it is no text at all
 */
export function guessEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const [even, odd] = zeroBytes(bytes.subarray(0, SAMPLE))
  if (even + odd > 0) {
    // Commas, digits and line breaks alone make this share of UTF-16; a stray zero byte does not.
    const isUtf16 = bytes.length % 2 === 0 && even + odd > 1 && (even + odd) * 50 > Math.min(bytes.length, SAMPLE)
    if (isUtf16 && odd > 4 * even) return 'utf-16le'
    if (isUtf16 && even > 4 * odd) return 'utf-16be'
    throw new UnreadableFile('not_a_sheet')
  }
  if (bytes.includes(ESCAPE) && isWellFormed(bytes, 'iso-2022-jp')) return 'iso-2022-jp'
  if (isWellFormed(bytes, 'utf-8')) return 'utf-8'
  const fitting = (['cp932', 'euc-jp'] as const).filter((encoding) => isWellFormed(bytes, encoding))
  if (fitting.length === 2) return halfWidthKana(bytes, 'euc-jp') < halfWidthKana(bytes, 'cp932') ? 'euc-jp' : 'cp932'
  if (fitting[0]) return fitting[0]
  throw new UnreadableFile('unknown_encoding')
}

/**
 * Decodes piece by piece, without the byte order mark. A byte that the encoding does not know ends it: no letter of a
 * name is ever replaced silently.
 * @throws UnreadableFile `unknown_encoding`, `not_a_sheet` (a NUL)
 */
export function* decodedText(bytes: Uint8Array, encoding: TextEncoding, pieceBytes = 65_536): Generator<string> {
  const decode = decoder(encoding)
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const isLast = at + pieceBytes >= bytes.length
    const text = decode(bytes.subarray(at, at + pieceBytes), isLast)
    if (text.includes('\0')) throw new UnreadableFile('not_a_sheet')
    yield text
  }
}

function decoder(encoding: TextEncoding): (piece: Uint8Array, isLast: boolean) => string {
  const unknown = (cause?: unknown): never => {
    throw new UnreadableFile('unknown_encoding', { encoding }, cause)
  }
  if (encoding !== 'cp932') {
    const decoder = new TextDecoder(encoding, { fatal: true })
    return (piece, isLast) => {
      try {
        return decoder.decode(piece, { stream: !isLast })
      } catch (cause) {
        return unknown(cause)
      }
    }
  }
  const cp932 = iconv.getDecoder('cp932')
  return (piece, isLast) => {
    const text =
      cp932.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length)) + ((isLast && cp932.end()) || '')
    // 0x80, 0xA0, 0xFD–0xFF have no character; some tables answer C1 controls and the like for them.
    return /[\uFFFD\u0080-\u00A0\uF8F0-\uF8F3]/.test(text) ? unknown() : text
  }
}

function isWellFormed(bytes: Uint8Array, encoding: TextEncoding): boolean {
  try {
    for (const _ of decodedText(bytes, encoding));
    return true
  } catch (cause) {
    if (cause instanceof UnreadableFile && cause.reason === 'unknown_encoding') return false
    throw cause
  }
}

/** Of the first pieces of a text. */
function halfWidthKana(bytes: Uint8Array, encoding: TextEncoding): number {
  let [count, seen] = [0, 0]
  for (const text of decodedText(bytes, encoding)) {
    count += text.match(/[\uFF61-\uFF9F]/g)?.length ?? 0
    seen += text.length
    if (seen > 1_000_000) break
  }
  return count
}

function zeroBytes(bytes: Uint8Array): [even: number, odd: number] {
  const counts: [number, number] = [0, 0]
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) counts[(at % 2) as 0 | 1]++
  return counts
}
