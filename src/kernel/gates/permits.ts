import type { Tx } from '../db/database.ts'
import type { GateState } from './rules/evaluate.ts'
import { permitFault, type StoredPermit } from './rules/permit-fault.ts'

interface PermitQuestion {
  readonly openingId: string
  readonly state: GateState
  readonly effect: string
  readonly now: Date
}

/** Whether an effect of the current revision has a permit that could still be consumed, or one that was. */
export async function liveOrConsumedPermits(tx: Tx, { openingId, state, effect, now }: PermitQuestion) {
  const permits = (await permitsOf(tx, openingId)).filter((one) => one.effect === effect)
  const demand = { recomputedHash: state.revisionHash, effect }
  return {
    isLive: permits.some((permit) => permitFault(permit, { state, now, demand }) === undefined),
    isConsumed: permits.some((permit) => permit.isConsumed && permit.revisionHash === state.revisionHash),
  }
}

export async function permitsOf(tx: Tx, openingId: string): Promise<StoredPermit[]> {
  const rows = await tx
    .selectFrom('permit as p')
    .leftJoin('permit_consumption as c', (join) =>
      join.onRef('c.org_id', '=', 'p.org_id').onRef('c.permit_id', '=', 'p.id'),
    )
    .where('p.opening_id', '=', openingId)
    .select(['p.id', 'p.revision', 'p.revision_hash', 'p.effect', 'p.expires_at', 'p.break_glass_id', 'c.consumed_at'])
    .orderBy('p.seq')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    revisionHash: row.revision_hash,
    effect: row.effect,
    expiresAt: row.expires_at,
    ...(row.break_glass_id && { breakGlassId: row.break_glass_id }),
    isConsumed: row.consumed_at !== null,
  }))
}
