import { sql } from 'kysely'
import type { AnyActor } from '../../base/actor.ts'
import type { IsoDate } from '../../base/clock.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { recordEvent } from '../ledger/index.ts'
import type { ImportTarget } from '../sheets/index.ts'
import { membershipEvents, personEvents } from './events.ts'
import { addUnit } from './operations/add-unit.ts'
import { changePerson } from './operations/change-person.ts'
import { endMembership } from './operations/end-membership.ts'
import { endPerson } from './operations/end-person.ts'
import { reopenMembership } from './operations/reopen-membership.ts'
import { setMembership } from './operations/set-membership.ts'
import { LINE_ROLES, type Place, type SheetSurroundings, type StaffRow } from './people-sheet.ts'
import type { Role } from './roles.ts'
import { plainPath, type UnitPath } from './rules/find-unit.ts'
import {
  changesNothing,
  type KnownMembership,
  type KnownStaff,
  type SaidStaff,
  staffChanges,
} from './rules/staff-changes.ts'
import { orRefuse } from './store.ts'

type Known = KnownStaff & { readonly id: string; readonly version: number }

/** What a list is compared with: our own open units by path, and whose each address is. */
export async function sheetSurroundings(tx: Tx, mayAddUnits: boolean, today: IsoDate): Promise<SheetSurroundings> {
  const { rows: units } = await sql<UnitPath>`
    with recursive tree as (
      select u.id, array[u.name] as names from unit u where u.parent_id is null and u.party_id is null
        and coalesce(u.closed_on >= ${today}, true)
      union all
      select u.id, tree.names || u.name from unit u join tree on u.parent_id = tree.id
      where u.party_id is null and coalesce(u.closed_on >= ${today}, true)
    ) select id, names from tree`.execute(tx)
  const { rows: owners } = await sql<{ address: string; owner: string | null }>`
    select a.address, case when p.party_id is null then p.staff_number else '' end as owner
    from person_address a join person p on p.org_id = a.org_id and p.id = a.person_id`.execute(tx)
  return { units, mayAddUnits, addressOwners: new Map(owners.map((one) => [one.address, one.owner])) }
}

/** Compares rows of the personnel list with the register, and writes what differs, each act with its event. */
export function peopleImportTarget(tx: Tx, actor: AnyActor, today: IsoDate): ImportTarget<StaffRow> {
  const added = new Map<string, string>() // units that this import has added
  const said = (row: StaffRow): SaidStaff => ({ ...row, unitId: unitOf(row.place, added) })
  return {
    async compare(rows) {
      const known = await knownStaff(tx, rows, today)
      return rows.map((row) => {
        const person = matchOf(known, row)
        if (!person) return 'new'
        return changesNothing(staffChanges(person, said(row), today)) ? 'unchanged' : 'changed'
      })
    },
    async countMissing(keys) {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from person p where p.party_id is null and p.staff_number is not null
          and p.pseudonymised_at is null and coalesce(p.active_until_on >= ${today}, true)
          and not p.staff_number = any(${[...keys]}::text[])`.execute(tx)
      return rows[0]!.count
    },
    async write(changes) {
      for (const { row } of changes) await addMissingUnits(tx, actor, row.place, added)
      await addNew(
        tx,
        actor,
        changes.filter((one) => one.change === 'new').map((one) => said(one.row)),
        today,
      )
      const rows = changes.filter((one) => one.change === 'changed').map((one) => one.row)
      const known = await knownStaff(tx, rows, today)
      for (const row of rows) await applyChanges(tx, actor, matchOf(known, row)!, said(row), today)
    },
  }
}

const keyOf = (place: { parentId: string | undefined; missing: readonly string[] }) =>
  `${place.parentId ?? ''}/${plainPath(place.missing)}`

function unitOf(place: Place, added: ReadonlyMap<string, string>): string | undefined {
  return 'unitId' in place ? place.unitId : added.get(keyOf(place))
}

async function addMissingUnits(tx: Tx, actor: AnyActor, place: Place, added: Map<string, string>): Promise<void> {
  if ('unitId' in place) return
  let parentId = place.parentId
  for (let depth = 1; depth <= place.missing.length; depth++) {
    const key = keyOf({ parentId: place.parentId, missing: place.missing.slice(0, depth) })
    const kind = depth < place.missing.length ? 'department' : 'workplace'
    const id = added.get(key) ?? (await addUnit(tx, actor, { name: place.missing[depth - 1]!, kind, parentId })).id
    added.set(key, id)
    parentId = id
  }
}

const matchOf = (known: readonly Known[], row: Pick<StaffRow, 'staffNumber' | 'address'>) =>
  known.find((one) => one.staffNumber === row.staffNumber) ??
  known.find((one) => one.staffNumber === null && row.address !== undefined && one.addresses.includes(row.address))

/** Records with one of these staff numbers, or without one and with one of these addresses. */
async function knownStaff(tx: Tx, rows: readonly StaffRow[], today: IsoDate): Promise<Known[]> {
  const numbers = rows.map((row) => row.staffNumber)
  const addresses = rows.flatMap((row) => row.address ?? [])
  const { rows: people } = await sql<Known>`
    select p.id, p.version, p.name, p.name_kana as "nameKana", p.staff_number as "staffNumber",
      p.active_from_on as "activeFromOn", p.active_until_on as "activeUntilOn",
      array(select a.address from person_address a where a.person_id = p.id order by a.is_primary desc, a.address) as addresses,
      '{}'::text[] as memberships
    from person p where p.party_id is null and p.pseudonymised_at is null
      and (p.staff_number = any(${numbers}::text[]) or (p.staff_number is null
        and p.id in (select a.person_id from person_address a where a.address = any(${addresses}::text[]))))`.execute(
    tx,
  )
  const { rows: memberships } = await sql<KnownMembership & { personId: string }>`
    select m.person_id as "personId", m.id, m.unit_id as "unitId", m.role, m.from_on as "fromOn", m.until_on as "untilOn", m.version
    from membership m where m.person_id = any(${people.map((one) => one.id)}::uuid[])
      and m.role = any(${LINE_ROLES}::text[]) and coalesce(m.until_on >= ${today}, true) order by m.id`.execute(tx)
  const byPerson = Map.groupBy(memberships, (one) => one.personId)
  return people.map((one) => ({ ...one, memberships: byPerson.get(one.id) ?? [] }))
}

/** New people in a few statements: a first list has many thousands. */
async function addNew(tx: Tx, actor: AnyActor, rows: readonly SaidStaff[], today: IsoDate): Promise<void> {
  if (rows.length === 0) return
  const people = rows.map((row) => ({ ...row, id: newId() }))
  await orRefuse(
    tx
      .insertInto('person')
      .values(
        people.map((one) => ({
          id: one.id,
          name: one.name,
          name_kana: one.nameKana ?? null,
          staff_number: one.staffNumber,
          active_from_on: one.fromOn ?? null,
        })),
      )
      .execute(),
  )
  const addresses = people.flatMap((one) => (one.address ? [{ address: one.address, person_id: one.id }] : []))
  if (addresses.length > 0) await orRefuse(tx.insertInto('person_address').values(addresses).execute())
  const memberships = people.flatMap((one) =>
    (one.roles ?? (['employee'] as const)).map((role: Role) => ({
      id: newId(),
      person_id: one.id,
      unit_id: one.unitId!,
      role,
      from_on: firstDayOf(one, today),
    })),
  )
  await orRefuse(tx.insertInto('membership').values(memberships).execute())
  for (const { id } of people) {
    await recordEvent(tx, personEvents.added, { actor, subject: { kind: 'person', id }, facts: { partyId: null } })
  }
  for (const one of memberships) {
    await recordEvent(tx, membershipEvents.set, {
      actor,
      subject: { kind: 'membership', id: one.id },
      facts: { personId: one.person_id, unitId: one.unit_id, role: one.role, fromOn: one.from_on, untilOn: null },
    })
  }
  for (const one of people) {
    if (one.untilOn) await endPerson(tx, actor, { personId: one.id, version: 1, lastOn: one.untilOn })
  }
}

/** Somebody who has left already and whose first day is not known was there on their last. */
function firstDayOf(one: SaidStaff, today: IsoDate): IsoDate {
  if (one.fromOn) return one.fromOn
  return one.untilOn && one.untilOn < today ? one.untilOn : today
}

async function applyChanges(tx: Tx, actor: AnyActor, known: Known, said: SaidStaff, today: IsoDate): Promise<void> {
  const changes = staffChanges(known, said, today)
  let { version } = known
  if (Object.keys(changes.fields).length > 0) {
    await changePerson(tx, actor, { personId: known.id, version: version++, ...changes.fields })
  }
  for (const { membership, untilOn } of changes.end) {
    await endMembership(tx, actor, { membershipId: membership.id, version: membership.version, untilOn })
  }
  for (const one of changes.reopen) {
    await reopenMembership(tx, actor, { membershipId: one.id, version: one.version })
  }
  for (const { role, fromOn } of changes.set) {
    await setMembership(tx, actor, { personId: known.id, unitId: said.unitId!, role, fromOn })
  }
  if (changes.lastOn) await endPerson(tx, actor, { personId: known.id, version, lastOn: changes.lastOn })
}
