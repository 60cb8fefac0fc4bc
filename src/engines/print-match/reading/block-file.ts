import { BLOCK_BYTES } from './thread-messages.ts'

const KEPT_BLOCKS = 16

/** Ranges of a file of any size out of the few blocks of it that were used last. */
export interface BlockFile {
  readonly byteCount: number
  /** @returns false where the range is not all inside the file, or could not be read */
  copyInto(target: Uint8Array, position: number): boolean
}

/** @param readBlock up to `length` bytes from `position` on, at once: fewer at the end only. They are copied. */
export function blockFile(byteCount: number, readBlock: (position: number, length: number) => Uint8Array): BlockFile {
  const blocks = new Map<number, Uint8Array>()
  const block = (number: number): Uint8Array => {
    const kept = blocks.get(number)
    if (kept) {
      blocks.delete(number)
      blocks.set(number, kept)
      return kept
    }
    const from = number * BLOCK_BYTES
    const read = readBlock(from, Math.min(BLOCK_BYTES, byteCount - from))
    const room = roomForBlock()
    room.set(read)
    const bytes = room.subarray(0, read.length)
    blocks.set(number, bytes)
    return bytes
  }
  /** The memory of the block that was not used for longest: new memory for each would wait in heaps to be collected. */
  const roomForBlock = (): Uint8Array => {
    if (blocks.size < KEPT_BLOCKS) return new Uint8Array(Math.min(BLOCK_BYTES, byteCount))
    const [number, bytes] = blocks.entries().next().value!
    blocks.delete(number)
    return new Uint8Array(bytes.buffer)
  }
  return {
    byteCount,
    copyInto(target, position) {
      if (position < 0 || position + target.length > byteCount) return false
      for (let done = 0; done < target.length;) {
        const at = position + done
        const bytes = block(Math.floor(at / BLOCK_BYTES))
        const offset = at % BLOCK_BYTES
        const piece = bytes.subarray(offset, offset + target.length - done)
        if (piece.length === 0) return false
        target.set(piece, done)
        done += piece.length
      }
      return true
    },
  }
}
