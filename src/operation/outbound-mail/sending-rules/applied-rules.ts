import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { rulesAsked } from './rules/join-rules.ts'
import type { AppliedRules } from './rules/judge-sending.ts'
import { DEFAULT_RULES, type SendingRules } from './rules/rule-set.ts'
import type { RuleScope } from './rule-states.ts'

/** A rule set in effect. */
export interface RuleSetNow {
  readonly id: string
  /** Of the first version of this scope. */
  readonly firstId: string
  readonly scope: RuleScope
  readonly key: string
  readonly version: number
  readonly rules: SendingRules
  readonly effectiveFrom: Date
}

/** What decides which rule sets speak for a mail. */
export interface RuledMail {
  readonly unitId: string | null
  readonly engagementId: string | null
  /** Of the outside recipients, members of lists too. */
  readonly domains: readonly string[]
}

/** The organisation's basic settings, as a rule set that speaks for every mail. */
export interface BasicSettings {
  readonly approvalCount: number
  readonly coolDownSeconds: number
}

/** Everything needed to say, without asking again, which rule sets speak for one of these mails. */
export interface RuleBook {
  readonly sets: readonly RuleSetNow[]
  /** By unit: itself and all above it. */
  readonly unitLines: ReadonlyMap<string, readonly string[]>
  readonly basics: BasicSettings
}

/**
 * Reads the rule sets that can speak for any of these mails, as they are in effect at an instant.
 * @param mustKnowUnits also where no unit has rules of its own yet
 */
export async function ruleBook(
  tx: Tx,
  mails: readonly RuledMail[],
  basics: BasicSettings,
  at: Date,
  mustKnowUnits = false,
): Promise<RuleBook> {
  const keys = mails.flatMap(({ engagementId, domains }) => [
    ...(engagementId ? [engagementId] : []),
    ...domains.flatMap(domainLine),
  ])
  const sets = await rulesInEffect(tx, at, [...new Set(['', ...keys])])
  const unitIds = [...new Set(mails.flatMap(({ unitId }) => unitId ?? []))]
  const isByUnit = mustKnowUnits || sets.some(({ scope }) => scope === 'unit')
  return { sets, unitLines: isByUnit ? await linesOf(tx, unitIds) : new Map(), basics }
}

/**
 * The highest version whose time has come: what was planned before a later version never displaces it.
 * @param keys without them, every rule set of the organisation
 */
export async function rulesInEffect(tx: Tx, at: Date, keys?: readonly string[]): Promise<RuleSetNow[]> {
  const rows = await tx
    .selectFrom('sending_rule_set')
    .where('effective_from', '<=', at)
    .$if(keys !== undefined, (query) =>
      query.where((eb) => eb.or([eb('scope_kind', '=', 'unit'), sql<boolean>`scope_key = any(${[...keys!]}::text[])`])),
    )
    .distinctOn(['scope_kind', 'scope_key'])
    .selectAll()
    .select(
      sql<string>`(select f.id from sending_rule_set f where f.scope_kind = sending_rule_set.scope_kind
        and f.scope_key = sending_rule_set.scope_key order by f.version limit 1)`.as('first_id'),
    )
    .orderBy('scope_kind')
    .orderBy('scope_key')
    .orderBy('version', 'desc')
    .execute()
  return rows.flatMap((row) =>
    row.rules === null
      ? []
      : {
          id: row.id,
          firstId: row.first_id,
          scope: row.scope_kind as RuleScope,
          key: row.scope_key,
          version: row.version,
          rules: row.rules as unknown as SendingRules,
          effectiveFrom: row.effective_from,
        },
  )
}

/** The rule sets that speak for a mail; the built-in ones where the organisation has none of its own. */
export function appliedTo(mail: RuledMail, book: RuleBook): readonly AppliedRules[] {
  const domains = new Set(mail.domains.flatMap(domainLine))
  const units = new Set(mail.unitId ? (book.unitLines.get(mail.unitId) ?? [mail.unitId]) : [])
  const speaks = ({ scope, key }: RuleSetNow) =>
    scope === 'organisation' ||
    (scope === 'unit' && units.has(key)) ||
    (scope === 'domain' && domains.has(key)) ||
    (scope === 'engagement' && key === mail.engagementId)
  const own = book.sets.some(({ scope }) => scope === 'organisation')
  const basic: SendingRules = {
    responses: { any_mail: { response: 'supervisors', count: book.basics.approvalCount } },
    coolDownSeconds: book.basics.coolDownSeconds,
  }
  return [
    { ruleSetId: '', firstId: '', scope: 'organisation' as const, rules: rulesAsked(basic) },
    ...(own ? [] : [{ ruleSetId: '', firstId: '', scope: 'organisation' as const, rules: rulesAsked(DEFAULT_RULES) }]),
    ...book.sets
      .filter(speaks)
      .map(({ id, firstId, scope, rules }) => ({ ruleSetId: id, firstId, scope, rules: rulesAsked(rules) })),
  ]
}

/** `mail.a-sha.example` and everything above it, down to two labels. */
export function domainLine(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, at) => labels.slice(at).join('.'))
}

async function linesOf(tx: Tx, unitIds: readonly string[]): Promise<Map<string, readonly string[]>> {
  if (unitIds.length === 0) return new Map()
  const { rows } = await sql<{ unit: string; line: string[] }>`
    with recursive line (unit, id) as (
      select id, id from unit where id = any(${[...unitIds]}::uuid[])
      union select l.unit, u.parent_id from line l join unit u on u.id = l.id where u.parent_id is not null)
    select unit, array_agg(id) as line from line group by unit`.execute(tx)
  return new Map(rows.map(({ unit, line }) => [unit, line]))
}
