import { type RawBuilder, sql } from 'kysely'
import { isProvisional } from '../../base/closed-days.ts'
import { isIsoDate, jstDay } from '../../base/clock.ts'
import type { PageRequest } from '../../base/paging.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Word } from '../../base/words.ts'
import type { Tx } from '../db/database.ts'
import { type Role, roleWords } from '../people/index.ts'
import { todayOf } from './calendar.ts'
import type { ObligationFilter, ObligationLine } from './contract.ts'
import { type DefinedObligation, definedObligations } from './define-obligation.ts'
import { isOf } from './read-models.ts'
import { obligationState } from './rules/obligation-state.ts'

interface Asked extends PageRequest {
  readonly show: ObligationFilter | 'any'
}
interface Lines {
  readonly items: ObligationLine[]
  readonly nextCursor?: string
}

/** What a person has to see to. @throws Refusal `bad_input` for a cursor that is none */
export const linesFor = async (tx: Tx, personId: string, page: Asked): Promise<Lines> =>
  linesWhere(tx, page, await isOf(tx, personId))

/** What anybody has to see to. @throws Refusal `bad_input` for a cursor that is none */
export const linesOfAll = (tx: Tx, page: Asked): Promise<Lines> => linesWhere(tx, page, sql<boolean>`true`)

/** One, where it is among these. @throws Refusal `not_found` */
export async function lineOfOne(tx: Tx, obligationId: string, whose: RawBuilder<boolean>): Promise<ObligationLine> {
  const one = sql<boolean>`obligation.id = ${obligationId}::uuid and ${whose}`
  const { items } = await linesWhere(tx, { size: 1, show: 'any' }, one)
  if (!items[0]) throw new Refusal('not_found')
  return items[0]
}

/** What is open by its day, the nearest first; what is discharged the latest first. */
async function linesWhere(tx: Tx, page: Asked, whose: RawBuilder<boolean>): Promise<Lines> {
  const today = await todayOf(tx)
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor)
  const isPast = page.show === 'discharged'
  const direction = isPast ? 'desc' : 'asc'
  const rows = await tx
    .selectFrom('obligation')
    .leftJoin('person as p', (join) => join.on(sql<boolean>`p.id = canonical_person_id(obligation.person_id)`))
    .leftJoin('unit as u', 'u.id', 'obligation.unit_id')
    .select(['obligation.id', 'obligation.kind', 'obligation.subject_id as subjectId', 'obligation.due_on as dueOn'])
    .select(['obligation.first_due_on as firstDueOn', 'obligation.discharged_at as dischargedAt'])
    .select(['p.name as personName', 'u.name as unitName'])
    .where(whose)
    .$if(page.show !== 'any', (query) => query.where('obligation.discharged_at', isPast ? 'is not' : 'is', null))
    .$if(page.show === 'overdue', (query) => query.where('obligation.due_on', '<', today))
    .$if(after !== undefined, (query) =>
      query.where(
        isPast
          ? sql<boolean>`(obligation.due_on, obligation.id) < (${after!.dueOn}::date, ${after!.id}::uuid)`
          : sql<boolean>`(obligation.due_on, obligation.id) > (${after!.dueOn}::date, ${after!.id}::uuid)`,
      ),
    )
    .orderBy('obligation.due_on', direction)
    .orderBy('obligation.id', direction)
    .limit(page.size + 1)
    .execute()
  const shown = rows.slice(0, page.size)
  const about = await describedBy(tx, shown)
  const items = shown.map((row): ObligationLine => {
    const definition = kindOf(row.kind)
    const { dischargedAt } = row
    return {
      id: row.id,
      kind: row.kind,
      word: definition?.word ?? { ja: row.kind, en: row.kind },
      ...(about.has(row.id) && { about: about.get(row.id)! }),
      responsible: responsibleOf(row, definition?.responsible),
      dueOn: row.dueOn,
      firstDueOn: row.firstDueOn,
      state: obligationState(row.dueOn, dischargedAt ? jstDay(dischargedAt) : today, dischargedAt !== null),
      isProvisional: isProvisional(row.dueOn, today),
      ...(dischargedAt && { dischargedAt: dischargedAt.toISOString() }),
      ...(definition && { link: definition.link(row.subjectId) }),
    }
  })
  const last = items.at(-1)
  return rows.length > page.size && last ? { items, nextCursor: `${last.dueOn}_${last.id}` } : { items }
}

const kindOf = (kind: string): DefinedObligation | undefined => definedObligations().find(({ id }) => id === kind)

async function describedBy(
  tx: Tx,
  rows: readonly { readonly id: string; readonly kind: string; readonly subjectId: string }[],
): Promise<ReadonlyMap<string, Word>> {
  const words = new Map<string, Word>()
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const described = await kindOf(kind)?.describe?.(
      tx,
      rows.filter((row) => row.kind === kind),
    )
    for (const [id, word] of described ?? []) words.set(id, word)
  }
  return words
}

export function responsibleOf(
  row: { readonly personName: string | null; readonly unitName: string | null },
  role: Role | undefined,
): Word {
  if (row.personName) return { ja: row.personName, en: row.personName }
  const word = role ? roleWords[role] : { ja: '—', en: '—' }
  return row.unitName ? { ja: `${word.ja}(${row.unitName})`, en: `${word.en} (${row.unitName})` } : word
}

function readCursor(cursor: string): { dueOn: string; id: string } {
  const [dueOn = '', id = ''] = cursor.split('_')
  if (!isIsoDate(dueOn) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('bad_input')
  return { dueOn, id }
}
