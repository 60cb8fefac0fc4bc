import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Database } from '../db/database.ts'

export const ATTEMPTS_ALLOWED = 10
export const ATTEMPT_MINUTES = 15

/** What attempts are counted by: the e-mail that is tried, and the network address that tries. */
export type AttemptKey = `account:${string}` | `ip:${string}` | `totp:${string}` | `link:${string}`

/**
 * Counts an attempt for each key before anything is compared, in every process alike. It answers what takes the attempt
 * back when it succeeds, so that only failures add up.
 * @throws Refusal `too_many_requests` with the minutes until the next attempt is possible
 */
export async function beginAttempt(database: Database, keys: readonly AttemptKey[]): Promise<() => Promise<void>> {
  const begun: number[] = []
  for (const key of keys) {
    const hash = createHash('sha256').update(key.toLowerCase()).digest('hex')
    const { rows } = await sql<{ id: number | null; minutes: number | null }>`
      select attempt_id as id, ceil(extract(epoch from retry_at - clock_now()) / 60)::integer as minutes
      from sign_in.begin_attempt(${hash}, ${ATTEMPTS_ALLOWED}, make_interval(mins => ${ATTEMPT_MINUTES}))`.execute(
      database.kysely,
    )
    const { id, minutes } = rows[0]!
    if (id === null) throw new Refusal('too_many_requests', { minutes: Math.max(minutes ?? 1, 1) })
    begun.push(id)
  }
  return async () => {
    await sql`delete from sign_in.attempt where id = any(${begun}::bigint[])`.execute(database.kysely)
  }
}
