import type { Tx } from '../../kernel/db/database.ts'
import type { Relation } from './store.ts'
import { RELATIONS } from './views.ts'

/** A party's place in one engagement. */
export interface PartyOfEngagement {
  readonly engagementPartyId: string
  readonly partyId: string
  readonly name: string
  readonly relation: Relation
  /** Vendors: 1 works for ourselves, 2 for a vendor of tier 1 (再委託先), … */
  readonly tier: number | null
  /** Vendors of tier 2 and below: the party they work for. */
  readonly entrusterPartyId: string | null
  readonly mustClientSignOff: boolean
  /** Vendors: by when the roster must be handed in again. */
  readonly rosterDueOn: string | null
}

/** 責任者: whose the engagement is on our side. */
export async function responsiblePersonOf(tx: Tx, engagementId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('engagement')
    .where('id', '=', engagementId)
    .select('responsible_person_id as personId')
    .executeTakeFirst()
  return row?.personId
}

/** The parties that stand in an engagement now: client, then vendors by tier, then counterparties. */
export async function partiesOfEngagement(tx: Tx, engagementId: string): Promise<PartyOfEngagement[]> {
  const rows = await tx
    .selectFrom('engagement_party as ep')
    .innerJoin('party as p', 'p.id', 'ep.party_id')
    .leftJoin('engagement_party as up', 'up.id', 'ep.entruster_id')
    .leftJoin('obligation as o', 'o.id', 'ep.roster_obligation_id')
    .where('ep.engagement_id', '=', engagementId)
    .where('ep.ended_at', 'is', null)
    .select([
      'ep.id as engagementPartyId',
      'p.id as partyId',
      'p.name',
      'ep.relation',
      'ep.tier',
      'up.party_id as entrusterPartyId',
      'ep.must_client_sign_off as mustClientSignOff',
      'o.due_on as rosterDueOn',
    ])
    .orderBy((eb) => eb.fn('array_position', [eb.val([...RELATIONS]), 'ep.relation']))
    .orderBy('ep.tier')
    .orderBy('p.name')
    .execute()
  return rows.map((row) => ({ ...row, relation: row.relation as Relation }))
}
