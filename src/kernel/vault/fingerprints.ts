import { type ByteSource, hashMembers, type UnreadMember } from '../../engines/documents/index.ts'
import type { Fingerprint } from './lineage.ts'
import type { VaultFile } from './open-vault.ts'

/**
 * The fingerprints of a content and of each file in it, where it is an archive, for `recordLineage` and `findLineage`.
 * With anything `unread` the lineage is not known, whatever was found: a check says `unread`, never `pass`.
 * @param content from `vault.openContent`
 */
export async function fingerprintsOf(
  file: VaultFile,
  content: ByteSource,
): Promise<{ fingerprints: Fingerprint[]; unread: readonly UnreadMember[] }> {
  const { members, unread } = await hashMembers(content)
  const whole: Fingerprint = { kind: 'file', sha256: file.sha256, byteCount: file.byteCount }
  const parts = members.map(({ sha256, byteCount }): Fingerprint => ({ kind: 'member', sha256, byteCount }))
  return { fingerprints: [whole, ...parts], unread }
}
