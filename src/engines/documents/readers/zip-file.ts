import { bytesOf } from '../byte-source.ts'
import type { DocumentPart } from '../document-reading.ts'
import { guessEncoding, decodedText } from '../text-encoding.ts'
import { markUnread, reasonOf, textParts, type Walk, type WalkedFile, zipLimitsOf } from '../walk.ts'
import { openZip, textOf, type ZipDirectory, type ZipMember } from '../zip-entries.ts'
import { zipIrregularities } from '../zip-layout.ts'

/** An archive: its names, its comments, and each file in it. */
export async function* readZipFile(walk: Walk, file: WalkedFile): AsyncGenerator<DocumentPart> {
  const directory = await openZip(file.source, zipLimitsOf(walk), walk.budget, walk.passwords)
  for (const reason of await zipIrregularities(file.source, directory)) markUnread(walk, file.path, reason)
  const names = directory.members.map(({ name }) => name)
  yield* textParts(walk, file.path, names.join('\n'), 'name')
  yield* textParts(walk, file.path, commentsOf(directory), 'comment')
  for (const member of directory.members) {
    if (!member.isFolder || member.byteCount > 0) yield* readMember(walk, file, member)
  }
}

/** A member is held in memory while it is read. */
export async function* readMember(walk: Walk, file: WalkedFile, member: ZipMember): AsyncGenerator<DocumentPart> {
  const path = [...file.path, member.name]
  let bytes: Buffer
  try {
    bytes = await member.bytes(walk.limits.nestedBytes)
  } catch (cause) {
    markUnread(walk, path, reasonOf(cause))
    return
  }
  yield* walk.inner({ path, source: bytesOf(bytes), depth: file.depth + 1, wasEncrypted: member.isEncrypted })
}

function commentsOf({ comment, entries }: ZipDirectory): string {
  const own = comment.length > 0 ? [anyText(comment)] : []
  return [...own, ...entries.map((entry) => textOf(entry, Buffer.from(entry.fileCommentRaw)))]
    .filter((text) => text !== '')
    .join('\n')
}

function anyText(bytes: Buffer): string {
  try {
    return [...decodedText(bytes, guessEncoding(bytes))].join('')
  } catch {
    return bytes.toString('latin1')
  }
}
