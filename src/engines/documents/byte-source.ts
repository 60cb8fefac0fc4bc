import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import { RandomAccessReader } from 'yauzl'

/** A content of which any range can be read, as often as needed: a file of the vault, or bytes in memory. */
export interface ByteSource {
  readonly byteCount: number
  /** `from` inclusive, `until` exclusive. */
  readonly open: (range: { readonly from: number; readonly until: number }) => Readable
}

export function bytesOf(bytes: Uint8Array): ByteSource {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { byteCount: all.length, open: ({ from, until }) => Readable.from([all.subarray(from, until)]) }
}

/** Fewer bytes than asked for where the content ends. */
export async function readAt(source: ByteSource, from: number, length: number): Promise<Buffer> {
  const until = Math.min(from + length, source.byteCount)
  return from < until ? buffer(source.open({ from, until })) : Buffer.alloc(0)
}

const BLOCK_BYTES = 128 * 1024

/** For yauzl, which reads a directory in pieces of a few bytes: they come from a block that is kept. */
export function readerOf(source: ByteSource): RandomAccessReader {
  let block: { from: number; bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) }
  const piece = async (position: number, length: number): Promise<Buffer> => {
    const isKept = position >= block.from && position + length <= block.from + block.bytes.length
    if (!isKept) block = { from: position, bytes: await readAt(source, position, Math.max(length, BLOCK_BYTES)) }
    return block.bytes.subarray(position - block.from, position - block.from + length)
  }
  const readInto = async (target: Buffer, offset: number, length: number, position: number) => {
    const bytes = await piece(position, length)
    bytes.copy(target, offset)
    if (bytes.length < length) throw new Error('unexpected EOF')
  }
  async function* piecewise(from: number, until: number) {
    yield await piece(from, until - from)
  }
  const made = new (RandomAccessReader as unknown as new () => RandomAccessReader)()
  return Object.assign(made, {
    read: callbackify(readInto),
    // Ten thousand small members lie side by side: most of them are in the block already.
    _readStreamForRange: (from: number, until: number) =>
      until - from > BLOCK_BYTES ? source.open({ from, until }) : Readable.from(piecewise(from, until)),
  })
}
