import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** One channel for the whole database; the HTTP room listens and forwards topics to the live streams of the organisation. */
export const LIVE_CHANNEL = 'sekisho_live'

/**
 * Says that something changed, when (and only if) this transaction commits. It carries a topic and no data: who listens
 * reads again, with their own rights.
 * @param topic e.g. `outbound-mail`
 */
export async function announce(tx: Tx, topic: string): Promise<void> {
  await sql`select pg_notify(${LIVE_CHANNEL}, json_build_object('org', current_org(), 'topic', ${topic}::text)::text)`.execute(
    tx,
  )
}
