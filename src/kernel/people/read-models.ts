import { sql } from 'kysely'
import { addDays, type IsoDate, jstInstant } from '../../base/clock.ts'
import type { Page } from '../../base/paging.ts'
import type { Tx } from '../db/database.ts'
import type { PersonRow } from './contract.ts'
import type { Role } from './roles.ts'

export interface PeopleQuestion {
  readonly search?: string | undefined
  readonly unitId?: string | undefined
  readonly onDay: IsoDate
  readonly isActiveOnly: boolean
  readonly cursor?: string | undefined
  readonly size: number
}

/** The last instant of a JST day: how the tree stood when the day was over. */
export const endOfDay = (day: IsoDate): Date => new Date(jstInstant(addDays(day, 1)).getTime() - 1)

const isActiveOn = (day: IsoDate) => sql<boolean>`(p.pseudonymised_at is null
  and coalesce(p.active_from_on <= ${day}, true) and coalesce(p.active_until_on >= ${day}, true))`
const sortKey = sql<string>`coalesce(p.name_kana, p.name)`

/**
 * People as of a day, by reading of the name. The cursor is an id: a name would stand in the page's URL. Records that were merged into another do not come on their own.
 */
export async function peoplePage(tx: Tx, question: PeopleQuestion): Promise<Page<PersonRow>> {
  const { onDay, search, unitId } = question
  const like = `%${(search ?? '').normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`
  const people = await tx
    .selectFrom('person as p')
    .where('p.merged_into_id', 'is', null)
    .$if(question.isActiveOnly, (query) => query.where(isActiveOn(onDay)))
    .$if(Boolean(search), (query) =>
      query.where(sql<boolean>`(p.name ilike ${like} or p.name_kana ilike ${like} or p.staff_number ilike ${like}
        or exists (select 1 from person_address a where a.person_id = p.id and a.address ilike ${like}))`),
    )
    .$if(unitId !== undefined, (query) =>
      query.where(sql<boolean>`exists (select 1 from membership m where m.unit_id = ${unitId}
        and m.person_id = any(array(select records_of_person(p.id)))
        and m.from_on <= ${onDay} and coalesce(m.until_on >= ${onDay}, true))`),
    )
    .$if(question.cursor !== undefined, (query) =>
      query.where(sql<boolean>`(${sortKey}, p.id) > (select coalesce(c.name_kana, c.name), c.id from person c
        where c.id = ${question.cursor}::uuid)`),
    )
    .select([
      'p.id',
      'p.name',
      'p.name_kana as nameKana',
      'p.staff_number as staffNumber',
      'p.party_id as partyId',
      'p.active_from_on as activeFromOn',
      'p.active_until_on as activeUntilOn',
      'p.version',
      isActiveOn(onDay).as('isActive'),
      sql<string | null>`(select a.address from person_address a
        where a.person_id = any(array(select records_of_person(p.id))) and a.is_primary order by a.address limit 1)`.as(
        'address',
      ),
    ])
    .orderBy(sortKey)
    .orderBy('p.id')
    .limit(question.size + 1)
    .execute()
  const shown = people.slice(0, question.size)
  const last = people.length > question.size ? shown.at(-1) : undefined
  const memberships = await membershipsOf(
    tx,
    shown.map((one) => one.id),
    onDay,
  )
  return {
    items: shown.map((one) => ({ ...one, memberships: memberships.get(one.id) ?? [] })),
    ...(last ? { nextCursor: last.id } : {}),
  }
}

/** Memberships of each person over all their records; without a day, of all time. */
export async function membershipsOf(tx: Tx, personIds: readonly string[], onDay?: IsoDate) {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('unit as u', (join) => join.onRef('u.org_id', '=', 'm.org_id').onRef('u.id', '=', 'm.unit_id'))
    .where(
      sql<boolean>`m.person_id = any(array(select records_of_person(id)
        from unnest(${personIds}::uuid[]) as id))`,
    )
    .$if(onDay !== undefined, (query) =>
      query
        .where('m.from_on', '<=', onDay!)
        .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', onDay!)])),
    )
    .select([
      sql<string>`canonical_person_id(m.person_id)`.as('personId'),
      'm.id',
      'm.unit_id as unitId',
      'u.name as unitName',
      'm.role',
      'm.from_on as fromOn',
      'm.until_on as untilOn',
      'm.version',
    ])
    .orderBy('m.from_on')
    .orderBy('m.id')
    .execute()
  return Map.groupBy(
    rows.map((row) => ({ ...row, role: row.role as Role })),
    (row) => row.personId,
  )
}
