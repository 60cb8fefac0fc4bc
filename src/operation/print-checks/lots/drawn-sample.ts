import type { Tx } from '../../../kernel/db/database.ts'
import { drawSample, sampleSizeFor } from '../../../engines/sampling/index.ts'

export interface DrawnSample {
  readonly lotNumber: number
  readonly itemCount: number
  readonly populationHash: string
  readonly seed: string
  readonly badShare: number
  readonly confidence: number
  readonly items: readonly { readonly item: number; readonly reasons: readonly string[]; readonly isRandom: boolean }[]
  /** Drawn again from the seed, it is what was opened. */
  readonly isAsDrawn: boolean
}

/**
 * The sample of a lot as it was drawn, and drawn once more from its seed: whoever doubts that the server chose fairly can
 * see that nobody put an item in or left one out.
 * @param number of the lot; left out, the newest
 * @returns undefined where there is none
 */
export async function drawnSample(tx: Tx, jobId: string, number?: number): Promise<DrawnSample | undefined> {
  const row = await tx
    .selectFrom('print_lot as l')
    .innerJoin('print_sample as s', (join) => join.onRef('s.org_id', '=', 'l.org_id').onRef('s.lot_id', '=', 'l.id'))
    .where('l.job_id', '=', jobId)
    .$if(number !== undefined, (query) => query.where('l.number', '=', number!))
    .orderBy('l.number', 'desc')
    .limit(1)
    .select(['l.number as lotNumber', 'l.item_count as itemCount', 'l.population_hash as populationHash'])
    .select(['s.id as sampleId', 's.seed', 's.bad_share as badShare', 's.confidence'])
    .executeTakeFirst()
  if (!row) return undefined
  const { sampleId, ...sample } = row
  const items = await tx
    .selectFrom('print_sample_item')
    .where('sample_id', '=', sampleId)
    .orderBy('item')
    .select(['item', 'reasons', 'is_random as isRandom'])
    .execute()
  const size = sampleSizeFor(sample.itemCount, sample.badShare, sample.confidence)
  const again = drawSample(sample.seed, sample.populationHash, sample.itemCount, size).map((at) => at + 1)
  const random = items.filter(({ isRandom }) => isRandom).map(({ item }) => item)
  return { ...sample, items, isAsDrawn: again.join() === random.join() }
}
