import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { unitEvents } from '../events.ts'
import { standingChanged } from '../standing-changes.ts'
import { lockVersion } from '../store.ts'

export interface ChangeUnit {
  readonly unitId: string
  readonly version: number
  readonly name?: string | undefined
  /** The last day of the unit; everybody and everything below has ended or moved by then. */
  readonly closedOn?: string | undefined
}

/** @throws Refusal `not_found`, `stale_version`, `unit_in_use` with the count of what is still there after the last day */
export async function changeUnit(tx: Tx, actor: AnyActor, input: ChangeUnit): Promise<void> {
  const { unitId, name, closedOn } = input
  await lockVersion(tx, 'unit', unitId, input.version)
  if (closedOn) await refuseWhileInUse(tx, unitId, closedOn)
  await tx
    .updateTable('unit')
    .set({ ...(name ? { name } : {}), ...(closedOn ? { closed_on: closedOn } : {}), version: input.version + 1 })
    .where('id', '=', unitId)
    .execute()
  const fields = (['name', 'closedOn'] as const).filter((one) => input[one] !== undefined)
  await standingChanged(tx)
  await recordEvent(tx, unitEvents.changed, { actor, subject: { kind: 'unit', id: unitId }, facts: { fields } })
}

async function refuseWhileInUse(tx: Tx, unitId: string, closedOn: string): Promise<void> {
  const { members } = await tx
    .selectFrom('membership')
    .select((eb) => eb.fn.countAll<number>().as('members'))
    .where('unit_id', '=', unitId)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>', closedOn)]))
    .executeTakeFirstOrThrow()
  const { children } = await tx
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('children'))
    .where('parent_id', '=', unitId)
    .where((eb) => eb.or([eb('closed_on', 'is', null), eb('closed_on', '>', closedOn)]))
    .executeTakeFirstOrThrow()
  if (members + children > 0) throw new Refusal('unit_in_use', { count: members + children })
}
