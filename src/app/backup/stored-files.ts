import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BackupDamage, type StoredFile } from './manifest.ts'

/** Big enough for the disk, small enough for several side by side. */
const CHUNK_BYTES = 256 * 1024

/** Writes a stream to a new file, down to the disk, and says what it is byte for byte. */
export async function writeStored(folder: string, path: string, source: AsyncIterable<Buffer>): Promise<StoredFile> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'wx', 0o600)
  const hash = createHash('sha256')
  let byteCount = 0
  try {
    for await (const chunk of source) {
      hash.update(chunk)
      byteCount += chunk.length
      await handle.appendFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { path, byteCount, sha256: hash.digest('hex') }
}

/**
 * The bytes of a stored file, verified: the stream ends with an error where they are not what the manifest says. What came
 * before the error must not be kept.
 * @throws BackupDamage `file_missing`, `file_changed`
 */
export async function* readStored(folder: string, { path, byteCount, sha256 }: StoredFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let length = 0
  try {
    for await (const chunk of chunksOf(join(folder, path))) {
      hash.update(chunk)
      length += chunk.length
      yield chunk
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EISDIR') throw cause
    throw new BackupDamage('file_missing', `${path} is missing`, path)
  }
  if (length !== byteCount || hash.digest('hex') !== sha256) {
    throw new BackupDamage('file_changed', `${path} is not what was written`, path)
  }
}

/** Half of what is read are small files, for which a stream costs more than the reading. */
async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r')
  try {
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** Reads a file only to verify it. @throws BackupDamage */
export async function verifyStored(folder: string, file: StoredFile): Promise<void> {
  for await (const _ of readStored(folder, file));
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function* textLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of source) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}

/** Several at once, in their order: `width` of them are under way. */
export async function* inBatches<T>(source: AsyncIterable<T>, width: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of source) {
    batch.push(item)
    if (batch.length < width) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
