import { Writable } from 'node:stream'
import { afterAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import { defineJob, enqueue, failedJobCount, startWorker, type Worker } from '../../kernel/jobs/index.ts'
import { jobsCommand } from './jobs.ts'

const db = useTestDatabase()
let worker: Worker | undefined
afterAll(() => worker?.stop())

async function jobs(...args: string[]) {
  let said = ''
  const out = new Writable({
    write(part: Buffer, _, done) {
      said += part.toString()
      done()
    },
  })
  const status = await jobsCommand(args, { databaseUrl: db.appUrl, out })
  return { status, said }
}

test('sekisho jobs: what was given up is listed, and started again when the cause is gone', async () => {
  expect(await jobs('failed')).toEqual({ status: 0, said: 'No failed jobs.\n' })
  let isBroken = true
  const done: string[] = []
  const job = defineJob({
    name: 'trial.by-hand',
    input: z.object({ word: z.string() }),
    retryCount: 0,
    async run(_, { word }) {
      if (isBroken) throw new Error('not yet')
      done.push(word)
    },
  })
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  worker = await startWorker({ database: db.database, jobs: [job], schedules: [], log })
  for (const word of ['一', '二'])
    await db.inOrganisation(await db.newOrganisation(), (tx) => enqueue(tx, job, { word }))
  await vi.waitFor(async () => expect(await failedJobCount(db.database)).toBe(2), { timeout: 60_000, interval: 200 })

  const listed = await jobs('failed', '--json')
  expect(listed.status).toBe(1)
  const Listed = z.object({ failed: z.array(z.object({ id: z.uuid(), jobName: z.string(), failure: z.string() })) })
  const { failed } = Listed.parse(JSON.parse(listed.said))
  expect(failed).toMatchObject([{ jobName: 'trial.by-hand', failure: 'Error: not yet' }, { jobName: 'trial.by-hand' }])
  expect((await jobs('failed')).said).toContain(failed[0]!.id)

  isBroken = false
  expect((await jobs('retry', failed[0]!.id)).status).toBe(1)
  expect(await jobs('retry', failed[0]!.id)).toEqual({ status: 2, said: `sekisho: no failed job ${failed[0]!.id}\n` })
  expect(await jobs('retry', '--all')).toEqual({ status: 0, said: '1 started again.\nNo failed jobs.\n' })
  await vi.waitFor(() => expect(done.sort()).toEqual(['一', '二']), { timeout: 60_000, interval: 200 })
})

test.each([[], ['retry'], ['retry', 'one'], ['retry', `${newId()}; --`], ['else']])(
  'sekisho jobs %j: says how it is called, and does nothing',
  async (...args) => {
    expect(await jobs(...args)).toMatchObject({ status: 2, said: expect.stringContaining('sekisho jobs failed') })
  },
)
