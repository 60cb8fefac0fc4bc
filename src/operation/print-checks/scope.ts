import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { personById } from '../../kernel/people/index.ts'
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

/** The same, locked until the transaction ends. @throws Refusal `not_found` */
export async function lockVisibleJob(
  tx: Tx,
  actor: Actor,
  jobId: string,
): Promise<JobRow & { readonly side: PrintSide }> {
  return seen(tx, actor, await lockJob(tx, jobId))
}

async function seen(tx: Tx, actor: Actor, job: JobRow): Promise<JobRow & { readonly side: PrintSide }> {
  const side = sideOf({ partyId: await partyOf(tx, actor) }, { printerId: job.printer_id, clientId: job.client_id })
  if (!side) throw new Refusal('not_found')
  return { ...job, side }
}

/** The client looks and signs; what is printed, 自社 and the printer hand in. @throws Refusal `not_allowed` */
export function refuseClient({ side }: { readonly side: PrintSide }): void {
  if (side === 'client') throw new Refusal('not_allowed')
}

/** What 自社 does as the entruster. @throws Refusal `not_allowed` */
export function refuseUnlessOwn({ side }: { readonly side: PrintSide }): void {
  if (side !== 'own') throw new Refusal('not_allowed')
}
