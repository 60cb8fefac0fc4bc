import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { newId } from '../../base/ids.ts'
import { takenTogether } from '../../base/taken-together.ts'
import { bundleHead, type BundlePlace, type SealedContent } from './bundle.ts'
import { syncFolder } from './durable-file.ts'
import type { VaultFolder } from './vault-folder.ts'

/** Up to here a content may go into a bundle; what is larger pays for its own file. */
export const SMALL_BYTES = 128 * 1024
const MOST_IN_A_BUNDLE = 100

/** Puts a small content on the disk; answers where it lies, when not at its own place. */
export type WriteSmall = (content: SealedContent) => Promise<BundlePlace | undefined>

/**
 * Contents that come while others are being written go into the next bundle together: a file, its name and its folder
 * are made durable once for all of them. One that comes alone goes to its own place at once.
 */
export function writeTogether(folder: VaultFolder): WriteSmall {
  const write = takenTogether<SealedContent, { place: BundlePlace | undefined }>({
    work: async (_lane, contents) => {
      if (contents.length > 1) return writeBundle(folder, contents)
      await writeOwn(folder, contents[0]!)
      return [{ place: undefined }]
    },
    atMost: MOST_IN_A_BUNDLE,
    keyOf: (content) => content.id,
    isAboutOne: () => false,
  })
  return async (content) => (await write('', content)).place
}

async function writeBundle(folder: VaultFolder, contents: readonly SealedContent[]) {
  const bundleId = newId()
  const { head, offsets } = bundleHead(contents)
  const byteCount = contents.reduce((sum, one) => sum + one.byteCount, head.length)
  const pieces = [head, ...contents.flatMap((one) => one.pieces)]
  await writeDurably({ arriving: folder.arrivingPath(bundleId), path: folder.bundlePath(bundleId) }, (handle) =>
    writeAll(handle, pieces, byteCount),
  )
  return offsets.map((offset) => ({ place: { bundleId, offset } }))
}

/** Puts a content at its own place. */
export async function writeOwn(folder: VaultFolder, { id, pieces, byteCount }: SealedContent): Promise<void> {
  await writeDurably({ arriving: folder.arrivingPath(id), path: folder.pathOf(id) }, (handle) =>
    writeAll(handle, [...pieces], byteCount),
  )
}

/** A file and its name are on the disk when this resolves; when it throws, nothing of it is left. */
export async function writeDurably<T>(
  to: { readonly arriving: string; readonly path: string },
  write: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const handle = await open(to.arriving, 'wx', 0o600)
    let written: T
    try {
      written = await write(handle)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(to.arriving, to.path)
    await syncFolder(dirname(to.path))
    return written
  } catch (cause) {
    await rm(to.arriving, { force: true }).catch(() => undefined)
    throw cause
  }
}

export async function writeAll(handle: FileHandle, pieces: Buffer[], byteCount: number): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces)
  // A disk that fills up writes a part first and says why only when it is asked for the rest.
  if (bytesWritten !== byteCount) await handle.writeFile(Buffer.concat(pieces).subarray(bytesWritten))
}
