import { once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { type AnyJob, defineJob, enqueue, startWorker, type Worker } from './index.ts'

const db = useTestDatabase()
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const workers: Worker[] = []
const WAIT = { timeout: 120_000, interval: 100 }

const work = async (jobs: readonly AnyJob[]) =>
  void workers.push(await startWorker({ database: db.database, jobs, log: quiet }))
const stopAll = () => Promise.all(workers.splice(0).map((worker) => worker.stop()))
afterEach(stopAll)

const waiting = (name: string) =>
  db
    .asOwner<{ n: number }>(`select count(*)::int as n from pgboss.job where name = $1 and state = 'created'`, [name])
    .then(([row]) => row!.n)

test('several run side by side, as many as the job allows, also when they come one by one', async () => {
  const org = await db.newOrganisation()
  let [running, most] = [0, 0]
  const release = Promise.withResolvers<void>()
  const job = defineJob({
    name: 'test.side-by-side',
    input: z.object({}),
    atOnce: 3,
    async run() {
      most = Math.max(most, ++running)
      await release.promise
      running--
    },
  })
  await work([job])
  for (let n = 0; n < 5; n++) await db.inOrganisation(org, (tx) => enqueue(tx, job, {}))
  await vi.waitFor(() => expect(running).toBe(3), WAIT)
  release.resolve()
  await vi.waitFor(async () => expect([await waiting(job.name), running]).toEqual([0, 0]), WAIT)
  expect(most).toBe(3)
})

test('those that run long keep no taker from the quick that come later; one past its limit fails alone', async () => {
  const org = await db.newOrganisation()
  const release = Promise.withResolvers<void>()
  const seen: string[] = []
  const job = defineJob({
    name: 'test.slow-and-quick',
    input: z.object({ word: z.string() }),
    atOnce: 4,
    pollSeconds: 0.5,
    limitSeconds: 2,
    retryCount: 0,
    async run(_, { word }) {
      seen.push(`${word} begun`)
      if (word.startsWith('slow')) await release.promise
      seen.push(`${word} done`)
    },
  })
  const put = (word: string) => db.inOrganisation(org, (tx) => enqueue(tx, job, { word }))
  await work([job])
  for (const word of ['slow 1', 'slow 2']) {
    await put(word)
    await vi.waitFor(() => expect(seen).toContain(`${word} begun`), WAIT)
  }
  for (const word of ['quick 1', 'quick 2']) {
    await put(word)
    // Well before the takers that look seldom would have come by.
    await vi.waitFor(() => expect(seen).toContain(`${word} done`), { timeout: 15_000, interval: 50 })
  }
  expect(seen).not.toContain('slow 1 done')
  const ended = `select string_agg(state::text, ' ' order by data->'input'->>'word') as ended from pgboss.job where name = $1`
  const states = async () => (await db.asOwner<{ ended: string }>(ended, [job.name]))[0]!.ended
  await vi.waitFor(async () => expect(await states()).toBe('completed completed failed failed'), WAIT)
  release.resolve()
})

test('of those that are taken at one look each ends by itself: a slow one holds up nobody’s end, and nobody’s beginning', async () => {
  const org = await db.newOrganisation()
  const release = Promise.withResolvers<void>()
  const job = defineJob({
    name: 'test.one-look',
    input: z.object({ isSlow: z.boolean() }),
    atOnce: 4,
    run: async (_, { isSlow }) => (isSlow ? release.promise : undefined),
  })
  await db.inOrganisation(org, async (tx) => {
    for (let n = 0; n < 12; n++) await enqueue(tx, job, { isSlow: n === 0 || n === 5 || n === 6 })
  })
  await work([job])
  const states = `select state::text, count(*)::int as n from pgboss.job where name = $1 group by state order by state`
  const now = async () =>
    (await db.asOwner<{ state: string; n: number }>(states, [job.name])).map((s) => [s.state, s.n])
  await vi.waitFor(async () => expect(await now()).toEqual([['active', 3], ['completed', 9]]), WAIT) // prettier-ignore
  release.resolve()
  await vi.waitFor(async () => expect(await now()).toEqual([['completed', 12]]), WAIT)
})

test('a running job says that it lives; one that is cancelled is told to stop, and ends nothing', async () => {
  const org = await db.newOrganisation()
  const stopped = Promise.withResolvers<void>()
  const job = defineJob({
    name: 'test.cancelled',
    input: z.object({}),
    async run({ signal }) {
      await once(signal, 'abort')
      stopped.resolve()
    },
  })
  const id = (await db.inOrganisation(org, (tx) => enqueue(tx, job, {})))!
  await work([job])
  const row = async () =>
    (
      await db.asOwner<{ state: string; lives: boolean }>(
        'select state::text, heartbeat_on > started_on as lives from pgboss.job where id = $1',
        [id],
      )
    )[0]!
  await vi.waitFor(async () => expect(await row()).toEqual({ state: 'active', lives: true }), WAIT)
  await db.asOwner(`update pgboss.job set state = 'cancelled' where id = $1`, [id])
  await stopped.promise
  await stopAll()
  expect((await row()).state).toBe('cancelled')
})

test('one that is taken anew while it still runs here: the first is told to stop, and the second ends by itself', async () => {
  const org = await db.newOrganisation()
  const runs: { readonly end: () => void; readonly signal: AbortSignal }[] = []
  const job = defineJob({
    name: 'test.taken-anew',
    input: z.object({}),
    async run({ signal }) {
      const { promise, resolve } = Promise.withResolvers<void>()
      runs.push({ end: resolve, signal })
      await promise
    },
  })
  const id = (await db.inOrganisation(org, (tx) => enqueue(tx, job, {})))!
  await work([job])
  await vi.waitFor(() => expect(runs).toHaveLength(1), WAIT)
  // As when nothing was heard of it for too long: the database was away, or the process was busy.
  await db.asOwner(`update pgboss.job set state = 'retry', start_after = now() where id = $1`, [id])
  await vi.waitFor(() => expect(runs).toHaveLength(2), WAIT)
  expect(runs.map(({ signal }) => signal.aborted)).toEqual([true, false])
  runs[0]!.end()
  const state = async () =>
    (await db.asOwner<{ state: string }>('select state::text from pgboss.job where id = $1', [id]))[0]!.state
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await state()).toBe('active')
  runs[1]!.end()
  await vi.waitFor(async () => expect(await state()).toBe('completed'), WAIT)
  expect(runs).toHaveLength(2)
})
