import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { syncFolder } from './durable-file.ts'
import { DEFAULT_FRAME_BYTES, type FrameKey, frameHeader, sealFrame } from './frames.ts'
import type { VaultFolder } from './vault-folder.ts'

/** A content that lies encrypted and durable in the vault, and that no row names yet. */
export interface PendingFile {
  readonly id: string
  /** Of the plain content, lower-case hex. */
  readonly sha256: string
  /** Of the plain content. */
  readonly byteCount: number
}

export interface Received {
  readonly pending: PendingFile
  readonly dataKey: Buffer
}

/** Bytes that are handed to the disk at once: big enough for the disk, small enough for many uploads side by side. */
const WRITE_BYTES = 512 * 1024
const MOST_PIECES = 64

/**
 * Encrypts a stream into the vault's folder; memory stays constant, whatever its size. When it resolves, the file and
 * its name are on the disk. When it throws, nothing of it is left.
 * @param source what it yields it leaves alone afterwards
 * @throws Refusal `file_too_large`, `storage_full`
 */
export async function receiveFile(
  folder: VaultFolder,
  source: AsyncIterable<Uint8Array>,
  limitBytes = Number.MAX_SAFE_INTEGER,
): Promise<Received> {
  const id = newId()
  const dataKey = randomBytes(32)
  const arriving = folder.arrivingPath(id)
  try {
    const handle = await open(arriving, 'wx', 0o600)
    let content
    try {
      const by = { fileId: id, key: createSecretKey(dataKey), header: frameHeader(id, DEFAULT_FRAME_BYTES) }
      content = await writeFrames(handle, by, source, limitBytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    const path = folder.pathOf(id)
    await rename(arriving, path)
    await syncFolder(dirname(path))
    return { pending: { id, ...content }, dataKey }
  } catch (cause) {
    await rm(arriving, { force: true }).catch(() => undefined)
    throw clearly(cause)
  }
}

async function writeFrames(handle: FileHandle, by: FrameKey, source: AsyncIterable<Uint8Array>, limitBytes: number) {
  const hash = createHash('sha256')
  // The pieces of one frame as they came: nothing is copied before it is encrypted.
  let frame: Uint8Array[] = []
  let [byteCount, filled, index] = [0, 0, 0]
  let waiting: Buffer[] = [by.header]
  let waitingBytes = by.header.length
  const flush = async () => {
    await writeAll(handle, waiting, waitingBytes)
    waiting = []
    waitingBytes = 0
  }
  const seal = (isLast: boolean) => {
    for (const piece of sealFrame(by, index, isLast, ...frame)) {
      waiting.push(piece)
      waitingBytes += piece.length
    }
    index += 1
    frame = []
    filled = 0
  }
  for await (const chunk of source) {
    byteCount += chunk.length
    if (byteCount > limitBytes) {
      throw new Refusal('file_too_large', { limitMegabytes: Math.floor((limitBytes / 1024 ** 2) * 10) / 10 })
    }
    hash.update(chunk)
    for (let from = 0; from < chunk.length;) {
      // A full frame is sealed only when more follows: the last one is marked as the last.
      if (filled === DEFAULT_FRAME_BYTES) seal(false)
      if (waitingBytes >= WRITE_BYTES) await flush()
      const part = chunk.subarray(from, from + DEFAULT_FRAME_BYTES - filled)
      frame.push(part)
      // A source of crumbs must not become a list of crumbs.
      if (frame.length === MOST_PIECES) frame = [Buffer.concat(frame)]
      filled += part.length
      from += part.length
    }
  }
  seal(true)
  await flush()
  return { byteCount, sha256: hash.digest('hex') }
}

async function writeAll(handle: FileHandle, pieces: Buffer[], byteCount: number): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces)
  if (bytesWritten === byteCount) return
  // A disk that fills up writes a part first and says why only when it is asked for the rest.
  await handle.writeFile(Buffer.concat(pieces).subarray(bytesWritten))
}

function clearly(cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
    ? Object.assign(new Refusal('storage_full'), { cause })
    : cause
}
