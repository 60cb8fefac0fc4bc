import { UnreadableFile } from '../unreadable-file.ts'
import { oldText } from './property-set.ts'

/** One record of a BIFF8 stream, with those that continue it. */
export interface BiffRecord {
  readonly type: number
  /** Its own bytes, then those of each CONTINUE. */
  readonly pieces: readonly Buffer[]
  readonly until: number
}

export const CONTINUE = 0x3c

/** @throws UnreadableFile `damaged` where the stream is cut off */
export function* biffRecords(stream: Buffer, from: number): Generator<BiffRecord> {
  let at = from
  while (at + 4 <= stream.length) {
    const type = stream.readUInt16LE(at)
    const pieces: Buffer[] = []
    for (let next = type; next === type || next === CONTINUE;) {
      const length = stream.readUInt16LE(at + 2)
      if (at + 4 + length > stream.length) throw new UnreadableFile('damaged', { part: 'record' })
      pieces.push(stream.subarray(at + 4, at + 4 + length))
      at += 4 + length
      next = at + 4 <= stream.length && stream.readUInt16LE(at) === CONTINUE ? CONTINUE : -1
    }
    yield { type, pieces, until: at }
  }
}

/** Reads along the pieces of a record, across their edges. */
export interface BiffReader {
  left(): boolean
  u8(): number
  u16(): number
  u32(): number
  skip(count: number): void
  /**
   * Characters of a string whose flags say whether they take two bytes. Where a piece ends within them, the next one
   * begins with flags of its own (MS-XLS 2.5.293).
   */
  characters(count: number, isWide: boolean): string
}

export function biffReader(pieces: readonly Buffer[]): BiffReader {
  let [piece, at] = [0, 0]
  const here = () => {
    while (piece < pieces.length && at >= pieces[piece]!.length) {
      piece++
      at = 0
    }
    return pieces[piece]
  }
  const u8 = () => {
    const bytes = here()
    if (!bytes) throw new UnreadableFile('damaged', { part: 'record' })
    return bytes[at++]!
  }
  const u16 = () => u8() | (u8() << 8)
  return {
    left: () => here() !== undefined,
    u8,
    u16,
    u32: () => u16() + u16() * 65_536,
    skip(count) {
      for (let left = count; left > 0;) {
        const bytes = here()
        if (!bytes) throw new UnreadableFile('damaged', { part: 'record' })
        const step = Math.min(left, bytes.length - at)
        at += step
        left -= step
      }
    },
    characters(count, isWide) {
      let [text, wide] = ['', isWide]
      for (let left = count; left > 0;) {
        const bytes = pieces[piece]
        if (!bytes) throw new UnreadableFile('damaged', { part: 'text' })
        if (at >= bytes.length) {
          piece++
          at = 0
          if (!pieces[piece]) throw new UnreadableFile('damaged', { part: 'text' })
          wide = (u8() & 1) !== 0
          continue
        }
        const size = wide ? 2 : 1
        const taken = Math.min(left, Math.floor((bytes.length - at) / size))
        if (taken === 0) throw new UnreadableFile('damaged', { part: 'text' })
        text += bytes.toString(wide ? 'utf16le' : 'latin1', at, at + taken * size)
        at += taken * size
        left -= taken
      }
      return text
    },
  }
}

/** A string with its length before it, in two bytes or one (XLUnicodeString, ShortXLUnicodeString). */
export function biffString(reader: BiffReader, isShort = false): string {
  const count = isShort ? reader.u8() : reader.u16()
  if (count === 0 && !reader.left()) return ''
  const flags = reader.u8()
  const runs = flags & 8 ? reader.u16() : 0
  const extra = flags & 4 ? reader.u32() : 0
  const text = reader.characters(count, (flags & 1) !== 0)
  reader.skip(runs * 4 + extra)
  return text
}

/** A string of before BIFF8, in the code page of its Windows. */
export const oldBiffString = (bytes: Buffer, at: number, length: number) => oldText(bytes.subarray(at, at + length))
