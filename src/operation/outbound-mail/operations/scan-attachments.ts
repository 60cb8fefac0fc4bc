import type { RowDigests } from '../../../engines/pii/index.ts'
import type { AttachmentReading } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { type Fingerprint, recordLineage } from '../../../kernel/vault/index.ts'
import type { DocumentDesk } from '../attachments/document-desk.ts'
import { mailReader } from '../mail-reader.ts'
import type { StoredAttachment } from '../store.ts'

/** Of one mail. What is not opened by then stays unopened, which people are told; the job's own limit is longer. */
const MOST_SECONDS = 180

export interface ScannedAttachments {
  readonly attachments: readonly StoredAttachment[]
  /** Who stands in them, by their numbers. */
  readonly rows: ReadonlyMap<number, RowDigests>
}

/**
 * Opens the attachments of a mail, one after the other. One that cannot be had or opened keeps no scan: it counts as never
 * opened.
 */
export async function scanAttachments(
  mail: Uint8Array,
  attachments: readonly AttachmentReading[],
  desk: DocumentDesk | undefined,
): Promise<ScannedAttachments> {
  const begin = performance.now()
  const scanned: StoredAttachment[] = []
  const rows = new Map<number, RowDigests>()
  for (const attachment of attachments) {
    const isLate = performance.now() - begin > MOST_SECONDS * 1000
    const content = desk && !isLate ? await mailReader().attachment(mail, attachment.sha256) : undefined
    if (!desk || !content) {
      scanned.push(attachment)
      continue
    }
    const { rows: own, ...scan } = await desk.scan(content, attachment.name)
    scanned.push({ ...attachment, scan })
    if (own) rows.set(scanned.length, own)
  }
  return { attachments: scanned, rows }
}

/** Keeps the fingerprints of what a mail carries: whoever sends it again, under whatever name, is known by them. */
export async function recordMailLineage(
  tx: Tx,
  fileId: string,
  attachments: readonly StoredAttachment[],
): Promise<void> {
  const fingerprints = attachments.flatMap(({ sha256, byteCount, scan }): Fingerprint[] => [
    { kind: 'file', sha256, byteCount },
    ...(scan?.hashes ?? []).filter((one) => one.sha256 !== sha256).map((one) => ({ kind: 'member' as const, ...one })),
  ])
  await recordLineage(tx, fileId, fingerprints)
}
