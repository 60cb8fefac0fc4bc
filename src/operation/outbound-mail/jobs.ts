import { z } from 'zod'
import { inOrganisation } from '../../kernel/db/database.ts'
import { type AnyJob, defineJob, enqueue, type Schedule } from '../../kernel/jobs/index.ts'
import { mailWorkOf } from './equipment.ts'
import { mailsLeftBehind } from './mails-left-behind.ts'

const MailId = z.object({ mailId: z.uuid() })

/** Reads a held mail, puts its gate up and runs the machine checks. */
export const readMailJob = defineJob({
  name: 'outbound-mail.read-mail',
  input: MailId,
  limitSeconds: 300,
  pollSeconds: 0.5,
  async run({ database, orgId }, { mailId }) {
    await mailWorkOf(database).readHeldMail(orgId, mailId)
  },
})

/** Releases a mail whose checks all hold, when its cool-down has ended. */
export const releaseMailJob = defineJob({
  name: 'outbound-mail.release-mail',
  input: MailId,
  limitSeconds: 300,
  atOnce: 100,
  pollSeconds: 0.5,
  async run({ database, orgId }, { mailId }) {
    await mailWorkOf(database).releaseMail(orgId, mailId)
  },
})

/** One attempt at the recipients of a mail that are due. */
export const deliverMailJob = defineJob({
  name: 'outbound-mail.deliver-mail',
  input: MailId,
  // Longer than the lease of an attempt: an attempt ends by itself before its job is given up.
  limitSeconds: 2400,
  // What a process that dies had under way may arrive twice (RFC 1047): so many at most.
  atOnce: 32,
  pollSeconds: 0.5,
  async run({ database, orgId }, { mailId }) {
    await mailWorkOf(database).deliverMail(orgId, mailId)
  },
})

/** Gives mail back whose time is over. */
export const expireMailsJob = defineJob({
  name: 'outbound-mail.expire-mails',
  input: z.null(),
  async run({ database, orgId }) {
    await mailWorkOf(database).expireMails(orgId)
  },
})

/** Says again what waits too long, and tells those above. */
export const nudgeMailsJob = defineJob({
  name: 'outbound-mail.nudge-mails',
  input: z.null(),
  async run({ database, orgId, log }) {
    const { nudged, unheard } = await mailWorkOf(database).nudgeMails(orgId)
    if (nudged > 0) log.info({ orgId, nudged }, 'reminders of waiting mail')
    if (unheard > 0) log.error({ orgId, unheard }, 'mail waits and nobody could be told')
  },
})

/** Tells the privacy office of approved mail that does not leave; once a day. */
export const alarmQueueJob = defineJob({
  name: 'outbound-mail.alarm-queue',
  input: z.null(),
  async run({ database, orgId, log }) {
    const told = await mailWorkOf(database).alarmQueue(orgId)
    if (told !== undefined) log.error({ orgId, told }, 'approved mail waits for a relay')
  },
})

/** Finds what a lost job left behind: unread mail, releases and deliveries that are due, attempts that broke off. */
export const sweepMailsJob = defineJob({
  name: 'outbound-mail.sweep-mails',
  input: z.null(),
  async run({ database, orgId }) {
    await inOrganisation(database, orgId, async (tx) => {
      const left = await mailsLeftBehind(tx)
      for (const mailId of left.unread) await enqueue(tx, readMailJob, { mailId }, { singletonKey: mailId })
      for (const mailId of left.toRelease) await enqueue(tx, releaseMailJob, { mailId }, { singletonKey: mailId })
      for (const mailId of left.toDeliver) await enqueue(tx, deliverMailJob, { mailId }, { singletonKey: mailId })
    })
  },
})

/** Erases the content, and long after it the record, of mail whose retention is over. */
export const purgeMailsJob = defineJob({
  name: 'outbound-mail.purge-mails',
  input: z.null(),
  async run({ database, orgId }) {
    await mailWorkOf(database).purgeMails(orgId)
  },
})

export const outboundMailJobs: readonly AnyJob[] = [
  readMailJob,
  releaseMailJob,
  deliverMailJob,
  expireMailsJob,
  purgeMailsJob,
  nudgeMailsJob,
  alarmQueueJob,
  sweepMailsJob,
]

export const outboundMailSchedules: readonly Schedule[] = [
  { job: expireMailsJob, input: null, when: { cron: '*/10 * * * *' } },
  { job: purgeMailsJob, input: null, when: { cron: '40 1 * * *' } },
  { job: nudgeMailsJob, input: null, when: { cron: '*/5 9-18 * * *' } },
  { job: alarmQueueJob, input: null, when: { cron: '*/10 * * * *' } },
  { job: sweepMailsJob, input: null, when: { everySeconds: 30 } },
]
