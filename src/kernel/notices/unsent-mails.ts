import { instantOf, type Tx } from '../db/database.ts'

export interface UnsentNoticeMails {
  readonly count: number
  /** Of the oldest that should have left by now. */
  readonly oldestDueAt: Date | undefined
}

/** The mails that may leave now, oldest first: what the sweep takes up, should their own jobs have been lost. */
export async function dueNoticeMails(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('notice_mail')
    .select('id')
    .where('state', 'in', ['queued', 'sending'])
    .where('start_after', '<=', await instantOf(tx))
    .orderBy('start_after')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Mails that should have left by now and have not: no relay is set, or it does not answer. */
export async function unsentNoticeMails(tx: Tx): Promise<UnsentNoticeMails> {
  const row = await tx
    .selectFrom('notice_mail')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('start_after').as('oldest')])
    .where('state', 'in', ['queued', 'sending'])
    .where('start_after', '<=', await instantOf(tx))
    .executeTakeFirstOrThrow()
  return { count: row.count, oldestDueAt: row.oldest ?? undefined }
}
