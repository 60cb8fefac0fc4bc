import { sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import type { InputOf, OutputOf } from '../../base/endpoint.ts'
import { formatDay } from '../../base/format-day.ts'
import type { Word } from '../../base/words.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { type HeldRole, type Role, rolesAt, roleWords } from '../people/index.ts'
import type * as contract from './contract.ts'
import type { ObligationChange } from './contract.ts'
import { obligationKind } from './define-obligation.ts'
import { lineOfOne, responsibleOf } from './obligation-lines.ts'
import { isOf } from './read-models.ts'
import { obligationRights } from './rights.ts'

/**
 * One obligation with its history: who is to act, until when, and why that changed. For whose it is, and for who oversees
 * all. @throws Refusal `not_found` for everybody else
 */
export async function obligationView(
  tx: Tx,
  actor: Actor,
  { obligationId }: InputOf<typeof contract.readObligation>,
): Promise<OutputOf<typeof contract.readObligation>> {
  const held = (await rolesAt(tx, actor.personId, await instantOf(tx))).filter(({ partyId }) => partyId === null)
  const isSeen = carriesAny(held, 'obligations:oversee') ? sql<boolean>`true` : await isOf(tx, actor.personId)
  const line = await lineOfOne(tx, obligationId, isSeen)
  const { person_id: personId } = await tx
    .selectFrom('obligation')
    .select('person_id')
    .where('id', '=', obligationId)
    .executeTakeFirstOrThrow()
  const { extensionBy, responsible } = obligationKind(line.kind)
  const mayChange = line.dischargedAt === undefined && carriesAny(held, 'obligations:change')
  return {
    ...line,
    personId,
    role: roleWords[responsible],
    changes: [...(await extensionsOf(tx, obligationId)), ...(await handoversOf(tx, obligationId, responsible))].sort(
      (one, other) => (one.at < other.at ? 1 : -1),
    ),
    isExtendable: extensionBy !== undefined,
    mayExtend: mayChange && held.some(({ role }) => role === extensionBy),
    mayHandOver: mayChange,
  }
}

const carriesAny = (held: readonly HeldRole[], right: keyof typeof obligationRights) =>
  held.some(({ role }) => (obligationRights[right].roles as readonly Role[]).includes(role))

const dayWord = (on: string): Word => ({ ja: formatDay(on, 'ja'), en: formatDay(on, 'en') })

const named = (personId: string) =>
  sql<string | null>`(select p.name from person p where p.id = canonical_person_id(${sql.ref(personId)}))`
const unitNamed = (unitId: string) => sql<string | null>`(select u.name from unit u where u.id = ${sql.ref(unitId)})`

async function extensionsOf(tx: Tx, obligationId: string): Promise<ObligationChange[]> {
  const rows = await tx
    .selectFrom('obligation_extension as e')
    .where('e.obligation_id', '=', obligationId)
    .select(['e.id', 'e.from_due_on as before', 'e.due_on as after', 'e.reason', 'e.extended_at as at'])
    .select([named('e.approved_by').as('byName'), named('e.requested_by').as('requestedByName')])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    change: 'extended',
    at: row.at.toISOString(),
    byName: row.byName ?? '',
    requestedByName: row.requestedByName ?? '',
    before: dayWord(row.before),
    after: dayWord(row.after),
    ...(row.reason !== null && { reason: row.reason }),
  }))
}

async function handoversOf(tx: Tx, obligationId: string, responsible: Role): Promise<ObligationChange[]> {
  const rows = await tx
    .selectFrom('obligation_handover as h')
    .where('h.obligation_id', '=', obligationId)
    .select(['h.id', 'h.reason', 'h.handed_at as at', named('h.handed_by').as('byName')])
    .select([named('h.from_person_id').as('fromPerson'), unitNamed('h.from_unit_id').as('fromUnit')])
    .select([named('h.to_person_id').as('toPerson'), unitNamed('h.to_unit_id').as('toUnit')])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    change: 'handed_over',
    at: row.at.toISOString(),
    byName: row.byName ?? '',
    before: responsibleOf({ personName: row.fromPerson, unitName: row.fromUnit }, responsible),
    after: responsibleOf({ personName: row.toPerson, unitName: row.toUnit }, responsible),
    ...(row.reason !== null && { reason: row.reason }),
  }))
}
