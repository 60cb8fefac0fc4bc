import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { markUnread, type Walk, type WalkedFile, wholeBytes } from '../walk.ts'

const unpack = promisify(gunzip) as (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

export async function* readGzipFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const packed = await wholeBytes(walk, file)
  const { ratio, nestedBytes } = walk.limits
  const most = Math.min(nestedBytes, walk.budget.bytes, Math.max(1024 * 1024, packed.length * ratio))
  let bytes: Buffer
  try {
    bytes = await unpack(packed, { maxOutputLength: Math.max(1, most) })
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new UnreadableFile(isTooLarge ? 'too_large' : 'damaged', { part: 'gzip' }, cause)
  }
  walk.budget.bytes -= bytes.length
  // The name in its head, and whatever a flag says is there, is told by nobody else.
  if ((packed[3]! & 0b11111) !== 0) markUnread(walk, file.path, 'hidden_data')
  const name = file.path.at(-1)!.replace(/\.gz$/i, '')
  yield* walk.inner({ path: [...file.path, name], source: bytesOf(bytes), depth: file.depth + 1, wasEncrypted: false })
}
