import type { Tx } from './database.ts'
import { goAlong } from './statements.ts'

/** One channel for the whole database; the HTTP room listens and forwards topics to the live streams of the organisation. */
export const LIVE_CHANNEL = 'sekisho_live'

/**
 * Says that something changed, when (and only if) this transaction commits. It carries a topic and no data: who listens
 * reads again, with their own rights.
 * @param topic e.g. `outbound-mail`
 */
export async function announce(tx: Tx, topic: string): Promise<void> {
  await goAlong(tx, {
    name: 'announce',
    text: `select pg_notify($1, json_build_object('org', current_org(), 'topic', $2::text)::text)`,
    values: [LIVE_CHANNEL, topic],
  })
}
