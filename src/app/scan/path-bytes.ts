import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'

/**
 * A name on the disk is bytes, and on shares that Windows or an older server wrote to they are CP932 more often than UTF-8.
 * As text each byte that is no UTF-8 stands as a code unit of its own (U+EF80 … U+EFFF), so that every name has one text
 * and every text leads back to its file. Letters of that private area themselves are told byte by byte.
 */
const RAW = 0xef00
const HAS_RAW = /[\uef80-\uefff]/

/** The text of a path; the same bytes have the same text, other bytes another. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8')
    if (!HAS_RAW.test(text)) return text
  }
  const out: string[] = []
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at]!)
    const piece = bytes.subarray(at, at + length)
    const letter = length > 0 && piece.length === length && isUtf8(piece) ? piece.toString('utf8') : undefined
    if (letter !== undefined && !HAS_RAW.test(letter)) {
      out.push(letter)
      at += length
    } else {
      out.push(String.fromCharCode(RAW + bytes[at]!))
      at++
    }
  }
  return out.join('')
}

/** How long the sequence of UTF-8 is that begins with this byte; 0 where none does. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1
  if (byte < 0xc0) return 0
  if (byte < 0xe0) return 2
  return byte < 0xf0 ? 3 : 4
}

/** What the disk is asked for: the text itself, or the bytes where it is not all text. */
export function pathBytes(path: string): string | Buffer {
  if (!HAS_RAW.test(path)) return path
  return Buffer.concat(
    path
      .split(/([\uef80-\uefff])/)
      .map((piece) => (HAS_RAW.test(piece) ? Buffer.of(piece.charCodeAt(0) - RAW) : Buffer.from(piece))),
  )
}

/** The path for people, name by name: in CP932 or EUC-JP where that is what the bytes are. It leads to no file. */
export function shownPath(path: string): string {
  return HAS_RAW.test(path) ? path.split('/').map(shownName).join('/') : path
}

function shownName(name: string): string {
  const bytes = pathBytes(name)
  if (typeof bytes === 'string') return bytes
  for (const encoding of ['shift_jis', 'euc-jp']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
  }
  return bytes.toString('utf8')
}

/** Where a path lies, by whatever links; as text. */
export async function realPath(path: string): Promise<string> {
  return pathText(await realpath(pathBytes(path), { encoding: 'buffer' }))
}

/** A path that was typed, as text: what the runtime hands over has lost bytes that are no UTF-8; the system knows them still. */
export function typedPath(argument: string): string {
  if (!argument.includes('\ufffd')) return argument
  try {
    const all = readFileSync('/proc/self/cmdline').toString('latin1').split('\0')
    const bytes = all.map((one) => Buffer.from(one, 'latin1')).find((one) => one.toString('utf8') === argument)
    return bytes ? pathText(bytes) : argument
  } catch {
    return argument
  }
}
