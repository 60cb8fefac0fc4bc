import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { VaultDamage } from './damage.ts'
import { type FrameKey, frameBytesOf, HEADER_BYTES, layoutOf, openFrame, TAG_BYTES } from './frames.ts'

/** All that is needed to read a content, independent of any transaction. */
export interface SealedFile {
  readonly fileId: string
  readonly path: string
  readonly key: Buffer
  readonly byteCount: number
}

/** Bytes of plain content: `from` inclusive, `until` exclusive. */
export interface ByteRange {
  readonly from: number
  readonly until: number
}

const FRAMES_AT_ONCE = 16

/**
 * The plain content, or a range of it, as a stream. Each frame is verified before a byte of it is handed out; a damaged
 * file ends the stream with `VaultDamage`. The file is opened when the first byte is asked for.
 */
export function readSealed(file: SealedFile, range: ByteRange = { from: 0, until: file.byteCount }): Readable {
  return Readable.from(plainPieces(file, range), { objectMode: false })
}

async function* plainPieces(file: SealedFile, range: ByteRange): AsyncGenerator<Buffer> {
  const { fileId, byteCount } = file
  const handle = await open(file.path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new VaultDamage(fileId, 'its file is missing') : cause
  })
  try {
    const header = await readAt(handle, 0, HEADER_BYTES)
    const frameBytes = frameBytesOf(header, fileId)
    const { frameCount, fileBytes } = layoutOf(byteCount, frameBytes)
    const { size } = await handle.stat()
    if (size !== fileBytes) throw new VaultDamage(fileId, `${size} bytes long instead of ${fileBytes}`)
    const by: FrameKey = { fileId, key: file.key, header }
    const until = Math.min(range.until, byteCount)
    const from = Math.max(0, Math.min(range.from, until))
    let index = Math.min(Math.floor(from / frameBytes), frameCount - 1)
    const end = Math.max(index + 1, Math.ceil(until / frameBytes))
    while (index < end) {
      const count = Math.min(FRAMES_AT_ONCE, end - index)
      const sealedBytes = frameBytes + TAG_BYTES
      const sealed = await readAt(handle, HEADER_BYTES + index * sealedBytes, count * sealedBytes)
      for (let n = 0; n < count; n++, index++) {
        const isLast = index === frameCount - 1
        const plain = openFrame(by, index, isLast, sealed.subarray(n * sealedBytes, (n + 1) * sealedBytes))
        const start = index * frameBytes
        const piece = plain.subarray(Math.max(0, from - start), Math.max(0, Math.min(plain.length, until - start)))
        if (piece.length > 0) yield piece
      }
    }
  } finally {
    await handle.close()
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { size } = await handle.stat()
  const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - position)))
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
