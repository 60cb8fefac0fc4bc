import { sql } from 'kysely'
import { isProvisional } from '../../base/closed-days.ts'
import { type IsoDate, isIsoDate } from '../../base/clock.ts'
import type { Page, PageRequest } from '../../base/paging.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { rolesAt } from '../people/index.ts'
import { todayOf } from './calendar.ts'
import { type DefinedObligation, definedObligations } from './define-obligation.ts'
import { type ObligationState, obligationState } from './rules/obligation-state.ts'
import { type Obligation, obligationColumns } from './store.ts'

export interface OverdueObligation {
  readonly id: string
  readonly kind: string
  readonly subjectId: string
  readonly dueOn: IsoDate
}

/**
 * The obligations of these subjects that are overdue, oldest first. What gates ask (invariant 9).
 * @param on the day to judge by; left out, today by the database's clock
 */
export async function overdueObligations(
  tx: Tx,
  { subjectIds, on }: { readonly subjectIds: readonly string[]; readonly on?: IsoDate },
): Promise<OverdueObligation[]> {
  if (subjectIds.length === 0) return []
  return tx
    .selectFrom('obligation')
    .select(['id', 'kind', 'subject_id as subjectId', 'due_on as dueOn'])
    .where(sql<boolean>`subject_id = any(${subjectIds}::uuid[])`)
    .where('discharged_at', 'is', null)
    .where('due_on', '<', on ?? (await todayOf(tx)))
    .orderBy('due_on')
    .orderBy('id')
    .execute()
}

/** The one obligation of a kind, subject and occurrence, discharged or not. */
export async function findObligation(
  tx: Tx,
  { id }: Pick<DefinedObligation, 'id'>,
  { subjectId, occurrence = '' }: { readonly subjectId: string; readonly occurrence?: string },
): Promise<Obligation | undefined> {
  return tx
    .selectFrom('obligation')
    .select(obligationColumns)
    .where('kind', '=', id)
    .where('subject_id', '=', subjectId)
    .where('occurrence', '=', occurrence)
    .executeTakeFirst()
}

export interface ObligationView extends OverdueObligation {
  readonly subjectKind: string
  readonly occurrence: string
  readonly basis: string
  readonly state: ObligationState
  readonly firstDueOn: IsoDate
  /** The holidays around the day are not settled yet. */
  readonly isProvisional: boolean
  readonly link: string | undefined
  readonly version: number
}

/**
 * What a person is to do, the most urgent first: what names them, and what names nobody but a unit at which they hold the
 * role that the definition asks (or any unit, for an obligation without one).
 * @throws Refusal `bad_input` for a cursor that is none
 */
export async function obligationsFor(tx: Tx, personId: string, page: PageRequest): Promise<Page<ObligationView>> {
  const today = await todayOf(tx)
  let query = tx
    .selectFrom('obligation')
    .select(obligationColumns)
    .where('discharged_at', 'is', null)
    .where(await isOf(tx, personId))
  if (page.cursor !== undefined) {
    const [afterDay = '', afterId = ''] = page.cursor.split('_')
    if (!isIsoDate(afterDay) || !/^[0-9a-f-]{36}$/.test(afterId)) throw new Refusal('bad_input')
    query = query.where(sql<boolean>`(due_on, id) > (${afterDay}::date, ${afterId}::uuid)`)
  }
  const rows = await query
    .orderBy('due_on')
    .orderBy('id')
    .limit(page.size + 1)
    .execute()
  const items = rows.slice(0, page.size).map((row) => ({
    ...row,
    state: obligationState(row.dueOn, today, false),
    isProvisional: isProvisional(row.dueOn, today),
    link: definedObligations()
      .find((each) => each.id === row.kind)
      ?.link(row.subjectId),
  }))
  const last = items.at(-1)
  return rows.length > page.size && last ? { items, nextCursor: `${last.dueOn}_${last.id}` } : { items }
}

/**
 * Whether an obligation is a person's to see to: it names them, or it names nobody and they hold the role that its kind
 * asks, at its unit.
 */
export async function isOf(tx: Tx, personId: string) {
  const held = await rolesAt(tx, personId, await instantOf(tx))
  const pairs = definedObligations().flatMap(({ id, responsible }) =>
    held
      .filter((each) => each.role === responsible)
      .map((each) => ({ kind: id, unitId: each.unitId, isOurs: each.partyId === null })),
  )
  const kinds = pairs.map((pair) => pair.kind)
  const units = pairs.map((pair) => pair.unitId)
  const ours = pairs.map((pair) => pair.isOurs)
  return sql<boolean>`(obligation.person_id in (select records_of_person(${personId}))
    or (obligation.person_id is null and exists (
      select 1 from unnest(${kinds}::text[], ${units}::uuid[], ${ours}::boolean[]) as held (kind, unit_id, is_ours)
      where held.kind = obligation.kind
        and (obligation.unit_id is null and held.is_ours or held.unit_id = obligation.unit_id))))`
}
