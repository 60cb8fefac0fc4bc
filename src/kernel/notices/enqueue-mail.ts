import { z } from 'zod'
import type { Tx } from '../db/database.ts'
import { defineJob, enqueue } from '../jobs/index.ts'

/** The job of one mail, as the act that asks for it knows it. What it does is the worker's: it has the mailer. */
export const waitingMail = defineJob({
  name: 'notices.deliver-mail',
  input: z.object({ mailId: z.uuid() }),
  retryCount: 10,
  limitSeconds: 180,
  run: () => Promise.reject(new Error('this process has no mailer: the worker runs the jobs of noticeJobs()')),
})

export async function enqueueMail(tx: Tx, mailId: string, startAfter: Date): Promise<void> {
  await enqueue(tx, waitingMail, { mailId }, { startAfter, singletonKey: mailId })
}
