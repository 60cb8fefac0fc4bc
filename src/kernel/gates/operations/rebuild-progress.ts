import type { Tx } from '../../db/database.ts'
import { lockOpenings } from '../load-gate.ts'
import { updateProgress } from '../progress.ts'

/**
 * Computes the projection again, a page of gates a transaction; ended gates are left as they are. Call it when roles,
 * delegations or records of persons have changed, and from time to time: a delegation begins without anybody acting.
 * @param afterId where the last page ended
 * @returns the id to go on after, or undefined when all is done
 */
export async function rebuildProgress(
  tx: Tx,
  { afterId, size = 200 }: { readonly afterId?: string; readonly size?: number } = {},
): Promise<string | undefined> {
  const rows = await tx
    .selectFrom('gate_opening as o')
    .leftJoin('gate_end as e', (join) => join.onRef('e.org_id', '=', 'o.org_id').onRef('e.opening_id', '=', 'o.id'))
    .leftJoin('gate_progress as g', (join) =>
      join.onRef('g.org_id', '=', 'o.org_id').onRef('g.opening_id', '=', 'o.id'),
    )
    .where((eb) => eb.or([eb('e.opening_id', 'is', null), eb('g.state', 'is distinct from', 'ended')]))
    .$if(afterId !== undefined, (query) => query.where('o.id', '>', afterId!))
    .select('o.id')
    .orderBy('o.id')
    .limit(size)
    .execute()
  // In the order of their ids, so that two rebuilds never wait for each other in a circle.
  for (const { id } of rows) {
    await lockOpenings(tx, [id])
    await updateProgress(tx, id)
  }
  return rows.length === size ? rows.at(-1)!.id : undefined
}
