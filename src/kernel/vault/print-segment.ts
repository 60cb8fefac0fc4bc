import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/**
 * The fingerprints of one dataset, in a file that is written once, and removed when the data are disposed of. It holds
 * keyed hashes in their order and nothing else: no name, no place of a row, not whose they are.
 *
 * `SKPRINT1` · count (u64) · prints (u64 each, ascending, each once) · every 512th of them (u64 each). Little-endian.
 */
const MAGIC = Buffer.from('SKPRINT1')
const HEAD_BYTES = 16
/** Prints to a page of 4 KiB: a look-up reads one. */
const PAGE = 512

/** The file is no segment, or a part of it is missing. */
export class SegmentDamage extends Error {}

export interface PrintSegment {
  readonly count: number
  /** Which of these ascending prints are in it: marks their places in `hits`. */
  match(prints: BigUint64Array, hits: Uint8Array): void
  close(): void
}

/** Writes a segment; durable when it resolves. @returns how many different prints it holds */
export async function writeSegment(path: string, prints: BigUint64Array): Promise<number> {
  const sorted = distinct(prints.slice().sort())
  const fences = sorted.filter((_, at) => at % PAGE === 0)
  const head = Buffer.alloc(HEAD_BYTES)
  MAGIC.copy(head)
  head.writeBigUInt64LE(BigInt(sorted.length), 8)
  const arriving = `${path}.arriving`
  let file: FileHandle | undefined
  try {
    file = await open(arriving, 'w', 0o600)
    for (const piece of [head, bytesOf(sorted), bytesOf(fences)]) await file.appendFile(piece)
    await file.sync()
    await file.close()
    file = undefined
    await rename(arriving, path)
  } catch (cause) {
    await file?.close()
    await rm(arriving, { force: true })
    throw cause
  }
  return sorted.length
}

/** @throws SegmentDamage */
export function openSegment(path: string): PrintSegment {
  const file = openSync(path, 'r')
  try {
    return segmentOf(file, path)
  } catch (cause) {
    closeSync(file)
    throw cause
  }
}

function segmentOf(file: number, path: string): PrintSegment {
  const head = Buffer.alloc(HEAD_BYTES)
  readSync(file, head, 0, HEAD_BYTES, 0)
  const count = Number(head.readBigUInt64LE(8))
  const fenceCount = Math.ceil(count / PAGE)
  const isWhole = fstatSync(file).size === HEAD_BYTES + 8 * (count + fenceCount)
  if (!head.subarray(0, 8).equals(MAGIC) || !isWhole) throw new SegmentDamage(path)
  const fences = new BigUint64Array(fenceCount)
  readWhole(file, fences, HEAD_BYTES + 8 * count)
  const page = new BigUint64Array(PAGE)
  return {
    count,
    match(prints, hits) {
      let [loaded, size] = [-1, 0]
      let at = 0
      for (let i = 0; i < prints.length; i++) {
        const print = prints[i]!
        const wanted = lastNotAbove(fences, print, fenceCount)
        if (wanted < 0) continue
        if (wanted !== loaded) {
          size = Math.min(PAGE, count - wanted * PAGE)
          readWhole(file, page.subarray(0, size), HEAD_BYTES + 8 * PAGE * wanted)
          loaded = wanted
        }
        at = lastNotAbove(page, print, size)
        if (at >= 0 && page[at] === print) hits[i] = 1
      }
    },
    close: () => closeSync(file),
  }
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

function readWhole(file: number, into: BigUint64Array, position: number): void {
  const bytes = bytesOf(into)
  if (readSync(file, bytes, 0, bytes.length, position) !== bytes.length) throw new SegmentDamage('cut off')
}

function distinct(sorted: BigUint64Array): BigUint64Array {
  let kept = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!
  }
  return sorted.subarray(0, kept)
}

const bytesOf = (prints: BigUint64Array) => new Uint8Array(prints.buffer, prints.byteOffset, prints.byteLength)
