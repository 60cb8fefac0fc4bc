import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { crc32, createInflateRaw, inflateRaw, type InflateRaw } from 'node:zlib'
import iconv from 'iconv-lite'
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'
import { type ByteSource, bytesOf, readAt, readerOf } from './byte-source.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { type Decrypted, decryptMember } from './zip-decrypt.ts'

export interface ZipLimits {
  readonly members: number
  /** Of all members together, unpacked, as counted while unpacking; what the archive claims is not believed. */
  readonly totalBytes: number
  /** Unpacked to packed size of one member; judged beyond the first MiB, since small files of zeros are common. */
  readonly ratio: number
}

export const ZIP_LIMITS: ZipLimits = { members: 10_000, totalBytes: 512 * 1024 * 1024, ratio: 100 }

export interface ZipMember {
  readonly name: string
  /** Unpacked, as the archive claims. */
  readonly byteCount: number
  readonly isEncrypted: boolean
  readonly isFolder: boolean
  /**
   * Unpacks. Nothing is known to be whole before the end, where size and CRC-32 are compared.
   * @throws UnreadableFile `encrypted`, `damaged`, `too_large`
   */
  readonly content: () => AsyncGenerator<Uint8Array>
  /**
   * Unpacks into memory, faster than `content`, and verified when it resolves.
   * @throws UnreadableFile `encrypted`, `damaged`, `too_large` (beyond `most` too)
   */
  readonly bytes: (most: number) => Promise<Buffer>
}

/** What is left of the limits; archives within archives share one. */
export interface ZipBudget {
  members: number
  bytes: number
}
export const budgetOf = (limits: ZipLimits): ZipBudget => ({ members: limits.members, bytes: limits.totalBytes })

/** An opened archive: its members, and where its directory lies, for who compares the two. */
export interface ZipDirectory {
  readonly members: readonly ZipMember[]
  readonly entries: readonly Entry[]
  readonly from: number
  readonly until: number
  readonly comment: Buffer
}

interface Opening {
  readonly zip: ZipFile
  readonly limits: ZipLimits
  readonly budget: ZipBudget
  readonly passwords: readonly string[]
}

/**
 * The members of a zip, hostile ones included: no path is followed, names are only names.
 * @param source bytes in memory, or something that gives any range of them
 * @throws UnreadableFile `damaged`, `too_many_members`
 */
export async function zipMembers(
  source: Uint8Array | ByteSource,
  limits: ZipLimits = ZIP_LIMITS,
  budget: ZipBudget = budgetOf(limits),
): Promise<readonly ZipMember[]> {
  return (await openZip(source, limits, budget)).members
}

/**
 * Opens an archive.
 * @param passwords each is tried on a member that is encrypted
 * @throws UnreadableFile `damaged`, `too_many_members`
 */
export async function openZip(
  source: Uint8Array | ByteSource,
  limits: ZipLimits = ZIP_LIMITS,
  budget: ZipBudget = budgetOf(limits),
  passwords: readonly string[] = [],
): Promise<ZipDirectory> {
  const bytes = source instanceof Uint8Array ? bytesOf(source) : source
  try {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false }
    const zip = await fromRandomAccessReaderPromise(readerOf(bytes), bytes.byteCount, options)
    const tooMany = () => new UnreadableFile('too_many_members', { limit: limits.members })
    if (zip.entryCount > budget.members) throw tooMany()
    const opening: Opening = { zip, limits, budget, passwords }
    const from = cursorOf(zip)
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) {
      if (--budget.members < 0) throw tooMany()
      entries.push(entry)
    }
    if (entries.length !== zip.entryCount || !(await endsHere(bytes, zip)))
      throw new UnreadableFile('damaged', { part: 'directory' })
    const members = entries.map((entry) => memberOf(opening, entry))
    return { members, entries, from, until: cursorOf(zip), comment: Buffer.from(zip.comment as unknown as Uint8Array) }
  } catch (cause) {
    throw damaged(cause, 'directory')
  }
}

const cursorOf = (zip: object) => (zip as { readEntryCursor: number }).readEntryCursor

/** After the last entry stands the end of the directory; where more entries follow, the count hides them. */
async function endsHere(bytes: ByteSource, zip: ZipFile): Promise<boolean> {
  const next = (await readAt(bytes, cursorOf(zip), 4)).toString('latin1')
  return next === 'PK\x05\x06' || next === 'PK\x06\x06'
}

function memberOf(opening: Opening, entry: Entry): ZipMember {
  const name = textOf(entry, entry.fileNameRaw).replaceAll('\\', '/')
  const inMemory = (most: number) => unpackedBytes(opening, entry, most)
  return {
    name,
    byteCount: entry.uncompressedSize,
    isEncrypted: entry.isEncrypted(),
    isFolder: name.endsWith('/'),
    bytes: inMemory,
    async *content() {
      if (entry.isEncrypted()) yield await inMemory(opening.budget.bytes)
      else yield* unpacked(opening, entry)
    },
  }
}

async function* unpacked({ zip, limits, budget }: Opening, entry: Entry): AsyncGenerator<Uint8Array> {
  let [count, checksum, inflater] = [0, 0, undefined as InflateRaw | undefined]
  let raw: Readable | undefined
  try {
    raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
    if (entry.compressionMethod === 8) inflater = createInflateRaw({ chunkSize: PIECE_BYTES })
    else if (entry.compressionMethod !== 0) throw new UnreadableFile('damaged', { part: 'method' })
    if (inflater) raw.on('error', (cause) => inflater!.destroy(cause)).pipe(inflater)
    const pieces = inflater ?? raw
    for await (const chunk of pieces as AsyncIterable<unknown>) {
      const part = chunk as Buffer
      count += part.length
      budget.bytes -= part.length
      checksum = crc32(part, checksum)
      if (budget.bytes < 0) throw new UnreadableFile('too_large', { limitBytes: limits.totalBytes })
      if (count > mostBytes(entry.compressedSize, limits)) throw tooDense(limits)
      yield part
    }
  } catch (cause) {
    throw damaged(cause, 'member')
  } finally {
    raw?.destroy()
    inflater?.destroy()
  }
  // Bytes behind the end of the packed stream are read by nobody.
  if (inflater && inflater.bytesWritten !== entry.compressedSize)
    throw new UnreadableFile('damaged', { part: 'member' })
  verify(entry, count, checksum)
}

/** Fewer, greater pieces: each costs a turn of the event loop. */
const PIECE_BYTES = 512 * 1024

const unpack = promisify(inflateRaw) as (
  packed: Buffer,
  options: { maxOutputLength: number; chunkSize: number; info: true },
) => Promise<unknown>

async function unpackedBytes(opening: Opening, entry: Entry, most: number): Promise<Buffer> {
  const { zip, passwords } = opening
  try {
    if (entry.isEncrypted() && passwords.length === 0) throw new UnreadableFile('encrypted')
    if (entry.compressedSize > most) throw new UnreadableFile('too_large', { limitBytes: most })
    const raw = await buffer(await zip.openReadStreamPromise(entry, { decodeFileData: false }))
    if (!entry.isEncrypted())
      return await inflated(opening, entry, { packed: raw, method: entry.compressionMethod, hasChecksum: true }, most)
    for (const password of passwords) {
      const decrypted = decryptMember(entry, raw, password)
      if (!decrypted) continue
      const opened = await inflated(opening, entry, decrypted, most).catch(ifWrongPassword)
      if (opened) return opened
    }
    throw new UnreadableFile('encrypted')
  } catch (cause) {
    throw damaged(cause, 'member')
  }
}

/** A wrong password that passed its first test shows itself by nonsense; a limit that is reached stays one. */
function ifWrongPassword(cause: unknown): undefined {
  if (cause instanceof UnreadableFile && cause.reason === 'damaged') return undefined
  throw cause
}

async function inflated(opening: Opening, entry: Entry, member: Decrypted, most: number): Promise<Buffer> {
  const { limits, budget } = opening
  const { packed, method, hasChecksum } = member
  const allowed = Math.max(1, Math.min(most, budget.bytes, mostBytes(packed.length, limits)))
  let content = packed
  if (method === 8) {
    try {
      // One piece where the claim is true, and no claim makes it greater than what is allowed.
      const chunkSize = Math.max(1024, Math.min(allowed, entry.uncompressedSize + 64))
      const { buffer: all, engine } = (await unpack(packed, { maxOutputLength: allowed, chunkSize, info: true })) as {
        buffer: Buffer
        engine: { bytesWritten: number }
      }
      if (engine.bytesWritten !== packed.length) throw new UnreadableFile('damaged', { part: 'member' })
      content = all
    } catch (cause) {
      const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      throw isTooLarge ? tooDense(limits) : damaged(cause, 'member')
    }
  } else if (method !== 0) throw new UnreadableFile('damaged', { part: 'method' })
  budget.bytes -= content.length
  if (content.length > allowed) throw new UnreadableFile('too_large', { limitBytes: limits.totalBytes })
  verify(entry, content.length, hasChecksum ? crc32(content) : entry.crc32)
  return content
}

const mostBytes = (packedBytes: number, limits: ZipLimits) => Math.max(1024 * 1024, packedBytes * limits.ratio)
const tooDense = (limits: ZipLimits) => new UnreadableFile('too_large', { limitRatio: limits.ratio })

function verify(entry: Entry, byteCount: number, checksum: number): void {
  if (checksum !== entry.crc32 || byteCount !== entry.uncompressedSize)
    throw new UnreadableFile('damaged', { part: 'checksum' })
}

/** The flag says UTF-8 (APPNOTE 4.4.4, bit 11); without it Japanese archivers write CP932, others UTF-8 all the same. */
export function textOf(entry: Pick<Entry, 'generalPurposeBitFlag'>, raw: Buffer): string {
  const isUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0 || Buffer.from(raw.toString('utf8')).equals(raw)
  return isUtf8 ? raw.toString('utf8') : iconv.decode(raw, 'cp932')
}

/** What the library says about broken bytes is `damaged`; our own verdicts stay. */
function damaged(cause: unknown, part: string): UnreadableFile {
  return cause instanceof UnreadableFile ? cause : new UnreadableFile('damaged', { part }, cause)
}
