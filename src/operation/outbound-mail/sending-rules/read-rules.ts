import { sql } from 'kysely'
import type { z } from 'zod'
import type { PageRequest } from '../../../base/paging.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { rulesInEffect } from './applied-rules.ts'
import type { readSendingRules, RuleSet } from './contract.ts'
import { DEFAULT_RULES, type SendingRules } from './rules/rule-set.ts'
import type { RuleScope } from './rule-states.ts'

/** No later version is in effect by the day of this one: else it would never speak. */
const canWin = sql<boolean>`not exists (select from sending_rule_set l where l.scope_kind = s.scope_kind
  and l.scope_key = s.scope_key and l.version > s.version and l.effective_from <= s.effective_from)`

type Row = z.input<typeof RuleSet>

/** The rules in effect, those planned, and for whom rules can be made. */
export async function sendingRules(tx: Tx): Promise<z.input<(typeof readSendingRules)['output']>> {
  const now = await instantOf(tx)
  const inEffect = (await rulesInEffect(tx, now)).map(({ id }) => id)
  const rows = await ruleRows(tx)
    .where((eb) =>
      eb.or([
        eb('s.id', 'in', inEffect.length > 0 ? inEffect : ['00000000-0000-0000-0000-000000000000']),
        eb.and([eb('s.effective_from', '>', now), canWin]),
      ]),
    )
    .orderBy('s.scope_kind')
    .orderBy('s.scope_key')
    .orderBy('s.effective_from')
    .execute()
  const versions = await tx
    .selectFrom('sending_rule_set')
    .select(['scope_kind', 'scope_key', (eb) => eb.fn.max('version').as('newest')])
    .groupBy(['scope_kind', 'scope_key'])
    .execute()
  const units = await tx.selectFrom('unit').select(['id', 'name']).orderBy('name').execute()
  const engagements = await tx
    .selectFrom('engagement')
    .where('status', '=', 'active')
    .select(['id', 'name'])
    .orderBy('name')
    .execute()
  return {
    builtIn: DEFAULT_RULES,
    inEffect: rows.filter(({ id }) => inEffect.includes(id)).map(lineOf),
    planned: rows.filter(({ effective_from }) => effective_from > now).map(lineOf),
    versions: Object.fromEntries(versions.map((row) => [`${row.scope_kind} ${row.scope_key}`, row.newest])),
    units,
    engagements,
  }
}

export async function newestVersion(tx: Tx, scope: RuleScope, key: string): Promise<number> {
  const row = await tx
    .selectFrom('sending_rule_set')
    .where('scope_kind', '=', scope)
    .where('scope_key', '=', key)
    .select((eb) => eb.fn.max('version').as('newest'))
    .executeTakeFirst()
  return row?.newest ?? 0
}

/** Every version that was ever saved, the newest first. */
export async function ruleVersions(tx: Tx, page: PageRequest) {
  const rows = await ruleRows(tx)
    .$if(page.cursor !== undefined, (query) => query.where('s.id', '<', cursorId(page.cursor!)))
    .orderBy('s.id', 'desc')
    .limit(page.size + 1)
    .execute()
  const items = rows.slice(0, page.size).map(lineOf)
  return { items, ...(rows.length > page.size && { nextCursor: items.at(-1)!.id }) }
}

/** @throws Refusal `bad_input` */
export function cursorId(cursor: string): string {
  if (!/^[0-9a-f-]{36}$/.test(cursor)) throw new Refusal('bad_input')
  return cursor
}

const ruleRows = (tx: Tx) =>
  tx
    .selectFrom('sending_rule_set as s')
    .leftJoin('unit as u', (join) =>
      join.onRef('u.org_id', '=', 's.org_id').on(sql<boolean>`s.scope_kind = 'unit' and u.id::text = s.scope_key`),
    )
    .leftJoin('engagement as e', (join) =>
      join
        .onRef('e.org_id', '=', 's.org_id')
        .on(sql<boolean>`s.scope_kind = 'engagement' and e.id::text = s.scope_key`),
    )
    .leftJoin('person as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.saved_by'))
    .select(['s.id', 's.scope_kind', 's.scope_key', 's.version', 's.rules', 's.effective_from', 's.created_at'])
    .select(['p.name as saved_by_name', sql<string>`coalesce(u.name, e.name, s.scope_key)`.as('name')])

type StoredRow = Awaited<ReturnType<ReturnType<typeof ruleRows>['execute']>>[number]

const lineOf = (row: StoredRow): Row => ({
  id: row.id,
  scope: row.scope_kind as RuleScope,
  key: row.scope_key,
  name: row.name,
  version: row.version,
  ...(row.rules !== null && { rules: row.rules as unknown as SendingRules }),
  effectiveFrom: row.effective_from.toISOString(),
  savedAt: row.created_at.toISOString(),
  ...(row.saved_by_name && { savedByName: row.saved_by_name }),
})
