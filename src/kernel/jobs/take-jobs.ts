import type { Job as Fetched, PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { AnyJob, Log } from './define-job.ts'
import { runJob } from './run-job.ts'

/** A third of the time after which a worker that says nothing is taken for dead. */
const HEARTBEAT_MS = 3000

export interface Taker {
  /** Takes nothing more; what is not done after the time is left to others. */
  stop(timeoutSeconds: number): Promise<void>
}

/** One attempt at a job: what is taken anew while it still runs here is another. */
interface Running {
  readonly fetched: Fetched<unknown>
  readonly abort: AbortController
}

/**
 * Takes the jobs of one kind and runs so many of them side by side. Each has a place of its own: what ends together is noted
 * together, and the places that are free are filled by one look, so that what runs long holds up nothing but itself.
 */
export function takeJobs(boss: PgBoss, { database, log }: { database: Database; log: Log }, job: AnyJob): Taker {
  const running = new Set<Running>()
  const places = job.atOnce ?? 2
  const ended: { readonly one: Running; readonly cause?: unknown }[] = []
  const state = { isStopped: false }
  let [isNoting, isWoken] = [false, false]
  let wake: () => void = () => undefined
  const wakeUp = () => {
    isWoken = true
    wake()
  }
  const complain = (cause: unknown) => log.error({ job: job.name, failure: (cause as Error).message }, 'queue')

  /** Notes what has ended, in groups; then their places are free. */
  const noteEnded = async () => {
    if (isNoting) return
    isNoting = true
    while (ended.length > 0) {
      const some = ended.splice(0)
      const done = some.filter(({ cause }) => cause === undefined).map(({ one }) => one.fetched)
      const failed = some.filter(({ cause }) => cause !== undefined)
      try {
        if (done.length > 0) await boss.complete(job.name, done)
        for (const { one, cause } of failed) await boss.fail(job.name, one.fetched, cause as object)
      } catch (cause) {
        // Not noted, they are run again when their heartbeat has been missed.
        complain(cause)
      }
      for (const { one } of some) running.delete(one)
      wakeUp()
    }
    isNoting = false
  }

  const start = async (taken: Fetched<unknown>) => {
    const abort = new AbortController()
    const fetched = { ...taken, signal: abort.signal }
    // Nothing was heard of it for too long, and yet it runs: it is not ours any more, but keeps its place until its end.
    for (const before of running) if (before.fetched.id === taken.id) before.abort.abort(notOurs())
    const one: Running = { fetched, abort }
    running.add(one)
    const limit = job.limitSeconds ?? 3600
    const isOver = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      const cause = new Error(`it took longer than ${limit} s`)
      abort.abort(cause)
      isOver.reject(cause)
    }, limit * 1000)
    const cause = await Promise.race([runJob(database, log, job, fetched), isOver.promise]).then(
      () => undefined,
      (failure: unknown) => failure ?? new Error('failed without an error'),
    )
    clearTimeout(timer)
    // Whoever gave it up at the stop has said so already.
    if (!running.has(one)) return
    ended.push({ one, ...(cause !== undefined && { cause }) })
    await noteEnded()
  }

  const look = async () => {
    while (!state.isStopped) {
      isWoken = false
      const free = places - running.size
      const found = free > 0 ? await boss.fetch<unknown>(job.name, { batchSize: free }).catch(complain) : []
      for (const one of found ?? []) void start(one)
      if (found?.length && running.size < places) continue
      if (!isWoken && !state.isStopped) await rest()
    }
  }
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, (job.pollSeconds ?? 1) * 1000)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** What somebody else has taken or cancelled is told to stop. */
  const beat = async () => {
    const held = [...running].filter(({ abort }) => !abort.signal.aborted)
    if (held.length === 0) return
    // `settled` stands in no type of pg-boss: those that are still ours. A test says when it goes.
    const { settled } = (await boss.touch(
      job.name,
      held.map(({ fetched }) => fetched),
    )) as { readonly settled?: readonly string[] }
    if (!settled) return
    const kept = new Set(settled)
    for (const one of held) if (!kept.has(one.fetched.id) && running.has(one)) one.abort.abort(notOurs())
  }
  const heart = setInterval(() => void beat().catch(complain), HEARTBEAT_MS)
  const looking = look()

  return {
    async stop(timeoutSeconds) {
      state.isStopped = true
      wakeUp()
      await looking
      const until = performance.now() + timeoutSeconds * 1000
      while (running.size > 0 && performance.now() < until) {
        isWoken = false
        await Promise.race([rest(), new Promise((resolve) => setTimeout(resolve, until - performance.now()))])
      }
      clearInterval(heart)
      const left = [...running]
      running.clear()
      for (const { fetched, abort } of left) {
        abort.abort(new Error('the worker stops'))
        await boss.fail(job.name, fetched, new Error('the worker stopped before its end')).catch(complain)
      }
    },
  }
}

const notOurs = () => new Error('the job is no longer ours')
