/** What a byte of a value asks for: the bits of all bytes together say how the value is to be read. */
export const ASKS = { decoding: 1, care: 2, noIndex: 4 } as const

/** By byte: beyond ASCII; a reference, line end or `_x000D_` perhaps; no digit. */
export const ASKS_OF: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, byte) => {
  const isDigit = byte >= 0x30 && byte <= 0x39
  const asksCare = byte === 0x26 || byte === 0x0d || byte === 0x5f
  return (byte > 0x7f ? ASKS.decoding : 0) | (asksCare ? ASKS.care : 0) | (isDigit ? 0 : ASKS.noIndex)
})

/** The text of some bytes, given their hash (any good one) and what they ask for. */
export type ByteTexts = (bytes: Buffer, from: number, until: number, hash: number, asks: number) => string

const SLOTS = 2 ** 13
const LONGEST = 48

/**
 * Texts of bytes of valid UTF-8. Cells repeat each other (departments, ranks, towns): what was made lately is not made
 * again, so that a sheet in memory holds each such text once. A text holds on to nothing but itself.
 */
export function byteTexts(): ByteTexts {
  const kept: string[] = Array.from({ length: SLOTS }, () => '')
  const lengths = new Uint8Array(SLOTS)
  const places = new Uint8Array(SLOTS * LONGEST)
  return (bytes, from, until, hash, asks) => {
    const length = until - from
    if (length > LONGEST) return made(bytes, from, until, asks)
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    const place = slot * LONGEST
    if (lengths[slot] === length) {
      let k = 0
      while (k < length && places[place + k] === bytes[from + k]) k++
      if (k === length) return kept[slot]!
    }
    lengths[slot] = length
    for (let k = 0; k < length; k++) places[place + k] = bytes[from + k]!
    return (kept[slot] = made(bytes, from, until, asks))
  }
}

function made(bytes: Buffer, from: number, until: number, asks: number): string {
  return (asks & ASKS.decoding) === 0 ? bytes.toString('latin1', from, until) : bytes.toString('utf8', from, until)
}
