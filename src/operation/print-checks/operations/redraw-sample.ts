import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { PrintEquipment } from '../equipment.ts'
import type { Batch } from '../rules/check-batches.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'
import { newestLot } from '../store.ts'
import { registerLot } from './register-lot.ts'

/**
 * Draws the sample of a lot anew (引き直し) while nobody has opened an item of it: it was seen by somebody who should not
 * have seen it, or the lot cannot be reached in this order. It becomes a lot of the next number with the same printed matter;
 * the reason stands on record, and whoever witnesses and approves ticks it.
 * @throws Refusal `not_found`, `not_allowed`, `sample_opened` (an item was opened, or the lot is stopped), and as `registerLot`
 */
export async function redrawSample(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly reason: string },
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  const found = await newestLot(tx, job.id)
  if (!found) throw new Refusal('not_found')
  if (found.openerId !== undefined || found.isStopped) throw new Refusal('sample_opened')
  const { lot, sample } = found
  await registerLot(
    tx,
    actor,
    {
      jobId: job.id,
      batches: lot.batches as unknown as readonly Batch[],
      restarts: lot.restarts,
      spoiledCount: lot.spoiled_count,
      badShare: sample.bad_share,
      confidence: sample.confidence,
      reason: input.reason,
      isRedrawn: true,
    },
    equipment,
  )
}
