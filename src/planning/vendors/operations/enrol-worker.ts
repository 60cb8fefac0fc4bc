import type { AnyActor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { addPerson, addUnit, setMembership } from '../../../kernel/people/index.ts'
import type { RosterRow } from '../roster-sheet.ts'
import type { OpenRoster } from '../submit-roster.ts'

/** Registers a vendor's worker who is not known yet, as a person of that party and a worker of its unit. Answers their id. */
export async function enrolWorker(tx: Tx, actor: AnyActor, roster: OpenRoster, row: RosterRow): Promise<string> {
  const { partyId, partyName } = roster
  if (!partyId || !partyName) throw new Error('our own people are registered by the personnel register alone')
  const { id } = await addPerson(tx, actor, {
    name: row.name,
    nameKana: row.nameKana,
    partyId,
    addresses: row.address === undefined ? [] : [row.address],
    activeFromOn: row.fromOn,
  })
  const unitId = await unitOfParty(tx, actor, { partyId, partyName, ownerUnitId: roster.ownerUnitId })
  await setMembership(tx, actor, { personId: id, unitId, role: 'worker', fromOn: row.fromOn })
  return id
}

/** The unit of a vendor's people; the first worker makes it, under the unit of ours that is in charge. */
async function unitOfParty(
  tx: Tx,
  actor: AnyActor,
  party: { partyId: string; partyName: string; ownerUnitId: string },
): Promise<string> {
  const unit = await tx
    .selectFrom('unit')
    .select('id')
    .where('party_id', '=', party.partyId)
    .where('closed_on', 'is', null)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  if (unit) return unit.id
  const { partyId, partyName, ownerUnitId } = party
  return (await addUnit(tx, actor, { name: partyName, kind: 'party', partyId, parentId: ownerUnitId })).id
}
