import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { BundlePlace } from './bundle.ts'
import { DEFAULT_FRAME_BYTES, type FrameKey, frameHeader, sealFrame } from './frames.ts'
import { giveBack } from './give-back.ts'
import type { VaultFolder } from './vault-folder.ts'
import { SMALL_BYTES, writeAll, writeDurably, writeOwn, type WriteSmall } from './write-content.ts'

/** A content that lies encrypted and durable in the vault, and that no row names yet. */
export interface PendingFile {
  readonly id: string
  /** Of the plain content, lower-case hex. */
  readonly sha256: string
  /** Of the plain content. */
  readonly byteCount: number
  /** Where it lies until it is at its own place. */
  readonly bundle?: BundlePlace | undefined
}

export interface Received {
  readonly pending: PendingFile
  readonly dataKey: Buffer
}

/** Bytes that are handed to the disk at once: big enough for the disk, small enough for many uploads side by side. */
const WRITE_BYTES = 512 * 1024
/** What one content after the other is gathered in; so nothing of the source is held beyond its turn. */
const frames: Buffer[] = []
const MOST_FRAMES = 32

/**
 * Encrypts a stream into the vault's folder; memory stays constant, whatever its size. When it resolves, the file and
 * its name are on the disk. When it throws, nothing of it is left.
 * @param source what it yields is used until it is asked for more, and no longer
 * @param options.writeSmall how a small content reaches the disk: by itself, or with others
 * @throws Refusal `file_too_large`, `storage_full`
 */
export async function receiveFile(
  folder: VaultFolder,
  source: AsyncIterable<Uint8Array>,
  options: { readonly limitBytes?: number | undefined; readonly writeSmall?: WriteSmall | undefined } = {},
): Promise<Received> {
  const { limitBytes = Number.MAX_SAFE_INTEGER, writeSmall } = options
  const id = newId()
  const dataKey = randomBytes(32)
  const by = { fileId: id, key: createSecretKey(dataKey), header: frameHeader(id, DEFAULT_FRAME_BYTES) }
  const sealing = sealFrames(by, source, limitBytes)
  try {
    const first = (await sealing.next()).value as Batch
    const { batch } = first
    let { content } = first
    let bundle: BundlePlace | undefined
    if (content) {
      const whole = { id, ...batch }
      if (writeSmall && batch.byteCount <= SMALL_BYTES) bundle = await writeSmall(whole)
      else await writeOwn(folder, whole)
    } else {
      content = await writeDurably({ arriving: folder.arrivingPath(id), path: folder.pathOf(id) }, async (handle) => {
        await writeAll(handle, batch.pieces, batch.byteCount)
        giveBack(batch.pieces)
        for await (const more of sealing) {
          await writeAll(handle, more.batch.pieces, more.batch.byteCount)
          giveBack(more.batch.pieces)
          if (more.content) return more.content
        }
        throw new Error('a content ends with its last frame')
      })
    }
    return { pending: { id, ...content, ...(bundle && { bundle }) }, dataKey }
  } catch (cause) {
    throw clearly(cause)
  } finally {
    // A disk that failed leaves the source in the middle: it is let go of.
    await sealing.return(undefined)
  }
}

interface Batch {
  readonly batch: { readonly pieces: Buffer[]; readonly byteCount: number }
  /** With the last batch: what the whole was. */
  readonly content?: { readonly sha256: string; readonly byteCount: number }
}

function clearly(cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
    ? Object.assign(new Refusal('storage_full'), { cause })
    : cause
}

/** Header and frames of a content, in batches that are big enough for the disk. */
async function* sealFrames(by: FrameKey, source: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Batch> {
  const hash = createHash('sha256')
  const frame = frames.pop() ?? Buffer.allocUnsafeSlow(DEFAULT_FRAME_BYTES)
  let [byteCount, filled, index] = [0, 0, 0]
  let pieces: Buffer[] = [by.header]
  let waitingBytes = by.header.length
  const batch = () => {
    const taken = { pieces, byteCount: waitingBytes }
    pieces = []
    waitingBytes = 0
    return taken
  }
  const seal = (isLast: boolean) => {
    for (const piece of sealFrame(by, index, isLast, frame.subarray(0, filled))) {
      pieces.push(piece)
      waitingBytes += piece.length
    }
    index += 1
    filled = 0
  }
  try {
    for await (const chunk of source) {
      byteCount += chunk.length
      if (byteCount > limitBytes) {
        throw new Refusal('file_too_large', { limitMegabytes: Math.floor((limitBytes / 1024 ** 2) * 10) / 10 })
      }
      hash.update(chunk)
      for (let from = 0; from < chunk.length;) {
        // A full frame is sealed only when more follows: the last one is marked as the last.
        if (filled === DEFAULT_FRAME_BYTES) seal(false)
        if (waitingBytes >= WRITE_BYTES) yield { batch: batch() }
        const part = chunk.subarray(from, from + DEFAULT_FRAME_BYTES - filled)
        frame.set(part, filled)
        filled += part.length
        from += part.length
      }
    }
    seal(true)
    yield { batch: batch(), content: { byteCount, sha256: hash.digest('hex') } }
  } finally {
    frame.fill(0)
    if (frames.length < MOST_FRAMES) frames.push(frame)
  }
}
