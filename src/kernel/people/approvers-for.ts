import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { membershipsInForce, peopleWithRole } from './roles-held.ts'
import { ORGANISATION_ROLES, type Role } from './roles.ts'
import { type Approver, chooseApprovers, type Holder } from './rules/choose-approvers.ts'
import { standInsFor } from './stand-ins.ts'
import { lineOfUnit } from './units.ts'

/** Whom to ask. */
export interface ApproverRequest {
  readonly authorId: string
  readonly role: Role
  /** Memberships, delegations, absences and the tree are read as of this instant. */
  readonly at: Date
  /** Where to start; without it, at every unit to which the author belongs. */
  readonly unitId?: string | undefined
  /**
   * `own` (the default): the author's own side, so that a vendor's person is approved within their party and nowhere else.
   * `entruster`: 自社, which approves for the entruster: our units above the vendor's, or the line of `unitId`.
   */
  readonly side?: 'own' | 'entruster' | undefined
  /** How many steps up are asked; 2 after an escalation. Default 1. */
  readonly levels?: number | undefined
  /** For whom nobody may act any more, since they have had their say. */
  readonly spent?: ReadonlySet<string> | undefined
}

/**
 * Who may approve something of this author now: the holders of the role at the author's unit, else at the parent's, else
 * (on our own side) the privacy office; with their delegates and the substitutes of the absent, who act with `actingFor`.
 * The author never, under whichever record. Empty: nobody can be found, so the gate stays closed and raises an alarm.
 */
export async function approversFor(tx: Tx, request: ApproverRequest): Promise<Approver[]> {
  const { role, at } = request
  const author = await tx
    .selectFrom('person')
    .select(['id', 'party_id as partyId'])
    .where(sql<boolean>`id = canonical_person_id(${request.authorId})`)
    .executeTakeFirst()
  if (!author) return []
  const standInsOf = async (holders: readonly Holder[]) =>
    (await standInsFor(tx, holders, at)).filter(({ actingFor }) => !request.spent?.has(actingFor))
  // One side only: a subcontractor's person never approves for the entruster, nor the other way round.
  const party = request.side === 'entruster' ? null : author.partyId
  const holdersOf = async (role: Role, unitIds?: readonly string[]): Promise<Holder[]> => {
    const all = await peopleWithRole(tx, role, at, unitIds)
    return all.filter((one) => one.partyId === party).map(({ personId, unitId, role }) => ({ personId, unitId, role }))
  }
  if (ORGANISATION_ROLES.has(role)) {
    const widened = await holdersOf(role)
    return chooseApprovers({
      authorId: author.id,
      lines: [],
      holders: [],
      standIns: await standInsOf(widened),
      widened,
    })
  }
  const lines: string[][] = []
  for (const unit of request.unitId ? [request.unitId] : await unitsOfPerson(tx, author.id, at)) {
    const line = await lineOfUnit(tx, unit, at)
    lines.push(line.filter((one) => one.partyId === party).map((one) => one.id))
  }
  const holders = await holdersOf(role, lines.flat())
  const widened = party === null ? await holdersOf('privacy_office') : []
  const standIns = await standInsOf([...holders, ...widened])
  return chooseApprovers({ authorId: author.id, lines, holders, standIns, widened }, request.levels)
}

async function unitsOfPerson(tx: Tx, personId: string, at: Date): Promise<string[]> {
  const rows = await membershipsInForce(tx, at)
    .where(sql<boolean>`m.person_id = any(array(select records_of_person(${personId})))`)
    .select('m.unit_id')
    .distinct()
    .orderBy('m.unit_id')
    .execute()
  return rows.map((row) => row.unit_id)
}
