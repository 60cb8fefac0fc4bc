import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { printEvents, printSubject } from '../events.ts'
import { stoppedLots } from './stopped-lots.ts'
import type { RunRow } from '../store.ts'

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

/** A scan with mismatches stops the lot that it is of, once. What could not be verified holds it up, and stops nothing. */
export async function stopLotAfterScan(tx: Tx, run: RunRow): Promise<void> {
  const stopped = (await stoppedLots(tx, run.job_id)).find(({ runId }) => runId === run.id)
  if (stopped) await stopLot(tx, { jobId: run.job_id, lotId: stopped.lotId, runId: run.id })
}
