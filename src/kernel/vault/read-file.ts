import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { VaultDamage } from './damage.ts'
import {
  DEFAULT_FRAME_BYTES,
  type FrameKey,
  frameBytesOf,
  HEADER_BYTES,
  layoutOf,
  openFrame,
  storedBytesOf,
  TAG_BYTES,
} from './frames.ts'

/** All that is needed to read a content, independent of any transaction. */
export interface SealedFile {
  readonly fileId: string
  readonly path: string
  /** Where it lies until it is at its own place. */
  readonly bundle?: { readonly path: string; readonly offset: number } | undefined
  readonly key: Buffer
  readonly byteCount: number
}

/** Bytes of plain content: `from` inclusive, `until` exclusive. */
export interface ByteRange {
  readonly from: number
  readonly until: number
}

const FRAMES_AT_ONCE = 16
const FIRST_BYTES = HEADER_BYTES + 2 * (DEFAULT_FRAME_BYTES + TAG_BYTES)

/**
 * The plain content, or a range of it, as a stream. Each frame is verified before a byte of it is handed out; a damaged
 * file ends the stream with `VaultDamage`. The file is opened when the first byte is asked for.
 */
export function readSealed(file: SealedFile, range?: ByteRange): Readable {
  return Readable.from(plainPieces(file, range), { objectMode: false })
}

export async function* plainPieces(
  file: SealedFile,
  range: ByteRange = { from: 0, until: file.byteCount },
): AsyncGenerator<Buffer> {
  const { fileId, byteCount } = file
  const { handle, offset } = await openFile(file)
  try {
    const { size: wholeSize } = await handle.stat()
    // In a bundle others follow.
    const size = offset > 0 ? Math.min(Math.max(0, wholeSize - offset), storedBytesOf(byteCount)) : wholeSize
    const isFromStart = range.from === 0 && range.until > 0
    // A content that is read from its beginning comes with its header, a small one by this one read.
    let held = await readAt(handle, offset, {
      from: 0,
      until: Math.min(size, isFromStart ? FIRST_BYTES : HEADER_BYTES),
    })
    let heldFrom = 0
    const header = held.subarray(0, HEADER_BYTES)
    const frameBytes = frameBytesOf(header, fileId)
    const { frameCount, fileBytes } = layoutOf(byteCount, frameBytes)
    if (size !== fileBytes) throw new VaultDamage(fileId, `${size} bytes long instead of ${fileBytes}`)
    const by: FrameKey = { fileId, key: file.key, header: Buffer.from(header) }
    const until = Math.min(range.until, byteCount)
    const from = Math.max(0, Math.min(range.from, until))
    const sealedBytes = frameBytes + TAG_BYTES
    const placeOf = (frame: number) => Math.min(HEADER_BYTES + frame * sealedBytes, size)
    let index = Math.min(Math.floor(from / frameBytes), frameCount - 1)
    const end = Math.max(index + 1, Math.ceil(until / frameBytes))
    for (; index < end; index++) {
      if (placeOf(index) < heldFrom || placeOf(index + 1) > heldFrom + held.length) {
        heldFrom = placeOf(index)
        held = await readAt(handle, offset, { from: heldFrom, until: placeOf(Math.min(end, index + FRAMES_AT_ONCE)) })
      }
      const sealed = held.subarray(placeOf(index) - heldFrom, placeOf(index + 1) - heldFrom)
      const plain = openFrame(by, index, index === frameCount - 1, sealed)
      const start = index * frameBytes
      const piece = plain.subarray(Math.max(0, from - start), Math.max(0, Math.min(plain.length, until - start)))
      if (piece.length > 0) yield piece
    }
  } finally {
    await handle.close()
  }
}

/** Where it lies: at its own place, or still in its bundle. It may be placed between the two looks. */
async function openFile({ fileId, path, bundle }: SealedFile): Promise<{ handle: FileHandle; offset: number }> {
  const own = await openIfThere(path)
  if (own) return { handle: own, offset: 0 }
  const shared = bundle && (await openIfThere(bundle.path))
  if (shared) return { handle: shared, offset: bundle.offset }
  const placed = bundle && (await openIfThere(path))
  if (placed) return { handle: placed, offset: 0 }
  throw new VaultDamage(fileId, 'its file is missing')
}

const openIfThere = (path: string): Promise<FileHandle | undefined> =>
  open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    return undefined
  })

/** As much of it as there is. */
async function readAt(handle: FileHandle, offset: number, { from, until }: ByteRange): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(until - from)
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, offset + from + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
