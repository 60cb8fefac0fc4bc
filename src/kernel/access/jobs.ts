import { sql } from 'kysely'
import { z } from 'zod'
import { defineInstallationJob, defineJob, type Schedule } from '../jobs/index.ts'
import { IDLE_MINUTES, SESSION_HOURS } from './open-sign-in.ts'
import { endSessionsOfAccount } from './sessions.ts'

/**
 * The day after somebody's last, their sessions are gone and their live streams cut, though nobody touched the account.
 * (Nothing has answered them since midnight: every request looks at the last day.)
 */
export const endLeaversSessionsJob = defineJob({
  name: 'access.end-leavers-sessions',
  input: z.null(),
  async run({ inOrganisation }) {
    await inOrganisation(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select distinct a.id from account a join person p on p.org_id = a.org_id and p.id = a.person_id
        join sign_in."session" s on s.org_id = a.org_id and s.account_id = a.id
        where not is_active_on(p.active_from_on, p.active_until_on, p.pseudonymised_at, jst_today())`.execute(tx)
      for (const { id } of rows) await endSessionsOfAccount(tx, id)
    })
  },
})

/** Removes what has run out: sessions beyond their limits, old attempts and codes, the library's own waiting values. */
export const sweepSignInJob = defineInstallationJob({
  name: 'access.sweep',
  async run({ database }) {
    await sql`delete from sign_in."session" where last_seen_at <= clock_now() - make_interval(mins => ${IDLE_MINUTES})
      or started_at <= clock_now() - make_interval(hours => ${SESSION_HOURS})`.execute(database.kysely)
    await sql`delete from sign_in.attempt where at <= clock_now() - interval '1 day'`.execute(database.kysely)
    await sql`delete from sign_in.totp_use where used_at <= clock_now() - interval '1 day'`.execute(database.kysely)
    await sql`delete from sign_in."verification" where "expiresAt" <= now() - interval '1 day'`.execute(database.kysely)
  },
})

export const accessJobs = [endLeaversSessionsJob, sweepSignInJob] as const
export const accessSchedules: readonly Schedule[] = [
  { job: endLeaversSessionsJob, when: { cron: '0 0 * * *' } },
  { job: sweepSignInJob, when: { cron: '*/15 * * * *' } },
]
