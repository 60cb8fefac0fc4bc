import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { unitEvents } from '../events.ts'
import type { UnitKind } from '../roles.ts'
import { orRefuse } from '../store.ts'

export interface NewUnit {
  readonly name: string
  readonly kind: UnitKind
  readonly parentId?: string | undefined
  /** For `party`, and for it alone: whose people these are. Place it under the unit of ours that is in charge. */
  readonly partyId?: string | undefined
}

/** Adds a unit (組織・職場) to the tree. Read as of any earlier day, it stands where it was first entered. */
export async function addUnit(tx: Tx, actor: AnyActor, unit: NewUnit): Promise<{ id: string }> {
  const id = newId()
  const [parentId, partyId] = [unit.parentId ?? null, unit.partyId ?? null]
  await orRefuse(
    tx
      .insertInto('unit')
      .values({ id, name: unit.name, kind: unit.kind, parent_id: parentId, party_id: partyId })
      .execute(),
  )
  await recordEvent(tx, unitEvents.added, { actor, subject: { kind: 'unit', id }, facts: { parentId, partyId } })
  return { id }
}
