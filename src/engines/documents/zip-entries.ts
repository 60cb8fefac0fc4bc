import { crc32 } from 'node:zlib'
import iconv from 'iconv-lite'
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'
import { type ByteSource, bytesOf, readAt, readerOf } from './byte-source.ts'
import { UnreadableFile } from './unreadable-file.ts'

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
}

/** What is left of the limits; archives within archives share one. */
export interface ZipBudget {
  members: number
  bytes: number
}
export const budgetOf = (limits: ZipLimits): ZipBudget => ({ members: limits.members, bytes: limits.totalBytes })

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
  const bytes = source instanceof Uint8Array ? bytesOf(source) : source
  try {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false }
    const zip = await fromRandomAccessReaderPromise(readerOf(bytes), bytes.byteCount, options)
    const tooMany = () => new UnreadableFile('too_many_members', { limit: limits.members })
    if (zip.entryCount > budget.members) throw tooMany()
    const members: ZipMember[] = []
    for await (const entry of zip.eachEntry()) {
      if (--budget.members < 0) throw tooMany()
      members.push(memberOf(zip, entry, limits, budget))
    }
    if (members.length !== zip.entryCount || !(await endsHere(bytes, zip)))
      throw new UnreadableFile('damaged', { part: 'directory' })
    return members
  } catch (cause) {
    throw damaged(cause, 'directory')
  }
}

/** After the last entry stands the end of the directory; where more entries follow, the count hides them. */
async function endsHere(bytes: ByteSource, zip: ZipFile): Promise<boolean> {
  const { readEntryCursor } = zip as ZipFile & { readEntryCursor: number }
  const next = (await readAt(bytes, readEntryCursor, 4)).toString('latin1')
  return next === 'PK\x05\x06' || next === 'PK\x06\x06'
}

function memberOf(zip: ZipFile, entry: Entry, limits: ZipLimits, budget: ZipBudget): ZipMember {
  const name = memberName(entry)
  return {
    name,
    byteCount: entry.uncompressedSize,
    isEncrypted: entry.isEncrypted(),
    isFolder: name.endsWith('/'),
    async *content() {
      if (entry.isEncrypted()) throw new UnreadableFile('encrypted')
      let [count, checksum] = [0, 0]
      try {
        for await (const chunk of await zip.openReadStreamPromise(entry)) {
          const part = chunk as Buffer
          count += part.length
          budget.bytes -= part.length
          checksum = crc32(part, checksum)
          if (budget.bytes < 0) throw new UnreadableFile('too_large', { limitBytes: limits.totalBytes })
          if (count > 1024 * 1024 && count > entry.compressedSize * limits.ratio)
            throw new UnreadableFile('too_large', { limitRatio: limits.ratio })
          yield part
        }
      } catch (cause) {
        throw damaged(cause, 'member')
      }
      if (checksum !== entry.crc32 || count !== entry.uncompressedSize)
        throw new UnreadableFile('damaged', { part: 'checksum' })
    },
  }
}

/** The flag says UTF-8 (APPNOTE 4.4.4, bit 11); without it Japanese archivers write CP932, others UTF-8 all the same. */
function memberName(entry: Entry): string {
  const raw = entry.fileNameRaw
  const isUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0 || Buffer.from(raw.toString('utf8')).equals(raw)
  return (isUtf8 ? raw.toString('utf8') : iconv.decode(raw, 'cp932')).replaceAll('\\', '/')
}

/** What the library says about broken bytes is `damaged`; our own verdicts stay. */
function damaged(cause: unknown, part: string): UnreadableFile {
  return cause instanceof UnreadableFile ? cause : new UnreadableFile('damaged', { part }, cause)
}
