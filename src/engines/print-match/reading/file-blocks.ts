import type { ByteSource } from '../../documents/index.ts'
import { BLOCK_BYTES } from './thread-messages.ts'

const KEPT_BLOCKS = 8

/** The block of a file that begins at `position`: fewer bytes at the end of it. */
export type FileBlocks = (file: number, position: number) => Promise<Uint8Array>

/**
 * Blocks of files for threads that go through them side by side: each is read once for all of them, and where somebody reads
 * on and on, the next one before it is asked for.
 */
export function fileBlocks(sources: readonly ByteSource[]): FileBlocks {
  const kept = new Map<string, Promise<Uint8Array>>()
  const blockAt = (file: number, position: number): Promise<Uint8Array> => {
    const name = nameOf(file, position)
    const block = kept.get(name) ?? readRange(sources[file]!, position)
    kept.delete(name)
    kept.set(name, block)
    if (kept.size > KEPT_BLOCKS) kept.delete(kept.keys().next().value!)
    return block
  }
  return (file, position) => {
    const next = position + BLOCK_BYTES
    const readsOn = kept.has(nameOf(file, position - BLOCK_BYTES)) && next < sources[file]!.byteCount
    const block = blockAt(file, position)
    if (readsOn) blockAt(file, next).catch(() => undefined) // told to whoever asks for it
    return block
  }
}

const nameOf = (file: number, position: number) => `${file} ${position}`

async function readRange({ byteCount, open }: ByteSource, from: number): Promise<Uint8Array> {
  const until = Math.min(from + BLOCK_BYTES, byteCount)
  const bytes = new Uint8Array(until - from)
  let length = 0
  for await (const piece of open({ from, until })) {
    bytes.set(piece as Uint8Array, length)
    length += (piece as Uint8Array).length
  }
  return bytes.subarray(0, length)
}
