import type { z } from 'zod'
import type { Tx } from '../../kernel/db/database.ts'
import { gateState } from '../../kernel/gates/index.ts'
import { productionGate } from './gate.ts'
import type { Chain } from './load-chain.ts'
import { passageOf } from './passages.ts'
import { personNames } from './person-names.ts'
import type { Batch } from './rules/check-batches.ts'
import type { LotWithSample } from './store.ts'
import type { LotView } from './views.ts'

/** A lot with how far its opening is. */
export async function lotView(
  tx: Tx,
  { job }: Pick<Chain, 'job'>,
  found: LotWithSample,
): Promise<z.input<typeof LotView>> {
  const { lot, sample, items, entries } = found
  const { revision } = await gateState(tx, productionGate, job.id)
  const passage = await passageOf(tx, productionGate, job.id, revision)
  const nameOf = await personNames(tx, [lot.registered_by])
  const read = new Set(entries.map(({ item }) => item))
  const mismatchCount = entries.filter(({ matches }) => !matches).length
  return {
    lotId: lot.id,
    number: lot.number,
    itemCount: lot.item_count,
    batches: lot.batches as unknown as Batch[],
    restarts: lot.restarts,
    spoiledCount: lot.spoiled_count,
    registeredBy: nameOf(lot.registered_by),
    registeredAt: lot.created_at.toISOString(),
    isCurrent: passage?.permitId === lot.production_permit_id,
    isStopped: found.isStopped,
    stoppedBeforeCount: found.stoppedBeforeCount,
    sample: { sampleId: sample.id, itemCount: items.length, doneCount: read.size, mismatchCount },
  }
}
