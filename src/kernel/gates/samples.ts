import type { Tx } from '../db/database.ts'
import { drawSample } from './rules/draw-sample.ts'

/** The positions drawn for a sample check of a revision, or undefined while nothing is fixed. */
export async function samplesDrawn(
  tx: Tx,
  openingId: string,
  revision: number,
  check: string,
): Promise<readonly number[] | undefined> {
  const row = await tx
    .selectFrom('gate_sample as s')
    .innerJoin('gate_sample_seed as d', (join) =>
      join.onRef('d.org_id', '=', 's.org_id').onRef('d.sample_id', '=', 's.id'),
    )
    .where('s.opening_id', '=', openingId)
    .where('s.revision', '=', revision)
    .where('s.check_id', '=', check)
    .select(['d.seed', 's.population_size', 's.sample_size'])
    .executeTakeFirst()
  return row && drawSample(row.seed, row.population_size, row.sample_size)
}
