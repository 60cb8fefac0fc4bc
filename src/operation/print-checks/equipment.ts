import type { Database, Tx } from '../../kernel/db/database.ts'
import type { PrintRun, PrintSummary } from '../../engines/print-match/index.ts'
import type { Vault } from '../../kernel/vault/index.ts'

/** Why a lot was stopped. Ids only: whoever drafts the incident reads the rest with their own rights. */
export interface LotStop {
  readonly jobId: string
  readonly lotId: string
  readonly cause: 'sample' | 'scan'
  readonly sampleId?: string
  readonly item?: number
  readonly runId?: string
  /** Who found it; none: the machine. */
  readonly personId?: string
}

/** What the module works with besides the database; `app` gives it. */
export interface PrintEquipment {
  readonly vault: Vault
  /** 全件照合; the engine's own unless a test takes the machine away. */
  readonly verify: (run: PrintRun) => Promise<PrintSummary>
  /** Drafts an incident in the transaction that stops the lot. @returns its id */
  readonly draftIncident?: ((tx: Tx, stop: LotStop) => Promise<string | undefined>) | undefined
  /** Threads that read pages. */
  readonly threadCount?: number
}

/** What the jobs do. Told to them at the start, so that an operation may ask for a job without knowing its work. */
export interface PrintWork {
  verifyRun(orgId: string, runId: string, context: RunningJob): Promise<void>
}

export interface RunningJob {
  readonly signal: AbortSignal
  readonly isLastAttempt: boolean
  reportProgress(done: number, total?: number): Promise<void>
}

const working = new WeakMap<Database, PrintWork>()

export function setPrintWork(database: Database, work: PrintWork): void {
  working.set(database, work)
}

export function printWorkOf(database: Database): PrintWork {
  const work = working.get(database)
  if (!work) throw new Error('equipPrintChecks was not called for this database')
  return work
}
