import { z } from 'zod'
import { organisationOf, type Tx } from '../db/database.ts'
import { type AnyJob, defineJob, enqueue, type Schedule } from '../jobs/index.ts'
import { alarmUnsent } from './alarm-unsent.ts'
import { deliverNoticeMail, type NoticeMailer } from './deliver-notice-mail.ts'
import { waitingMail } from './enqueue-mail.ts'
import { dueNoticeMails } from './unsent-mails.ts'

/** How many mails one sweep takes up; the next comes a minute later. */
const SWEEP_LIMIT = 500

/** The jobs and schedules of the mails, for the worker. @param mailer where mails go, from the settings */
export function noticeJobs(mailer: NoticeMailer): { jobs: AnyJob[]; schedules: Schedule[] } {
  const deliver = defineJob({
    ...waitingMail,
    async run({ database, orgId, log }, { mailId }) {
      const result = await deliverNoticeMail(database, orgId, mailId, mailer)
      if (result === 'undeliverable') log.warn({ orgId, mailId }, 'a notice mail cannot be delivered')
    },
  })
  const sweep = defineJob({
    name: 'notices.sweep',
    input: z.null(),
    async run({ inOrganisation, log, orgId }) {
      const stuck = await inOrganisation(async (tx) => {
        if (await hasWayOut(tx, mailer)) {
          for (const mailId of await dueNoticeMails(tx, SWEEP_LIMIT)) {
            await enqueue(tx, deliver, { mailId }, { singletonKey: mailId })
          }
        }
        return (await isDemo(tx)) ? undefined : alarmUnsent(tx)
      })
      if (stuck) log.error({ orgId, count: stuck.count, oldestDueAt: stuck.oldestDueAt }, 'notice mails do not leave')
    },
  })
  return { jobs: [deliver, sweep], schedules: [{ job: sweep, input: null, when: { everySeconds: 60 } }] }
}

async function hasWayOut(tx: Tx, mailer: NoticeMailer): Promise<boolean> {
  return ((await isDemo(tx)) ? mailer.demoMailbox : mailer.relay) !== undefined
}

async function isDemo(tx: Tx): Promise<boolean> {
  const orgId = await organisationOf(tx)
  const row = await tx
    .selectFrom('organisation')
    .select('is_demo')
    .where('org_id', '=', orgId)
    .executeTakeFirstOrThrow()
  return row.is_demo
}
