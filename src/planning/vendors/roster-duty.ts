import { sql } from 'kysely'
import type { AnyActor } from '../../base/actor.ts'
import type { IsoDate } from '../../base/clock.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { defineObligation, dischargeObligation, openObligation } from '../../kernel/obligations/index.ts'
import { firstRosterDueOn, monthAfter, nextRosterDueOn } from './rules/roster-due.ts'
import { todayOf } from './store.ts'

/**
 * 従事者一覧の再提出. Its subject is the engagement, so that an overdue roster closes that engagement's gates; each vendor
 * has its own, by `occurrence`.
 */
export const rosterObligation = defineObligation({
  id: 'vendors.roster_resubmission',
  word: { ja: '従事者一覧の提出', en: 'Hand in the roster of workers' },
  responsible: 'supervisor',
  ladder: [
    { id: 'week-before', when: { daysBefore: 7 }, to: 'responsible' },
    { id: 'day-before', when: { daysBefore: 1 }, to: 'responsible' },
    { id: 'day-after', when: { daysAfter: 1 }, to: 'responsible' },
    { id: 'three-days-after', when: { daysAfter: 3 }, to: 'workplace_manager' },
    { id: 'week-after', when: { daysAfter: 7 }, to: 'privacy_office' },
  ],
  extensionBy: 'privacy_office',
  link: (engagementId) => `/vendors/engagements/${engagementId}`,
  async describe(tx, obligations) {
    const rows = await tx
      .selectFrom('obligation as o')
      .innerJoin('engagement as e', 'e.id', 'o.subject_id')
      .leftJoin('engagement_party as ep', (join) =>
        join.on(sql<boolean>`ep.engagement_id = e.id and replace(ep.id::text, '-', '') = left(o.occurrence, 32)`),
      )
      .leftJoin('party as p', 'p.id', 'ep.party_id')
      .where(sql<boolean>`o.id = any(${obligations.map(({ id }) => id)}::uuid[])`)
      .select(['o.id', 'e.name', 'p.name as vendor'])
      .execute()
    return new Map(
      rows.map(({ id, name, vendor }) => [
        id,
        vendor ? { ja: `${name}(${vendor})`, en: `${name} (${vendor})` } : { ja: name, en: name },
      ]),
    )
  },
})

interface Duty {
  readonly engagementPartyId: string
  readonly engagementId: string
  /** The vendor's own unit where it has one, else ours that is in charge. */
  readonly unitId: string
  readonly obligationId: string | null
  readonly fromOn: IsoDate
}

/** Every vendor of an active engagement that owes no roster yet owes its first from now on. */
export async function oweFirstRoster(tx: Tx, actor: AnyActor, engagementId: string): Promise<void> {
  const today = await todayOf(tx)
  for (const duty of await dutiesOf(tx, { engagementId })) {
    if (duty.obligationId) continue
    const dueOn = firstRosterDueOn(duty.fromOn > today ? duty.fromOn : today)
    await owe(tx, actor, duty, { occurrence: 'first', dueOn, basis: 'vendor-roster-first' })
  }
}

/**
 * A roster was handed in for a month: what was owed is met, and the next month's is owed. A second one in a month changes
 * nothing.
 * @returns by when the roster is due again
 */
export async function meetRosterDuty(
  tx: Tx,
  actor: AnyActor,
  met: { readonly engagementPartyId: string; readonly month: string; readonly submissionId: string },
): Promise<IsoDate> {
  const [duty] = await dutiesOf(tx, { engagementPartyId: met.engagementPartyId })
  if (!duty) throw new Error('only a vendor owes a roster')
  const next = monthAfter(met.month).replace('-', '')
  const due = { occurrence: next, dueOn: nextRosterDueOn(met.month), basis: 'vendor-roster-monthly' }
  const owed = await owe(tx, actor, duty, due)
  if (duty.obligationId && duty.obligationId !== owed.id) {
    const evidence = { kind: 'roster_submission', id: met.submissionId }
    await dischargeObligation(tx, { actor, obligationId: duty.obligationId, evidence })
  }
  return owed.dueOn
}

/** Nobody owes a roster any more: of one vendor that leaves, or of all at the end of an engagement. */
export async function endRosterDuties(
  tx: Tx,
  actor: AnyActor,
  of: { readonly engagementId: string } | { readonly engagementPartyId: string },
): Promise<void> {
  for (const duty of await dutiesOf(tx, of)) {
    if (!duty.obligationId) continue
    const evidence =
      'engagementId' in of
        ? { kind: 'engagement_closed', id: of.engagementId }
        : { kind: 'engagement_party_ended', id: of.engagementPartyId }
    await dischargeObligation(tx, { actor, obligationId: duty.obligationId, evidence })
    await point(tx, duty.engagementPartyId, null)
  }
}

async function owe(
  tx: Tx,
  actor: AnyActor,
  duty: Duty,
  due: { readonly occurrence: string; readonly dueOn: IsoDate; readonly basis: string },
) {
  const { dueOn, basis } = due
  // 39 characters: the place of the vendor in the engagement, and the month.
  const occurrence = `${duty.engagementPartyId.replaceAll('-', '')}-${due.occurrence}`
  const subject = { kind: 'engagement', id: duty.engagementId }
  const owed = await openObligation(tx, rosterObligation, {
    actor,
    subject,
    occurrence,
    dueOn,
    basis,
    unitId: duty.unitId,
  })
  await point(tx, duty.engagementPartyId, owed.id)
  return owed
}

async function point(tx: Tx, engagementPartyId: string, obligationId: string | null): Promise<void> {
  await tx
    .updateTable('engagement_party')
    .set({ roster_obligation_id: obligationId })
    .where('id', '=', engagementPartyId)
    .execute()
}

async function dutiesOf(
  tx: Tx,
  of: { readonly engagementId: string } | { readonly engagementPartyId: string },
): Promise<Duty[]> {
  return tx
    .selectFrom('engagement_party as ep')
    .innerJoin('engagement as e', 'e.id', 'ep.engagement_id')
    .select(['ep.id as engagementPartyId', 'e.id as engagementId', 'e.from_on as fromOn'])
    .select('ep.roster_obligation_id as obligationId')
    .select(
      sql<string>`coalesce((select u.id from unit u where u.org_id = ep.org_id and u.party_id = ep.party_id
        and u.closed_on is null order by u.created_at, u.id limit 1), e.owner_unit_id)`.as('unitId'),
    )
    .where('ep.relation', '=', 'vendor')
    .where('ep.ended_at', 'is', null)
    .where((eb) =>
      'engagementId' in of ? eb('ep.engagement_id', '=', of.engagementId) : eb('ep.id', '=', of.engagementPartyId),
    )
    .orderBy('ep.id')
    .execute()
}
