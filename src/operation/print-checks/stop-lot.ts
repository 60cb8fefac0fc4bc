import { organisationOf, type Tx } from '../../kernel/db/database.ts'
import { recordEvent } from '../../kernel/ledger/index.ts'
import type { LotStop, PrintEquipment } from './equipment.ts'
import { printEvents, printSubject } from './events.ts'
import { newestLot, type RunRow } from './store.ts'

/** One mismatch stops the lot: the ledger says so, and whoever `app` named drafts the incident in this transaction. */
export async function stopLot(tx: Tx, { draftIncident }: PrintEquipment, stop: LotStop): Promise<void> {
  const incidentId = await draftIncident?.(tx, stop)
  await recordEvent(tx, printEvents.lot_stopped, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'print-checks.stop-lot' },
    subject: printSubject(stop.jobId),
    facts: { lotId: stop.lotId, sampleId: stop.sampleId, runId: stop.runId, incidentId },
  })
}

/** A scan of the printed sheets that is not right stops the lot that it belongs to. */
export async function stopLotAfterScan(tx: Tx, equipment: PrintEquipment, run: RunRow): Promise<void> {
  const found = await newestLot(tx, run.job_id)
  if (found) await stopLot(tx, equipment, { jobId: run.job_id, lotId: found.lot.id, cause: 'scan', runId: run.id })
}
