import { sql } from 'kysely'
import { addDays, jstDay, jstInstant } from '../../base/clock.ts'
import type { InputOf, OutputOf } from '../../base/endpoint.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../db/database.ts'
import type * as contract from './contract.ts'
import { allHabits, countBreakGlass, decisionHabits, type HabitCursor, type Period } from './habits.ts'
import { type HabitPeriod, habitPeriodOn } from './rules/habit-period.ts'
import { shareOf } from './rules/shown-shares.ts'

/** What everybody together did, and the emergency releases. */
export async function habitSummary(
  tx: Tx,
  { period }: { readonly period: HabitPeriod },
): Promise<OutputOf<typeof contract.readGateHabits>> {
  const days = habitPeriodOn(period, jstDay(await instantOf(tx)))
  const within = instantsOf(days)
  const habits = await allHabits(tx, within)
  return { ...days, ...habits, ...sharesOf(habits), glass: await countBreakGlass(tx, within) }
}

/** Approver by approver. @throws Refusal `bad_input` for a cursor that is none */
export async function habitLines(
  tx: Tx,
  page: InputOf<typeof contract.listGateHabits>,
): Promise<OutputOf<typeof contract.listGateHabits>> {
  const period = await periodOf(tx, page.period)
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor)
  const found = await decisionHabits(tx, period, { limit: page.size + 1, after })
  const shown = found.slice(0, page.size)
  const names = await tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${shown.map(({ personId }) => personId)}::uuid[])`)
    .execute()
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const items = shown.map((habits) => ({ ...habits, ...sharesOf(habits), name: nameOf.get(habits.personId) ?? '' }))
  const last = items.at(-1)
  return found.length > page.size && last ? { items, nextCursor: `${last.decisionCount}_${last.personId}` } : { items }
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

function readCursor(text: string): HabitCursor {
  const found = new RegExp(`^(\\d{1,12})_(${UUID})$`).exec(text)
  if (!found) throw new Refusal('bad_input')
  return { decisionCount: Number(found[1]), personId: found[2]! }
}

const sharesOf = (habits: { decisionCount: number; passCount: number; measuredCount: number; quickCount: number }) => {
  const passShare = shareOf(habits.passCount, habits.decisionCount)
  const quickShare = shareOf(habits.quickCount, habits.measuredCount)
  return { ...(passShare !== undefined && { passShare }), ...(quickShare !== undefined && { quickShare }) }
}

const instantsOf = ({ firstOn, lastOn }: { firstOn: string; lastOn: string }): Period => ({
  from: jstInstant(firstOn),
  until: jstInstant(addDays(lastOn, 1)),
})

const periodOf = async (tx: Tx, period: HabitPeriod) => instantsOf(habitPeriodOn(period, jstDay(await instantOf(tx))))

/** The emergency releases of a period, the newest first. @throws Refusal `bad_input` for a cursor that is none */
export async function glassLines(
  tx: Tx,
  page: InputOf<typeof contract.listBrokenGlass>,
): Promise<OutputOf<typeof contract.listBrokenGlass>> {
  const { from, until } = await periodOf(tx, page.period)
  if (page.cursor !== undefined && !new RegExp(`^${UUID}$`).test(page.cursor)) throw new Refusal('bad_input')
  const rows = await tx
    .selectFrom('break_glass as b')
    .leftJoin('break_glass_confirmation as c', (join) =>
      join.onRef('c.org_id', '=', 'b.org_id').onRef('c.break_glass_id', '=', 'b.id'),
    )
    .leftJoin('break_glass_review as r', (join) =>
      join.onRef('r.org_id', '=', 'b.org_id').onRef('r.break_glass_id', '=', 'b.id'),
    )
    .where('b.opened_at', '>=', from)
    .where('b.opened_at', '<', until)
    .$if(page.cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(b.opened_at, b.id) < (select x.opened_at, x.id from break_glass x where x.id = ${page.cursor}::uuid)`,
      ),
    )
    .select(['b.id', 'b.opened_at as openedAt', 'c.confirmed_at as confirmedAt'])
    .select(['r.reviewed_at as reviewedAt', 'r.conclusion'])
    .select([
      nameOf(sql`b.person_id`).as('openerName'),
      nameOf(sql`c.person_id`).as('confirmerName'),
      nameOf(sql`r.person_id`).as('reviewerName'),
      sql<Date | null>`(select min(u.consumed_at) from permit p join permit_consumption u on u.org_id = p.org_id
        and u.permit_id = p.id where p.org_id = b.org_id and p.break_glass_id = b.id)`.as('passedAt'),
    ])
    .orderBy('b.opened_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(page.size + 1)
    .execute()
  const items = rows
    .slice(0, page.size)
    .map((row) => ({
      id: row.id,
      openedAt: row.openedAt.toISOString(),
      openerName: row.openerName ?? '',
      ...(row.confirmedAt && { confirmedAt: row.confirmedAt.toISOString(), confirmerName: row.confirmerName ?? '' }),
      ...(row.passedAt && { passedAt: row.passedAt.toISOString() }),
      ...(row.reviewedAt && {
        reviewedAt: row.reviewedAt.toISOString(),
        reviewerName: row.reviewerName ?? '',
        conclusion: row.conclusion as 'justified' | 'not_justified',
      }),
    }))
  return rows.length > page.size ? { items, nextCursor: items.at(-1)!.id } : { items }
}

const nameOf = (personId: ReturnType<typeof sql>) =>
  sql<string | null>`(select p.name from person p where p.id = canonical_person_id(${personId}))`
