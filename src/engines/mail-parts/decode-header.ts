import { decodeWords } from 'postal-mime'

/**
 * The text of a header value: raw 8-bit and ISO-2022-JP bytes guessed, then RFC 2047 words decoded, control characters
 * out. For people to read and for rules to compare; the mail itself keeps its bytes.
 *
 * Guess, in this order: ISO-2022-JP (has its escape), UTF-8 (strict), Shift_JIS as Windows writes it (CP932), EUC-JP
 * and, when nothing fits, Latin-1, which always does.
 */
export function decodeHeader(value: Uint8Array): string {
  return decodeWords(guessText(value))
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .toWellFormed()
    .trim()
}

const strictly = (charset: string) => new TextDecoder(charset, { fatal: true, ignoreBOM: true })
/** Where ISO-2022-JP changes its character set. */
const ESCAPE = 0x1b

/** The text before encoded words are decoded: structure (commas, angle brackets) must be read from this one. */
export function guessText(value: Uint8Array): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const isAscii = !bytes.some((byte) => byte > 0x7f)
  if (isAscii && !bytes.includes(ESCAPE)) return bytes.toString('latin1')
  const charsets = isAscii ? ['iso-2022-jp'] : ['utf-8', 'shift_jis', 'euc-jp']
  for (const charset of charsets) {
    try {
      return strictly(charset).decode(bytes)
    } catch {
      // Not this charset: the next one.
    }
  }
  return bytes.toString('latin1')
}
