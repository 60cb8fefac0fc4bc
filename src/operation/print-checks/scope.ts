import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import { delegatedRolesAt, lineOfUnit, personById, rolesAt } from '../../kernel/people/index.ts'
import { type PrintSide, sideOf } from './rules/side-of.ts'
import { jobById, type JobRow, lockJob } from './store.ts'

/** For whom somebody works; null: our own people. @throws Refusal `not_allowed` */
export async function partyOf(tx: Tx, actor: Actor): Promise<string | null> {
  const person = await personById(tx, actor.personId)
  if (!person) throw new Refusal('not_allowed')
  return person.partyId
}

/**
 * A job, if the actor may see it. Our own people see all, a printer's those that it prints, a client's those of their own
 * engagements.
 * @throws Refusal `not_found` for everybody else: that a job exists is not theirs to know
 */
export async function visibleJob(tx: Tx, actor: Actor, jobId: string): Promise<JobRow & { readonly side: PrintSide }> {
  return seen(tx, actor, await jobById(tx, jobId))
}

/**
 * The same, locked until the transaction ends, for those who work on it.
 * @throws Refusal `not_found`, `not_allowed` (our own people of another unit)
 */
export async function lockVisibleJob(
  tx: Tx,
  actor: Actor,
  jobId: string,
): Promise<JobRow & { readonly side: PrintSide }> {
  const job = await seen(tx, actor, await lockJob(tx, jobId))
  if (job.side === 'own') await refuseUnlessNear(tx, actor, job.unit_id)
  return job
}

async function seen(tx: Tx, actor: Actor, job: JobRow): Promise<JobRow & { readonly side: PrintSide }> {
  const side = sideOf({ partyId: await partyOf(tx, actor) }, { printerId: job.printer_id, clientId: job.client_id })
  if (!side) throw new Refusal('not_found')
  return { ...job, side }
}

/**
 * Names and birth dates of a run are for those in charge of it: the unit's people and those above them, who stands in for
 * them, and the privacy office. That there is such a job, everybody of ours may know.
 * @throws Refusal `not_allowed`
 */
export async function refuseUnlessNear(tx: Tx, actor: Actor, unitId: string): Promise<void> {
  const at = await instantOf(tx)
  const held = [...(await rolesAt(tx, actor.personId, at)), ...(await delegatedRolesAt(tx, actor.personId, at))]
  const line = new Set((await lineOfUnit(tx, unitId, at)).map(({ id }) => id))
  const isNear = held.some(
    (one) =>
      one.partyId === null &&
      (one.role.startsWith('privacy_') || (one.role !== 'audit_officer' && line.has(one.unitId))),
  )
  if (!isNear) throw new Refusal('not_allowed')
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

/** What 自社 does as the entruster. @throws Refusal `not_allowed` */
export function refuseUnlessOwn({ side }: { readonly side: PrintSide }): void {
  if (side !== 'own') throw new Refusal('not_allowed')
}
