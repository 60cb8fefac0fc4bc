import { sql } from 'kysely'
import type { Database } from '../../../kernel/db/database.ts'

/** How the mail of one organisation stands. Counts and times only. */
export interface MailGauges {
  readonly orgId: string
  readonly heldCount: number
  readonly oldestHeldAt: Date | null
  readonly frozenCount: number
  /** Recipients on their way out. */
  readonly leavingCount: number
  /** When the one that has waited longest was released. */
  readonly oldestLeavingAt: Date | null
  readonly withoutAuthorCount: number
}

/** Of every organisation, for the metrics. */
export async function mailGauges(database: Database): Promise<MailGauges[]> {
  const { rows } = await sql<MailGauges>`
    select org_id as "orgId", held as "heldCount", oldest_held_at as "oldestHeldAt", frozen as "frozenCount",
      leaving as "leavingCount", oldest_leaving_at as "oldestLeavingAt", without_author as "withoutAuthorCount"
    from outbound_mail_gauges() order by org_id`.execute(database.kysely)
  return rows
}
