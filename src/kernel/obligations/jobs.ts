import { z } from 'zod'
import { defineJob, type Schedule } from '../jobs/index.ts'
import { sendReminders } from './operations/send-reminders.ts'

/** Sends the reminders of one organisation. A second run on a day finds nothing to send. */
export const sendRemindersJob = defineJob({
  name: 'obligations.send-reminders',
  input: z.null(),
  async run({ inOrganisation, log }) {
    const { rungCount, toldCount, unheard } = await inOrganisation((tx) => sendReminders(tx))
    log.info({ rungCount, toldCount }, 'reminders sent')
    if (unheard.length > 0)
      log.error({ obligationIds: unheard.slice(0, 20), count: unheard.length }, 'nobody to remind')
  },
})

export const obligationJobs = [sendRemindersJob]

/** Every morning, and at noon for what the morning could not send. */
export const obligationSchedules: readonly Schedule[] = [
  { job: sendRemindersJob, input: null, when: { cron: '5 9,12 * * *' } },
]
