import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { isOfPrivacyOffice } from '../../../kernel/people/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import type { PrintFreezeCause } from '../print-states.ts'
import { visibleJob } from '../scope.ts'
import { lockJob } from '../store.ts'

/** The freeze that stands, if one does. */
export const standingFreeze = (tx: Tx, jobId: string) =>
  tx
    .selectFrom('print_freeze')
    .where('job_id', '=', jobId)
    .where('lifted_at', 'is', null)
    .selectAll()
    .executeTakeFirst()

async function lockForOffice(tx: Tx, actor: Actor, jobId: string) {
  await visibleJob(tx, actor, jobId)
  if (!(await isOfPrivacyOffice(tx, actor.personId))) throw new Refusal('not_allowed')
  return lockJob(tx, jobId)
}

/**
 * Freezes a print job for a lawsuit or an investigation (凍結): nothing of it is erased while the freeze stands.
 * @throws Refusal `not_found`, `not_allowed`, `print_frozen`, `content_erased` (nothing is left)
 */
export async function freezePrint(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly cause: PrintFreezeCause; readonly reason: string },
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<void> {
  const job = await lockForOffice(tx, actor, input.jobId)
  if (job.contents_erased_at) throw new Refusal('content_erased')
  if (await standingFreeze(tx, job.id)) throw new Refusal('print_frozen')
  const id = newId()
  const note = await vault.sealFacts(tx, { reason: input.reason })
  await tx
    .insertInto('print_freeze')
    .values({
      id,
      job_id: job.id,
      cause: input.cause,
      reason_id: note.id,
      commitment: note.commitment,
      frozen_by: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.frozen, {
    actor,
    subject: printSubject(job.id),
    facts: { freezeId: id, cause: input.cause },
    commitment: note.commitment,
  })
  await announce(tx, 'print-checks')
}

/** Ends a freeze; what is past its retention is erased in the next night. @throws Refusal `not_found`, `not_allowed`, `print_not_frozen` */
export async function liftPrintFreeze(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly reason: string },
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<void> {
  const job = await lockForOffice(tx, actor, input.jobId)
  const freeze = await standingFreeze(tx, job.id)
  if (!freeze) throw new Refusal('print_not_frozen')
  const note = await vault.sealFacts(tx, { reason: input.reason })
  await tx
    .updateTable('print_freeze')
    .set({ lifted_by: actor.personId, lifted_at: await instantOf(tx), lift_reason_id: note.id })
    .where('id', '=', freeze.id)
    .execute()
  await recordEvent(tx, printEvents.freeze_lifted, {
    actor,
    subject: printSubject(job.id),
    facts: { freezeId: freeze.id },
    commitment: note.commitment,
  })
  await announce(tx, 'print-checks')
}
