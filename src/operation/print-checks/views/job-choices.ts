import { sql } from 'kysely'
import type { Actor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { partiesOfEngagement } from '../../../planning/vendors/index.ts'
import { nearUnits } from '../scope.ts'

/**
 * What a print job is made of: running engagements of the units that the actor is in charge of, with their vendors, and
 * who of them is registered here.
 */
export async function jobChoices(tx: Tx, actor: Actor) {
  const today = jstDay(await instantOf(tx))
  const running = await tx
    .selectFrom('engagement')
    .where('status', '=', 'active')
    .orderBy('name')
    .select(['id', 'name', 'owner_unit_id'])
    .execute()
  const near = await nearUnits(
    tx,
    actor,
    running.map(({ owner_unit_id }) => owner_unit_id),
  )
  const engagements = running.filter(({ owner_unit_id }) => near.has(owner_unit_id))
  const choices = []
  for (const { id, name } of engagements) {
    const parties = await partiesOfEngagement(tx, id)
    const client = parties.find(({ relation }) => relation === 'client')
    const printers = []
    for (const party of parties.filter(({ relation }) => relation === 'vendor')) {
      const people = await tx
        .selectFrom('person')
        .where('party_id', '=', party.partyId)
        .where('merged_into_id', 'is', null)
        .where(
          sql<boolean>`exists (select from roster_entry r where r.engagement_id = ${id}
            and r.person_id in (select records_of_person(person.id))
            and r.from_on <= ${today} and (r.until_on is null or r.until_on >= ${today}))`,
        )
        .orderBy('name')
        .select(['id as personId', 'name'])
        .limit(200)
        .execute()
      printers.push({ partyId: party.partyId, name: party.name, tier: party.tier ?? 1, people })
    }
    choices.push({
      engagementId: id,
      name,
      ...(client && { clientName: client.name }),
      mustClientSignOff: client?.mustClientSignOff ?? false,
      printers,
    })
  }
  return { engagements: choices }
}
