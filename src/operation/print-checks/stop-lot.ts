import { organisationOf, type Tx } from '../../kernel/db/database.ts'
import { recordEvent } from '../../kernel/ledger/index.ts'
import { printEvents, printSubject } from './events.ts'
import { newestLot, type RunRow } from './store.ts'

export interface LotStop {
  readonly jobId: string
  readonly lotId: string
  readonly sampleId?: string
  readonly runId?: string
}

/** One mismatch stops the lot: the ledger says so. Whether the privacy office is told of it, a person decides. */
export async function stopLot(tx: Tx, { jobId, lotId, sampleId, runId }: LotStop): Promise<void> {
  await recordEvent(tx, printEvents.lot_stopped, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'print-checks.stop-lot' },
    subject: printSubject(jobId),
    facts: { lotId, sampleId, runId },
  })
}

/** A scan of the printed sheets that is not right stops the lot that it belongs to. */
export async function stopLotAfterScan(tx: Tx, run: RunRow): Promise<void> {
  const found = await newestLot(tx, run.job_id)
  if (found) await stopLot(tx, { jobId: run.job_id, lotId: found.lot.id, runId: run.id })
}
