import { type FileHandle, open, readFile } from 'node:fs/promises'
import { VaultDamage } from './damage.ts'

/*
 * A bundle: small contents that arrived together, in one file that is synced once.
 *
 *   head     'SKBUNDL1' · how many contents (u32)
 *   table    of each: file id (16 bytes; zeros when it was dropped) · bytes (u32)
 *   contents one after the other, each exactly what its own file would hold (`frames.ts`)
 *
 * The contents authenticate themselves. A table that was changed is found: each content begins with its own id.
 */
const MAGIC = Buffer.from('SKBUNDL1', 'latin1')
const HEAD_BYTES = 12
const LINE_BYTES = 20
const ID_BYTES = 16
/** Where the id stands in a content's own header. */
const OWN_ID_AT = 12
const DROPPED = Buffer.alloc(ID_BYTES)

/** An encrypted content as it lies on the disk, in pieces. */
export interface SealedContent {
  readonly id: string
  readonly pieces: readonly Buffer[]
  readonly byteCount: number
}

/** Where a content lies until it is at its own place. */
export interface BundlePlace {
  readonly bundleId: string
  readonly offset: number
}

/** The head and table of a bundle, and where each content begins. */
export function bundleHead(contents: readonly SealedContent[]): { head: Buffer; offsets: readonly number[] } {
  const head = Buffer.alloc(HEAD_BYTES + contents.length * LINE_BYTES)
  MAGIC.copy(head)
  head.writeUInt32BE(contents.length, MAGIC.length)
  let offset = head.length
  const offsets = contents.map(({ id, byteCount }, n) => {
    const at = HEAD_BYTES + n * LINE_BYTES
    bytesOf(id).copy(head, at)
    head.writeUInt32BE(byteCount, at + ID_BYTES)
    offset += byteCount
    return offset - byteCount
  })
  return { head, offsets }
}

/**
 * The contents of a bundle that were not dropped.
 * @throws VaultDamage when it is not exactly what was written
 */
export async function readBundle(path: string, bundleId: string): Promise<{ id: string; sealed: Buffer }[]> {
  const whole = await readFile(path)
  const count = whole.length >= HEAD_BYTES && whole.subarray(0, 8).equals(MAGIC) ? whole.readUInt32BE(8) : 0
  let offset = HEAD_BYTES + count * LINE_BYTES
  if (count === 0 || offset > whole.length) throw new VaultDamage(bundleId, 'not a bundle of the vault')
  const contents: { id: string; sealed: Buffer }[] = []
  for (let n = 0; n < count; n++) {
    const at = HEAD_BYTES + n * LINE_BYTES
    const [id, byteCount] = [whole.subarray(at, at + ID_BYTES), whole.readUInt32BE(at + ID_BYTES)]
    const sealed = whole.subarray(offset, offset + byteCount)
    offset += byteCount
    if (id.equals(DROPPED)) continue
    if (sealed.length !== byteCount || !sealed.subarray(OWN_ID_AT, OWN_ID_AT + ID_BYTES).equals(id))
      throw new VaultDamage(bundleId, `content ${n} is not where its table says`)
    contents.push({ id: idOf(id), sealed })
  }
  if (offset !== whole.length) throw new VaultDamage(bundleId, `${whole.length} bytes long instead of ${offset}`)
  return contents
}

/** Takes a content that nobody adopted out of a bundle, so that it gets no place of its own. */
export async function dropFromBundle(path: string, id: string): Promise<void> {
  const handle = await open(path, 'r+').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
  })
  if (!handle) return
  try {
    const at = await lineOf(handle, bytesOf(id))
    if (at !== undefined) await handle.write(DROPPED, 0, ID_BYTES, at)
  } finally {
    await handle.close()
  }
}

async function lineOf(handle: FileHandle, id: Buffer): Promise<number | undefined> {
  const head = Buffer.alloc(HEAD_BYTES)
  await handle.read(head, 0, HEAD_BYTES, 0)
  const table = Buffer.alloc(head.readUInt32BE(MAGIC.length) * LINE_BYTES)
  await handle.read(table, 0, table.length, HEAD_BYTES)
  for (let at = 0; at < table.length; at += LINE_BYTES)
    if (table.subarray(at, at + ID_BYTES).equals(id)) return HEAD_BYTES + at
  return undefined
}

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

const idOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
