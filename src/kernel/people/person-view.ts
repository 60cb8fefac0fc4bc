import { sql } from 'kysely'
import type { z } from 'zod'
import { type IsoDate, jstDay } from '../../base/clock.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../db/database.ts'
import type { AbsenceRow, PersonDetail, StandInRow, UnitRow } from './contract.ts'
import { endOfDay, membershipsOf } from './read-models.ts'
import { canonicalPersonId } from './persons.ts'
import type { DelegationKind, Role } from './roles.ts'

/** One person as of a day, under whichever of their records they are asked for. @throws Refusal `not_found` */
export async function personDetail(tx: Tx, personId: string, onDay: IsoDate): Promise<z.input<typeof PersonDetail>> {
  const id = await canonicalPersonId(tx, personId)
  if (!id) throw new Refusal('not_found')
  const person = await tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const { rows: records } = await sql<{ id: string }>`select id from records_of_person(${id}) as id`.execute(tx)
  const ids = records.map((one) => one.id)
  const addresses = await tx
    .selectFrom('person_address')
    .select('address')
    .where('person_id', 'in', ids)
    .orderBy('is_primary', 'desc')
    .orderBy('address')
    .execute()
  const isActive =
    !person.pseudonymised_at && (person.active_from_on ?? onDay) <= onDay && (person.active_until_on ?? onDay) >= onDay
  return {
    id,
    name: person.name,
    nameKana: person.name_kana,
    staffNumber: person.staff_number,
    partyId: person.party_id,
    address: addresses[0]?.address ?? null,
    addresses: addresses.map((one) => one.address),
    activeFromOn: person.active_from_on,
    activeUntilOn: person.active_until_on,
    retentionEndsOn: person.retention_ends_on,
    isActive,
    version: person.version,
    memberships: (await membershipsOf(tx, [id], onDay)).get(id) ?? [],
    history: (await membershipsOf(tx, [id])).get(id) ?? [],
    mergedRecordIds: ids.filter((one) => one !== id),
    ...(await standInsOf(tx, ids)),
  }
}

/** Who acts for these records and for whom they act, and their absences: what runs now or is still to come. */
export async function standInsOf(
  tx: Tx,
  personIds: readonly string[],
): Promise<{ standIns: z.input<typeof StandInRow>[]; absences: z.input<typeof AbsenceRow>[] }> {
  const now = await instantOf(tx)
  const standIns = await tx
    .selectFrom('delegation as d')
    .innerJoin('person as giver', (j) =>
      j.onRef('giver.org_id', '=', 'd.org_id').onRef('giver.id', '=', 'd.from_person_id'),
    )
    .innerJoin('person as taker', (j) =>
      j.onRef('taker.org_id', '=', 'd.org_id').onRef('taker.id', '=', 'd.to_person_id'),
    )
    .where((eb) => eb.or([eb('d.from_person_id', 'in', personIds), eb('d.to_person_id', 'in', personIds)]))
    .where((eb) => eb.or([eb('d.until_at', 'is', null), eb('d.until_at', '>', now)]))
    .where((eb) => eb.or([eb('d.ended_at', 'is', null), eb('d.ended_at', '>', now)]))
    .select(['giver.name as fromName', 'taker.name as toName'])
    .selectAll('d')
    .orderBy('d.from_at')
    .execute()
  const absences = await tx
    .selectFrom('absence')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('until_at', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('from_at')
    .execute()
  return {
    standIns: standIns.map((one) => ({
      id: one.id,
      kind: one.kind as DelegationKind,
      fromPersonId: one.from_person_id,
      fromName: one.fromName,
      toPersonId: one.to_person_id,
      toName: one.toName,
      role: one.role as Role,
      unitId: one.unit_id,
      fromAt: one.from_at.toISOString(),
      untilAt: one.until_at?.toISOString() ?? null,
      endedAt: one.ended_at?.toISOString() ?? null,
      reason: one.reason,
      version: one.version,
    })),
    absences: absences.map((one) => ({
      id: one.id,
      fromAt: one.from_at.toISOString(),
      untilAt: one.until_at.toISOString(),
      version: one.version,
    })),
  }
}

/** Active people of the same company whose name contains the text, without the asker; 20 at most. */
export async function colleaguesOf(tx: Tx, personId: string, search: string): Promise<{ id: string; name: string }[]> {
  const day = jstDay(await instantOf(tx))
  const like = `%${search.normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from person p
    where p.party_id is not distinct from (select party_id from person where id = ${personId})
      and p.merged_into_id is null and p.id <> canonical_person_id(${personId}) and p.pseudonymised_at is null
      and coalesce(p.active_from_on <= ${day}, true) and coalesce(p.active_until_on >= ${day}, true)
      and (p.name ilike ${like} or p.name_kana ilike ${like})
    order by coalesce(p.name_kana, p.name), p.id limit 20`.execute(tx)
  return rows
}

/** The tree as it stood at the end of a day: names, parents and how many belonged to each unit. Closed units are left out. */
export async function unitTree(tx: Tx, onDay: IsoDate): Promise<z.input<typeof UnitRow>[]> {
  const { rows } = await sql<z.input<typeof UnitRow>>`
    select u.id, h.parent_id as "parentId", h.name, u.kind, u.party_id as "partyId", u.version,
      (select count(distinct canonical_person_id(m.person_id)) from membership m where m.unit_id = u.id
        and m.from_on <= ${onDay} and coalesce(m.until_on >= ${onDay}, true)) as "memberCount"
    from unit u cross join lateral (
      select parent_id, name, closed_on from unit_history
      where unit_id = u.id and changed_at <= ${endOfDay(onDay)} order by version desc limit 1) h
    where coalesce(h.closed_on >= ${onDay}, true)
    order by h.name, u.id`.execute(tx)
  return rows
}
