import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { differencesNow } from '../stages/differences.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { lockVisibleJob, refuseClient } from '../scope.ts'
import { filesNow } from '../store.ts'

/**
 * A person says why a setting of production differs from the one that was tested. It is a new revision: what was decided
 * before did not know of it.
 * @throws Refusal `not_found`, `not_allowed`
 */
export async function explainDifference(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly differenceId: string; readonly text: string },
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseClient(job)
  const differences = await differencesNow(tx, equipment.vault, job.id, await filesNow(tx, job.id))
  if (!differences?.some(({ id }) => id === input.differenceId)) throw new Refusal('not_found')
  const note = await equipment.vault.sealFacts(tx, { text: input.text })
  const id = newId()
  await tx
    .insertInto('print_explanation')
    .values({
      id,
      job_id: job.id,
      difference: input.differenceId,
      text_id: note.id,
      commitment: note.commitment,
      person_id: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.difference_explained, {
    actor,
    subject: printSubject(job.id),
    facts: { explanationId: id, difference: input.differenceId },
    commitment: note.commitment,
  })
  await refreshChain(tx, equipment, job.id)
}
