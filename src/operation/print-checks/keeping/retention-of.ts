import type { Tx } from '../../../kernel/db/database.ts'

export interface PrintRetention {
  /** Days after the delivery until what is personal of a job is erased. */
  readonly contentDays: number
  /** As it was read; 0: never set. */
  readonly version: number
}

/** The default of the product, where the organisation has set nothing. */
const DEFAULT_RETENTION: PrintRetention = { contentDays: 90, version: 0 }

export async function printRetentionOf(tx: Tx): Promise<PrintRetention> {
  const row = await tx.selectFrom('print_retention').selectAll().executeTakeFirst()
  return row ? { contentDays: row.content_days, version: row.version } : DEFAULT_RETENTION
}
