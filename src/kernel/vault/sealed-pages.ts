import { createSecretKey, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { VaultDamage } from './damage.ts'
import { type FrameKey, frameBytesOf, HEADER_BYTES, layoutOf, openFrame, TAG_BYTES } from './frames.ts'
import type { SealedFile } from './read-file.ts'

/** One content of the vault for readers that jump and must not wait: each frame is verified before it is answered. */
export interface SealedPages {
  readonly byteCount: number
  /** Plain bytes of every frame but the last. */
  readonly frameBytes: number
  /** @throws VaultDamage */
  frame(index: number): Buffer
  close(): void
}

/** @throws VaultDamage where the file is missing or not what was written */
export function openPages({ fileId, path, key, byteCount }: SealedFile): SealedPages {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ENOENT' ? new VaultDamage(fileId, 'its file is missing') : cause
  }
  try {
    return pagesOf(file, fileId, createSecretKey(key), byteCount)
  } catch (cause) {
    closeSync(file)
    throw cause
  }
}

function pagesOf(file: number, fileId: string, key: KeyObject, byteCount: number): SealedPages {
  const header = Buffer.alloc(HEADER_BYTES)
  readSync(file, header, 0, HEADER_BYTES, 0)
  const frameBytes = frameBytesOf(header, fileId)
  const { frameCount, fileBytes } = layoutOf(byteCount, frameBytes)
  const { size } = fstatSync(file)
  if (size !== fileBytes) throw new VaultDamage(fileId, `${size} bytes long instead of ${fileBytes}`)
  const by: FrameKey = { fileId, key, header }
  const sealedBytes = frameBytes + TAG_BYTES
  const sealed = Buffer.allocUnsafe(sealedBytes)
  return {
    byteCount,
    frameBytes,
    frame(index) {
      const length = readSync(file, sealed, 0, sealedBytes, HEADER_BYTES + index * sealedBytes)
      return openFrame(by, index, index === frameCount - 1, sealed.subarray(0, length))
    },
    close: () => closeSync(file),
  }
}
