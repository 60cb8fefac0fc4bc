import { createHash } from 'node:crypto'
import { type ByteSource, bytesOf, readAt } from './byte-source.ts'
import { UnreadableFile, type UnreadableReason } from './unreadable-file.ts'
import { budgetOf, ZIP_LIMITS, type ZipBudget, type ZipLimits, type ZipMember, zipMembers } from './zip-entries.ts'

export interface MemberLimits extends ZipLimits {
  /** Archives within archives; the outermost is 1. */
  readonly depth: number
  /** An archive within an archive is held in memory while it is read. */
  readonly nestedBytes: number
}
export const MEMBER_LIMITS: MemberLimits = { ...ZIP_LIMITS, depth: 6, nestedBytes: 64 * 1024 * 1024 }

export interface MemberHash {
  /** Names from the outermost archive inwards. Names are personal more often than not. */
  readonly path: readonly string[]
  readonly sha256: string
  readonly byteCount: number
}

export interface UnreadMember {
  /** Empty: the file itself could not be read. */
  readonly path: readonly string[]
  readonly reason: UnreadableReason | 'too_deep' | 'unknown_archive'
}

export interface MemberHashes {
  /** False: a file that contains no files, as far as anybody can tell. */
  readonly isArchive: boolean
  readonly members: readonly MemberHash[]
  /** What is in there and could not be looked at. While there is one, nobody knows what the archive holds. */
  readonly unread: readonly UnreadMember[]
}

interface Walk {
  readonly limits: MemberLimits
  readonly budget: ZipBudget
  readonly members: MemberHash[]
  readonly unread: UnreadMember[]
}

/**
 * Hashes each member of an archive and of the archives in it, for lineage. An archive is known by its bytes, never by its
 * name. It never throws over hostile bytes: what it could not look at is in `unread`.
 *
 * Office files are zips too, but their parts are alike in files of strangers (themes, styles): only what is embedded in
 * them counts.
 */
export async function hashMembers(
  source: Uint8Array | ByteSource,
  limits: MemberLimits = MEMBER_LIMITS,
): Promise<MemberHashes> {
  const bytes = source instanceof Uint8Array ? bytesOf(source) : source
  const walk: Walk = { limits, budget: budgetOf(limits), members: [], unread: [] }
  const kind = archiveKind(await readAt(bytes, 0, SIGNATURE_BYTES))
  if (kind === 'other') walk.unread.push({ path: [], reason: 'unknown_archive' })
  if (kind === 'zip') await walkZip(walk, bytes, [])
  // A zip may begin with a program or with anything else; what cannot be read as one is then none.
  if (!kind && (await endsLikeZip(bytes))) {
    const hidden = await zipMembers(bytes, limits).catch(() => [])
    if (hidden.length > 0) await walkZip(walk, bytes, [])
  }
  return {
    isArchive: kind !== undefined || walk.members.length + walk.unread.length > 0,
    members: walk.members,
    unread: walk.unread,
  }
}

async function walkZip(walk: Walk, bytes: ByteSource, path: readonly string[]): Promise<void> {
  if (path.length >= walk.limits.depth) {
    walk.unread.push({ path, reason: 'too_deep' })
    return
  }
  try {
    const members = await zipMembers(bytes, walk.limits, walk.budget)
    for (const member of filesThatCount(members)) await hashOne(walk, member, [...path, member.name])
  } catch (cause) {
    walk.unread.push({ path, reason: reasonOf(cause) })
  }
}

async function hashOne(walk: Walk, member: ZipMember, path: readonly string[]): Promise<void> {
  try {
    const hash = createHash('sha256')
    let [byteCount, kind] = [0, undefined as ArchiveKind | undefined]
    let kept: Uint8Array[] = []
    for await (const chunk of member.content()) {
      if (byteCount === 0) kind = archiveKind(chunk)
      hash.update(chunk)
      byteCount += chunk.length
      if (kind === 'zip') kept.push(chunk)
      if (byteCount > walk.limits.nestedBytes) kept = []
    }
    walk.members.push({ path, sha256: hash.digest('hex'), byteCount })
    if (kind === 'other') walk.unread.push({ path, reason: 'unknown_archive' })
    if (kind !== 'zip') return
    if (byteCount > walk.limits.nestedBytes) walk.unread.push({ path, reason: 'too_large' })
    else await walkZip(walk, bytesOf(Buffer.concat(kept)), path)
  } catch (cause) {
    walk.unread.push({ path, reason: reasonOf(cause) })
  }
}

const reasonOf = (cause: unknown) => (cause instanceof UnreadableFile ? cause.reason : 'damaged')

const OFFICE_PARTS = /^(\[content_types\]\.xml$|_rels\/|docprops\/|customxml\/|xl\/|word\/|ppt\/|visio\/)/i

function filesThatCount(members: readonly ZipMember[]): ZipMember[] {
  const files = members.filter((member) => !member.isFolder)
  const isOffice =
    files.some(({ name }) => name.toLowerCase() === '[content_types].xml') &&
    files.every(({ name }) => OFFICE_PARTS.test(name))
  return isOffice ? files.filter(({ name }) => /\/embeddings\//i.test(name)) : files
}

type ArchiveKind = 'zip' | 'other'
const SIGNATURE_BYTES = 265
const ZIPS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08', 'PK00PK']
const OTHERS = [
  '7z\xbc\xaf\x27\x1c',
  'Rar!\x1a\x07',
  '\x1f\x8b\x08', // gzip
  'BZh',
  '\xfd7zXZ\0',
  '\x28\xb5\x2f\xfd', // zstd
  'MSCF', // cab
]

function archiveKind(beginning: Uint8Array): ArchiveKind | undefined {
  const text = Buffer.from(beginning.subarray(0, SIGNATURE_BYTES)).toString('latin1')
  if (ZIPS.some((signature) => text.startsWith(signature))) return 'zip'
  if (OTHERS.some((signature) => text.startsWith(signature))) return 'other'
  if (/^..-(lh[0-9a-z]|lz[0-9s]|pm[0-9])-/s.test(text) || text.slice(257, 262) === 'ustar') return 'other'
  return undefined
}

/** The end record of a zip, at most 65,535 bytes of comment before the end (APPNOTE 4.3.16). */
async function endsLikeZip(bytes: ByteSource): Promise<boolean> {
  const tail = 22 + 0xffff
  return (await readAt(bytes, Math.max(0, bytes.byteCount - tail), tail)).includes('PK\x05\x06', 0, 'latin1')
}
