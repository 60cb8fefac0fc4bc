import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { delegatedRolesAt, lineOfUnit, rolesAt } from '../../kernel/people/index.ts'
import { engagementInSight, partiesOfEngagement, type Sight, sightOf } from '../../planning/vendors/index.ts'
import { type PrintSide, sideOf } from './rules/side-of.ts'
import type { PrintSlot } from './print-states.ts'
import { jobById, type JobRow, lockJob } from './store.ts'

/**
 * A job, if the actor may see it. Our own people see all; a printer's those that it prints, a client's those that are made
 * for it, and of these the ones whose engagement they may know of: their company stands in it now, and a worker on its
 * roster today.
 * @throws Refusal `not_found` for everybody else: that a job exists is not theirs to know
 */
export async function visibleJob(tx: Tx, actor: Actor, jobId: string): Promise<JobRow & { readonly side: PrintSide }> {
  return seen(tx, actor, await jobById(tx, jobId))
}

/**
 * The same, locked until the transaction ends, for those who work on it.
 * @throws Refusal `not_found`, `not_allowed` (our own people of another unit), `content_erased` (its retention is over)
 */
export async function lockVisibleJob(
  tx: Tx,
  actor: Actor,
  jobId: string,
): Promise<JobRow & { readonly side: PrintSide }> {
  const job = await seen(tx, actor, await lockJob(tx, jobId))
  if (job.contents_erased_at) throw new Refusal('content_erased')
  if (job.side === 'own') await refuseUnlessNear(tx, actor, job.unit_id)
  return job
}

async function seen(tx: Tx, actor: Actor, job: JobRow): Promise<JobRow & { readonly side: PrintSide }> {
  const sight = await sightOf(tx, actor)
  const side = sideOf(sight, { printerId: job.printer_id, clientId: job.client_id })
  const isInSight = jobInSight(sight, sql`${job.engagement_id}::uuid`, sql`${job.client_id}::uuid`)
  const { rows } = await sql<{ readonly seen: boolean }>`select ${isInSight} as seen`.execute(tx)
  if (!side || !rows[0]!.seen) throw new Refusal('not_found')
  return { ...job, side }
}

/** Rosters are of the vendors' people. The client's stand on none: they see a job while its engagement has their company. */
export function jobInSight(
  sight: Sight,
  engagementId: RawBuilder<unknown>,
  clientId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const asClient = engagementInSight({ ...sight, ownEngagementIds: null }, engagementId)
  return sql<boolean>`(case when ${clientId} = ${sight.partyId}::uuid then ${asClient}
    else ${engagementInSight(sight, engagementId)} end)`
}

/**
 * Names and birth dates of a run are for those in charge of it: the unit's people and those above them, who stands in for
 * them, and the privacy office. That there is such a job, everybody of ours may know.
 * @throws Refusal `not_allowed`
 */
export async function refuseUnlessNear(tx: Tx, actor: Actor, unitId: string): Promise<void> {
  if (!(await nearUnits(tx, actor, [unitId])).has(unitId)) throw new Refusal('not_allowed')
}

/** Of these units those whose runs the actor is in charge of. */
export async function nearUnits(tx: Tx, actor: Actor, unitIds: readonly string[]): Promise<ReadonlySet<string>> {
  const at = await instantOf(tx)
  const held = [...(await rolesAt(tx, actor.personId, at)), ...(await delegatedRolesAt(tx, actor.personId, at))]
  const ours = held.filter(({ partyId }) => partyId === null)
  const near = new Set<string>()
  for (const unitId of new Set(unitIds)) {
    const line = new Set((await lineOfUnit(tx, unitId, at)).map(({ id }) => id))
    const isNear = ours.some(
      ({ role, unitId: heldAt }) => role.startsWith('privacy_') || (role !== 'audit_officer' && line.has(heldAt)),
    )
    if (isNear) near.add(unitId)
  }
  return near
}

/** Who may see the values of persons: the printer, and of ours those in charge. The client sees the proof, and no more. */
export async function refuseOnlooker(
  tx: Tx,
  actor: Actor,
  job: Pick<JobRow, 'unit_id'> & { readonly side: PrintSide },
): Promise<void> {
  refuseClient(job)
  if (job.side === 'own') await refuseUnlessNear(tx, actor, job.unit_id)
}

/** The client looks and signs; what is printed, 自社 and the printer hand in. @throws Refusal `not_allowed` */
export function refuseClient({ side }: { readonly side: PrintSide }): void {
  if (side === 'client') throw new Refusal('not_allowed')
}

/**
 * Pages of a file: for whoever may see the values of persons, and those of the proof for the client.
 * @throws Refusal `not_found`, `not_allowed`
 */
export async function refuseToLookAt(
  tx: Tx,
  actor: Actor,
  job: Pick<JobRow, 'unit_id'> & { readonly side: PrintSide },
  { slot }: { readonly slot: PrintSlot },
): Promise<void> {
  if (job.side !== 'client') await refuseOnlooker(tx, actor, job)
  else if (slot !== 'proof') throw new Refusal('not_found')
}

/** What 自社 does as the entruster. @throws Refusal `not_allowed` */
export function refuseUnlessOwn({ side }: { readonly side: PrintSide }): void {
  if (side !== 'own') throw new Refusal('not_allowed')
}

/**
 * Nothing is taken in, printed or delivered for an engagement that is over, or by a printer that has left it.
 * @throws Refusal `engagement_not_running`
 */
export async function refuseUnlessRunning(tx: Tx, job: Pick<JobRow, 'engagement_id' | 'printer_id'>): Promise<void> {
  const { status } = await tx
    .selectFrom('engagement')
    .where('id', '=', job.engagement_id)
    .select('status')
    .executeTakeFirstOrThrow()
  const isThere = await isPartyThere(tx, job.engagement_id, job.printer_id)
  if (status !== 'active' || !isThere) throw new Refusal('engagement_not_running')
}

/** Whether a company stands in the engagement now. */
export async function isPartyThere(tx: Tx, engagementId: string, partyId: string): Promise<boolean> {
  return (await partiesOfEngagement(tx, engagementId)).some((one) => one.partyId === partyId)
}
