import type { Actor } from '../../base/actor.ts'
import type { Word } from '../../base/words.ts'
import type { Database, Tx } from '../../kernel/db/database.ts'
import type { PrintFiles, PrintSummary } from '../../engines/print-match/index.ts'
import type { Vault } from '../../kernel/vault/index.ts'
import type { LotStopCause } from './print-states.ts'

/** A stopped lot of which a person tells the privacy office: ids, counts and one sentence, and no value of anybody. */
export interface ReportedLot {
  readonly reportId: string
  readonly jobId: string
  readonly lotId: string
  readonly lotNumber: number
  readonly cause: LotStopCause
  readonly itemCount: number
  readonly openedCount: number
  readonly mismatchCount: number
  readonly sentence: Word
}

/** Where the privacy office takes it up: `app` says who that is. */
export interface IncidentDesk {
  /** @returns what was opened, and the page where it is seen to */
  draftIncident(tx: Tx, actor: Actor, lot: ReportedLot): Promise<{ readonly id: string; readonly link: string }>
  /** The privacy office has said what it did. @param evidenceId the report with its answer */
  endIncident(tx: Tx, actor: Actor, incidentId: string, evidenceId: string): Promise<void>
}

/** What the module works with besides the database; `app` gives it. */
export interface PrintEquipment {
  readonly vault: Vault
  /** 全件照合; the engine's own, in a confined child, unless a test takes the machine away. */
  readonly verify: (run: PrintFiles) => Promise<PrintSummary>
  readonly incidents: IncidentDesk
  /** Threads that read pages. */
  readonly threadCount?: number
}

/** What the jobs do. Told to them at the start, so that an operation may ask for a job without knowing its work. */
export interface PrintWork {
  verifyRun(orgId: string, runId: string, context: RunningJob): Promise<void>
  nudgePrints(orgId: string): Promise<{ nudged: number; unheard: number }>
  purgePrints(orgId: string): Promise<number>
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
