import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '../../base/ids.ts'
import type { Database } from '../db/database.ts'
import { linkPass, type Sequencing } from './link-pass.ts'
import { ledgerHealth } from './read-models.ts'

export interface SequencerOptions {
  readonly database: Database
  /** How often it looks for new events. Default 200 ms. */
  readonly pollMs?: number
  /** How long after the death of the one that holds the lease another one takes over. Default 3,000 ms. */
  readonly leaseMs?: number
  /** Links written in one transaction. Default 1,000. */
  readonly batchSize?: number
  /** Told after each batch that was committed. */
  readonly onLinked?: (count: number) => void
  /** Told of what hinders it, once for each cause; it goes on trying. `ledgerId`: only this ledger stands still. */
  readonly onProblem?: (problem: Error, ledgerId?: string) => void
}

export interface Sequencer {
  /** Ends after the batch in hand and gives the lease back, so that another one takes over at once. */
  stop(): Promise<void>
}

/**
 * Starts a sequencer. Any number may run, in any number of processes: one of them holds the lease and links, for all
 * organisations and the instance; the others wait for the lease to run out.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const { pollMs = 200 } = options
  const stopping = new AbortController()
  const done = run()
  return {
    stop: () => {
      stopping.abort()
      return done
    },
  }

  async function run(): Promise<void> {
    const lease = leaseOf(options.database, options.leaseMs)
    let told = ''
    let state: Sequencing | undefined
    while (!stopping.signal.aborted) {
      try {
        // Whoever held it meanwhile moved the ledgers on: what we remember of them is old.
        if (!(await lease.keep())) state = undefined
        else state ??= newSequencing(options, lease.holder)
        const mayGoOn = async () => !stopping.signal.aborted && (await lease.keep())
        if (state && !(await linkPass(state, mayGoOn))) {
          state = undefined
          lease.doubt()
        }
        told = ''
      } catch (cause) {
        state = undefined
        lease.doubt()
        const problem = cause as Error
        if (problem.message !== told) options.onProblem?.(problem)
        told = problem.message
      }
      await pause(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
    // Without a database there is nothing to give back: the lease runs out.
    await lease.giveBack().catch(() => undefined)
  }
}

/**
 * Links what is committed and not linked, and answers how many events that were; where a sequencer is at work, waits
 * until that one has done it. For commands and tests.
 * @throws LedgerDamaged when a ledger is not what it was
 */
export async function linkNow(database: Database, options: { readonly batchSize?: number } = {}): Promise<number> {
  const lease = leaseOf(database)
  const problems: Error[] = []
  let count = 0
  const onLinked = (n: number) => (count += n)
  const onProblem = (problem: Error) => problems.push(problem)
  try {
    for (;;) {
      if (await lease.keep()) {
        const state = newSequencing({ database, ...options, onLinked, onProblem }, lease.holder)
        if (await linkPass(state, () => lease.keep())) break
      } else if ((await ledgerHealth(database)).unlinkedCount === 0) break
      await pause(50)
      lease.doubt()
    }
    if (problems[0]) throw problems[0]
    return count
  } finally {
    await lease.giveBack()
  }
}

function newSequencing(options: SequencerOptions, holder: string): Sequencing {
  const { database, batchSize = 1000, onLinked, onProblem } = options
  return {
    database,
    holder,
    batchSize,
    onLinked,
    onProblem,
    heads: new Map(),
    damaged: new Set(),
    coveredAt: -Infinity,
  }
}

/** The lease as one process sees it: renewed when a third of it has passed. */
function leaseOf(database: Database, leaseMs = 3000) {
  const holder = newId()
  let [isHeld, renewAt] = [false, -Infinity]
  const take = async (ms: number) => {
    const { rows } = await database.pool.query<{ held: boolean }>('select ledger_lease($1, $2) as held', [holder, ms])
    return rows[0]!.held
  }
  return {
    holder,
    async keep(): Promise<boolean> {
      if (performance.now() < renewAt) return isHeld
      isHeld = await take(leaseMs)
      renewAt = performance.now() + leaseMs / 3
      return isHeld
    },
    /** Asks the database again at the next `keep`. */
    doubt: () => void (renewAt = -Infinity),
    async giveBack(): Promise<void> {
      if (isHeld) await take(0)
    },
  }
}
