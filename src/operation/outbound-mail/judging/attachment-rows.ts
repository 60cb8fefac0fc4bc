import type { RowDigests } from '../../../engines/pii/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import {
  KeyringFault,
  type KnownRows,
  matchDatasets,
  printsOf,
  SegmentDamage,
  type Vault,
  VaultDamage,
} from '../../../kernel/vault/index.ts'
import type { RegisteredRows } from '../rules/judge-registered-rows.ts'

/** Keeps the fingerprints of who stands in a mail's attachments: the check is made again without opening them again. */
export async function keepAttachmentRows(
  tx: Tx,
  vault: Vault,
  mailId: string,
  rows: ReadonlyMap<number, RowDigests>,
): Promise<void> {
  for (const [number, digests] of rows) {
    const { prints } = await printsOf(tx, vault, digests)
    await tx
      .insertInto('outbound_mail_print')
      .values({
        mail_id: mailId,
        number,
        prints: Buffer.from(prints.buffer, prints.byteOffset, prints.byteLength),
        counts: Buffer.from(digests.counts),
      })
      .execute()
  }
}

/**
 * From which registered lists the persons in a mail's attachments come, as the lists are registered now.
 * @returns undefined where the fingerprints could not be looked at: nobody knows
 */
export async function registeredRows(tx: Tx, mailId: string): Promise<RegisteredRows[] | undefined> {
  const kept = await tx
    .selectFrom('outbound_mail_print')
    .where('mail_id', '=', mailId)
    .select(['number', 'prints', 'counts'])
    .orderBy('number')
    .execute()
  const found: RegisteredRows[] = []
  for (const { number, prints, counts } of kept) {
    const datasets = await matchDatasets(tx, rowsOf(prints, counts)).catch(asUnknown)
    if (!datasets) return undefined
    if (datasets.length > 0) found.push({ number, personCount: counts.length, datasets })
  }
  return found
}

/** What is damaged, or has lost its key, says nothing about the rows. */
function asUnknown(cause: unknown): undefined {
  const isOurs = [VaultDamage, SegmentDamage, KeyringFault].some((kind) => cause instanceof kind)
  if (!isOurs) throw cause
}

function rowsOf(prints: Buffer, counts: Buffer): KnownRows {
  const own = new Uint8Array(prints)
  const persons = new Uint32Array(own.length / 8)
  let at = 0
  counts.forEach((count, person) => {
    persons.fill(person, at, at + count)
    at += count
  })
  return { prints: new BigUint64Array(own.buffer), persons }
}

/** Those of one attachment, which was opened anew. */
export async function eraseAttachmentRowsOf(tx: Tx, mailId: string, number: number): Promise<void> {
  await tx.deleteFrom('outbound_mail_print').where('mail_id', '=', mailId).where('number', '=', number).execute()
}

/** Erases them with the content of their mails. */
export async function eraseAttachmentRows(tx: Tx, mailIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('outbound_mail_print').where('mail_id', 'in', mailIds).execute()
}
