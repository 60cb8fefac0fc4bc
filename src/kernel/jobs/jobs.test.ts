import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { getConstructionPlans } from 'pg-boss'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import {
  type AnyJob,
  defineInstallationJob,
  defineJob,
  enqueue,
  failedJobCount,
  failedJobs,
  jobProgress,
  retryFailedJob,
  type Schedule,
  startWorker,
  type Worker,
} from './index.ts'

const db = useTestDatabase()
const logged: object[] = []
const note = (facts: object) => void logged.push(facts)
const log = { info: note, warn: note, error: note }
const workers: Worker[] = []

async function work(jobs: readonly AnyJob[], schedules: readonly Schedule[] = []) {
  const worker = await startWorker({ database: db.database, jobs, schedules, log })
  workers.push(worker)
  return worker
}
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
})

const WAIT = { timeout: 120_000, interval: 100 }
let count = 0
const noting = (seen: string[], name = `test.note-${count++}`) =>
  defineJob({
    name,
    input: z.object({ word: z.string().min(1) }),
    async run({ orgId }, { word }) {
      seen.push(`${orgId} ${word}`)
    },
  })

const waiting = (name: string) =>
  db
    .asOwner<{ n: number }>(`select count(*)::int as n from pgboss.job where name = $1 and state = 'created'`, [name])
    .then(([row]) => row!.n)

test('取り消された操作の仕事は存在しない: rollback 0 jobs, commit 1', async () => {
  const org = await db.newOrganisation()
  const job = noting([])
  await expect(
    db.inOrganisation(org, async (tx) => {
      await enqueue(tx, job, { word: '取り消し' })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await waiting(job.name)).toBe(0)
  await db.inOrganisation(org, (tx) => enqueue(tx, job, { word: '確定' }))
  expect(await waiting(job.name)).toBe(1)
})

test('bad input is refused at enqueue, and nothing of the act happens', async () => {
  const org = await db.newOrganisation()
  const job = noting([])
  await expect(db.inOrganisation(org, (tx) => enqueue(tx, job, { word: '' }))).rejects.toThrow(z.ZodError)
  expect(await waiting(job.name)).toBe(0)
})

test('outside an organisation nothing can be enqueued', async () => {
  const job = noting([])
  await expect(
    db.database.kysely.transaction().execute((tx) => enqueue(tx, job, { word: '誰のでもない' })),
  ).rejects.toThrow(/belongs to no organisation/)
})

test('jobs run for the organisation of their act, many quickly one after the other', async () => {
  const orgs = [await db.newOrganisation(), await db.newOrganisation()]
  const seen: string[] = []
  const job = noting(seen)
  for (const org of orgs) {
    await db.inOrganisation(org, async (tx) => {
      for (let n = 0; n < 30; n++) await enqueue(tx, job, { word: `${n}` })
    })
  }
  await work([job])
  await vi.waitFor(() => expect(seen.length).toBe(60), WAIT)
  expect(new Set(seen).size).toBe(60)
  expect(seen.filter((one) => one.startsWith(orgs[0]!)).length).toBe(30)
})

test('jobs that are taken together run side by side, each for its organisation; one that fails is tried again alone', async () => {
  const orgs = [await db.newOrganisation(), await db.newOrganisation()]
  const [seen, runs]: [string[], number[]] = [[], []]
  let atOnce = 0
  const job = defineJob({
    name: `test.note-${count++}`,
    input: z.object({ word: z.string() }),
    atOnce: 8,
    async run({ orgId, inOrganisation, attempt }, { word }) {
      runs.push(++atOnce)
      await inOrganisation((tx) => tx.selectFrom('organisation').select('name').execute())
      atOnce--
      if (word === '3' && attempt === 1) throw new Error('only this one')
      seen.push(`${orgId} ${word}`)
    },
  })
  for (const org of orgs) {
    await db.inOrganisation(org, async (tx) => {
      for (let n = 0; n < 8; n++) await enqueue(tx, job, { word: `${n}` })
    })
  }
  await work([job])
  await vi.waitFor(() => expect(seen.length).toBe(16), WAIT)
  expect(new Set(seen).size).toBe(16)
  expect(Math.max(...runs)).toBe(8)
  const done = await db.asOwner<{ retry_count: number }>(
    `select retry_count from pgboss.job where name = $1 order by retry_count desc`,
    [job.name],
  )
  expect(done.map((one) => one.retry_count).filter(Boolean)).toEqual([1, 1])
})

test('singletonKey: one waits for each key and organisation', async () => {
  const [one, other] = [await db.newOrganisation(), await db.newOrganisation()]
  const job = noting([])
  const add = (org: string, singletonKey?: string) =>
    db.inOrganisation(org, (tx) => enqueue(tx, job, { word: '再計算' }, { singletonKey }))
  expect(await add(one, 'a')).toBeTypeOf('string')
  expect(await add(one, 'a')).toBeUndefined()
  expect(await add(one, 'b')).toBeTypeOf('string')
  expect(await add(other, 'a')).toBeTypeOf('string')
  expect(await add(one)).toBeTypeOf('string')
  expect(await add(one)).toBeTypeOf('string')
  expect(await waiting(job.name)).toBe(5)
})

test('startAfter waits by the clock of the database', async () => {
  const org = await db.newOrganisation()
  const seen: string[] = []
  const [later, now] = [noting(seen), noting(seen)]
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000)
  await db.inOrganisation(org, async (tx) => {
    await enqueue(tx, later, { word: '後で' }, { startAfter: inTwoDays })
    await enqueue(tx, now, { word: '今' })
  })
  await work([later, now])
  await vi.waitFor(() => expect(seen).toEqual([`${org} 今`]), WAIT)
  expect(await waiting(later.name)).toBe(1)
  await db.setClock(new Date(inTwoDays.getTime() + 1000))
  await vi.waitFor(() => expect(seen).toEqual([`${org} 今`, `${org} 後で`]), WAIT)
  await db.setClock(undefined)
})

test('singletonKey: asked for again and sooner, the one that waits starts sooner, never later', async () => {
  const org = await db.newOrganisation()
  const seen: string[] = []
  const job = noting(seen)
  const add = (word: string, startAfter?: Date) =>
    db.inOrganisation(org, (tx) => enqueue(tx, job, { word }, { startAfter, singletonKey: 'k' }))
  await work([job])
  await add('初回', new Date(Date.now() + 86_400_000))
  await add('もっと後', new Date(Date.now() + 2 * 86_400_000))
  expect(await waiting(job.name)).toBe(1)
  await add('すぐ')
  await vi.waitFor(() => expect(seen).toEqual([`${org} 初回`]), WAIT)
  expect(await waiting(job.name)).toBe(0)
})

test('progress is seen while the job runs, and its state afterwards; other organisations see nothing', async () => {
  const [org, other] = [await db.newOrganisation(), await db.newOrganisation()]
  const gate = Promise.withResolvers<void>()
  const job = defineJob({
    name: 'test.import',
    input: z.object({}),
    async run({ reportProgress }) {
      await reportProgress(1)
      await reportProgress(2, 10) // too soon after the first: left out
      await gate.promise
      await reportProgress(10, 10)
    },
  })
  const id = (await db.inOrganisation(org, (tx) => enqueue(tx, job, {})))!
  const progress = () => db.inOrganisation(org, (tx) => jobProgress(tx, job, id))
  expect(await progress()).toEqual({ state: 'waiting', doneCount: 0, attempt: 1 })
  await work([job])
  await vi.waitFor(async () => expect(await progress()).toEqual({ state: 'running', doneCount: 1, attempt: 1 }), WAIT)
  gate.resolve()
  await vi.waitFor(
    async () => expect(await progress()).toEqual({ state: 'done', doneCount: 10, totalCount: 10, attempt: 1 }),
    WAIT,
  )
  await expect(db.inOrganisation(other, (tx) => jobProgress(tx, job, id))).rejects.toThrow(new Refusal('not_found'))
})

test('a job is tried again; after its last attempt it is listed as failed, without data, and can be started again', async () => {
  const [org, other] = [await db.newOrganisation(), await db.newOrganisation()]
  let [attempts, broken] = [0, true]
  const job = defineJob({
    name: 'test.fails',
    input: z.object({ id: z.string() }),
    retryCount: 1,
    async run({ inOrganisation }) {
      attempts++
      if (broken) await inOrganisation((tx) => tx.insertInto('organisation').values({ name: '' }).execute())
    },
  })
  await db.inOrganisation(org, (tx) => enqueue(tx, job, { id: 'x' }))
  await work([job])
  const failed = () => db.inOrganisation(org, (tx) => failedJobs(tx))
  await vi.waitFor(async () => expect(await failed()).toHaveLength(1), WAIT)
  const [found] = await failed()
  expect(found).toMatchObject({ jobName: job.name, attemptCount: 2, failure: expect.stringContaining('organisation') })
  expect(JSON.stringify(await db.asOwner('select output from pgboss.job where output is not null'))).not.toMatch(
    /node_modules/,
  )
  expect(attempts).toBe(2)
  expect(await failedJobCount(db.database)).toBe(1)
  expect(await db.inOrganisation(other, (tx) => failedJobs(tx))).toEqual([])
  await expect(db.inOrganisation(other, (tx) => retryFailedJob(tx, found!.id))).rejects.toThrow(
    new Refusal('not_found'),
  )
  broken = false
  await db.inOrganisation(org, (tx) => retryFailedJob(tx, found!.id))
  expect(await failed()).toEqual([])
  await vi.waitFor(() => expect(attempts).toBe(3), WAIT)
  await expect(db.inOrganisation(org, (tx) => retryFailedJob(tx, found!.id))).rejects.toThrow(new Refusal('not_found'))
})

test('a schedule starts a job for each organisation, and one for the installation', async () => {
  const orgs = [await db.newOrganisation(), await db.newOrganisation()]
  const seen: string[] = []
  const [byCron, bySeconds] = [noting(seen), noting(seen)]
  let sweeps = 0
  const sweep = defineInstallationJob({ name: 'test.sweep', run: async () => void sweeps++ })
  await work(
    [byCron, bySeconds, sweep],
    [
      { job: byCron, input: { word: '毎分' }, when: { cron: '* * * * *' } },
      { job: bySeconds, input: { word: '毎秒' }, when: { everySeconds: 1 } },
      { job: sweep, when: { everySeconds: 1 } },
    ],
  )
  await vi.waitFor(
    () => {
      for (const org of orgs) expect(seen).toEqual(expect.arrayContaining([`${org} 毎秒`, `${org} 毎分`]))
      expect(sweeps).toBeGreaterThan(0)
    },
    { timeout: 90_000, interval: 200 },
  )
})

test('a schedule that the program no longer has is taken away', async () => {
  const names = () =>
    db.asOwner<{ name: string }>('select name from pgboss.schedule').then((rows) => rows.map((r) => r.name))
  const job = noting([])
  const first = await work([job], [{ job, input: { word: '日次' }, when: { cron: '0 2 * * *' } }])
  expect(await names()).toHaveLength(2)
  await first.stop()
  await work([job])
  expect(await names()).toHaveLength(1)
})

test('a worker survives the loss of its connections', async () => {
  const org = await db.newOrganisation()
  const seen: string[] = []
  const job = noting(seen)
  await work([job])
  await db.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'sekisho jobs' and datname = current_database()`,
  )
  await db.inOrganisation(org, (tx) => enqueue(tx, job, { word: '続行' }))
  await vi.waitFor(() => expect(seen).toEqual([`${org} 続行`]), WAIT)
})

test('止めるときは、動いている仕事を終わらせてから止まる', async () => {
  const org = await db.newOrganisation()
  const [started, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let finished = false
  const job = defineJob({
    name: 'test.slow',
    input: z.object({}),
    async run() {
      started.resolve()
      await release.promise
      finished = true
    },
  })
  const id = (await db.inOrganisation(org, (tx) => enqueue(tx, job, {})))!
  const worker = await work([job])
  await started.promise
  const stopped = worker.stop()
  release.resolve()
  await stopped
  expect(finished).toBe(true)
  expect(await db.inOrganisation(org, (tx) => jobProgress(tx, job, id))).toMatchObject({ state: 'done', attempt: 1 })
})

test('kill -9: what a killed worker was doing is started by another', async () => {
  const org = await db.newOrganisation()
  let takenOver = 0
  const job = defineJob({
    name: 'test.take-over',
    input: z.object({}),
    run: async ({ attempt }) => void (takenOver = attempt),
  })
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../../test/harness/children/hanging-worker.ts', import.meta.url)), db.appUrl],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  await db.inOrganisation(org, (tx) => enqueue(tx, job, {}))
  await vi.waitFor(() => expect(printed).toContain('taken'), WAIT)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  await work([job])
  await vi.waitFor(() => expect(takenOver).toBe(2), WAIT)
})

test('the schema in the migration is that of the installed pg-boss', async () => {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
  const migration = plain(await readFile(new URL('../../../db/migrations/0004_jobs.sql', import.meta.url), 'utf8'))
  const theirs = plain(
    getConstructionPlans('pgboss')
      .replace(/^[^]*?(?=CREATE SCHEMA)/, '')
      .replace(/COMMIT;\s*$/, ''),
  )
  expect(migration.includes(theirs)).toBe(true)
})
