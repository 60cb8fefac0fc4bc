import { FILTER_BLOCK, filterOf, filterSize, mayBeIn } from '../../engines/pii/index.ts'
import type { SealedFile } from './read-file.ts'
import { openPages, type SealedPages } from './sealed-pages.ts'

/**
 * The fingerprints of one dataset, as the content of a file in the vault that is written once, and erased when the data
 * are disposed of. It holds keyed hashes in their order and nothing else: no name, no place of a row, not whose they are.
 *
 * prints (u64 each, ascending, each once) · every 8,192nd of them (u64 each) · their filter: tags (u16 each), heads (u32
 * each), both filled up to eight bytes · `SKPRINT3` · count (u64). Little-endian. So a frame of the vault (64 KiB) is a
 * page: a look-up decrypts the filter, a quarter of the prints, and one page for each print that may be there.
 */
const MAGIC = Buffer.from('SKPRINT3')
const TAIL_BYTES = 16
const PAGE = 8192
const PAGE_BYTES = 8 * PAGE

/** The content is no segment, or a part of it is missing. */
export class SegmentDamage extends Error {}

export interface PrintSegment {
  readonly count: number
  /** Which of these ascending prints are in it: marks their places in `hits`. */
  match(prints: BigUint64Array, hits: Uint8Array): void
  close(): void
}

/** The content of a segment, for `vault.receive`, and how many different prints it holds. */
export function segmentContent(prints: BigUint64Array): { readonly count: number; readonly pieces: Uint8Array[] } {
  const sorted = distinct(prints.slice().sort())
  const fences = sorted.filter((_, at) => at % PAGE === 0)
  const tail = Buffer.alloc(TAIL_BYTES)
  MAGIC.copy(tail)
  tail.writeBigUInt64LE(BigInt(sorted.length), 8)
  const { tags, heads } = filterOf(sorted)
  return { count: sorted.length, pieces: [bytesOf(sorted), bytesOf(fences), filled(tags), filled(heads), tail] }
}

/** @throws SegmentDamage, VaultDamage */
export function openSegment(file: SealedFile): PrintSegment {
  const pages = openPages(file)
  try {
    return segmentOf(pages)
  } catch (cause) {
    pages.close()
    throw cause
  }
}

function segmentOf(pages: SealedPages): PrintSegment {
  const { byteCount, frameBytes } = pages
  if (frameBytes !== PAGE_BYTES || byteCount < TAIL_BYTES) throw new SegmentDamage('not a segment')
  const tail = bytesAt(pages, byteCount - TAIL_BYTES, TAIL_BYTES)
  const count = Number(tail.readBigUInt64LE(8))
  const fenceCount = Math.ceil(count / PAGE)
  const filterAt = 8 * (count + fenceCount)
  const size = filterSize(count)
  const headsAt = filterAt + toEight(2 * size.tags)
  const isWhole = byteCount === headsAt + toEight(4 * size.heads) + TAIL_BYTES
  if (!tail.subarray(0, 8).equals(MAGIC) || !isWhole) throw new SegmentDamage('not a segment')
  const fences = printsIn(bytesAt(pages, 8 * count, 8 * fenceCount))
  return {
    count,
    match(prints, hits) {
      let loaded = -1
      let page = new BigUint64Array()
      const heads = new Uint32Array(bytesAt(pages, headsAt, 4 * size.heads).buffer)
      for (const i of mayBeIn({ heads, tagsOf: tagPages(pages, filterAt, size.tags) }, prints)) {
        const print = prints[i]!
        const wanted = lastNotAbove(fences, print, fenceCount)
        if (wanted < 0) continue
        if (wanted !== loaded) {
          page = printsIn(pages.frame(wanted).subarray(0, 8 * Math.min(PAGE, count - wanted * PAGE)))
          loaded = wanted
        }
        const at = lastNotAbove(page, print, page.length)
        if (at >= 0 && page[at] === print) hits[i] = 1
      }
    },
    close: () => pages.close(),
  }
}

/** Tags of blocks, out of the two frames that were opened last: a block may lie in both. */
function tagPages(pages: SealedPages, from: number, count: number): (block: number) => Uint16Array {
  let at = -1
  let frame: Buffer = Buffer.alloc(0)
  let next: Buffer | undefined
  return (block) => {
    const begin = from + 2 * FILTER_BLOCK * block
    const length = 2 * Math.min(FILTER_BLOCK, count - FILTER_BLOCK * block)
    const index = Math.floor(begin / pages.frameBytes)
    if (index !== at) {
      frame = index === at + 1 && next ? next : pages.frame(index)
      at = index
      next = undefined
    }
    const offset = begin - index * pages.frameBytes
    const here = frame.subarray(offset, offset + length)
    if (here.length === length) return tagsIn(here)
    next ??= pages.frame(index + 1)
    return tagsIn(Buffer.concat([here, next.subarray(0, length - here.length)]))
  }
}

function tagsIn(bytes: Buffer): Uint16Array {
  return bytes.byteOffset % 2 === 0
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
    : new Uint16Array(new Uint8Array(bytes).buffer)
}

/** A part of the content in memory of its own, so that numbers of any size lie right in it. */
function bytesAt(pages: SealedPages, from: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(length))
  for (let at = 0; at < length;) {
    const index = Math.floor((from + at) / pages.frameBytes)
    at += pages.frame(index).copy(bytes, at, from + at - index * pages.frameBytes)
  }
  return bytes
}

/** The last place whose print is not above the given one; -1 where all are. */
function lastNotAbove(sorted: BigUint64Array, print: bigint, size: number): number {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= print) low = middle + 1
    else high = middle
  }
  return low - 1
}

function distinct(sorted: BigUint64Array): BigUint64Array {
  let kept = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!
  }
  return sorted.subarray(0, kept)
}

/** Numbers must lie where the processor wants them: a part of a buffer is copied when it does not. */
function printsIn(bytes: Buffer): BigUint64Array<ArrayBuffer> {
  const lies = bytes.byteOffset % 8 === 0 && bytes.buffer instanceof ArrayBuffer
  return lies
    ? new BigUint64Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 8))
    : new BigUint64Array(new Uint8Array(bytes).buffer)
}

const toEight = (byteCount: number) => Math.ceil(byteCount / 8) * 8

function filled(numbers: Uint16Array | Uint32Array): Uint8Array {
  const bytes = new Uint8Array(toEight(numbers.byteLength))
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  return bytes
}

const bytesOf = (prints: BigUint64Array) => new Uint8Array(prints.buffer, prints.byteOffset, prints.byteLength)
