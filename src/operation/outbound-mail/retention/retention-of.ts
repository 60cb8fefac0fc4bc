import type { Tx } from '../../../kernel/db/database.ts'

export interface MailRetention {
  /** Days after a mail has left custody until its content is erased. */
  readonly contentDays: number
  /** Years after a mail has left custody until its record is erased too. */
  readonly recordYears: number
  readonly version: number
}

/** The defaults of the product, where the organisation has set nothing. */
const DEFAULT_RETENTION: MailRetention = { contentDays: 90, recordYears: 10, version: 0 }

export async function retentionOf(tx: Tx): Promise<MailRetention> {
  const row = await tx.selectFrom('mail_retention').selectAll().executeTakeFirst()
  return row
    ? { contentDays: row.content_days, recordYears: row.record_years, version: row.version }
    : DEFAULT_RETENTION
}
