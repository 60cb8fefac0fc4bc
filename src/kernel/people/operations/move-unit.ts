import type { AnyActor } from '../../../base/actor.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { unitEvents } from '../events.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion, orRefuse } from '../store.ts'

export interface MoveUnit {
  readonly unitId: string
  readonly version: number
  /** null: to the top. */
  readonly parentId: string | null
}

/** @throws Refusal `not_found`, `stale_version`, `unit_circle` */
export async function moveUnit(tx: Tx, actor: AnyActor, input: MoveUnit): Promise<void> {
  await lockVersion(tx, 'unit', input.unitId, input.version)
  const before = await tx
    .selectFrom('unit')
    .select('parent_id')
    .where('id', '=', input.unitId)
    .executeTakeFirstOrThrow()
  await orRefuse(
    tx
      .updateTable('unit')
      .set({ parent_id: input.parentId, version: input.version + 1 })
      .where('id', '=', input.unitId)
      .execute(),
  )
  await standingChanged(tx)
  await recordEvent(tx, unitEvents.moved, {
    actor,
    subject: { kind: 'unit', id: input.unitId },
    facts: { fromParentId: before.parent_id, toParentId: input.parentId },
  })
}
