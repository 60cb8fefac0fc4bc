import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { SignIn } from './open-sign-in.ts'

/** The library accepts the code of now and of one step (30 s) before and after: 90 s in all; this is twice that. */
const REMEMBERED_MINUTES = 3

/**
 * Spends a code before it is compared, so that of two who show the same one at once only one goes on (ASVS 6.5.1,
 * RFC 6238 §5.2).
 * @throws Refusal `wrong_code` where the code was shown before
 */
export async function spendCode(signIn: SignIn, userId: string, code: string): Promise<void> {
  const hash = createHash('sha256').update(`${userId}:${code}`).digest('hex')
  const { rows } = await sql<{ spent: boolean }>`
    with old as (
      delete from sign_in.totp_use where user_id = ${userId} and code_hash <> ${hash}
        and used_at <= clock_now() - make_interval(mins => ${REMEMBERED_MINUTES}))
    insert into sign_in.totp_use as used (user_id, code_hash) values (${userId}, ${hash})
    on conflict (user_id, code_hash) do update set used_at = excluded.used_at
      where used.used_at <= clock_now() - make_interval(mins => ${REMEMBERED_MINUTES})
    returning true as spent`.execute(signIn.database.kysely)
  if (!rows[0]) throw new Refusal('wrong_code')
}
