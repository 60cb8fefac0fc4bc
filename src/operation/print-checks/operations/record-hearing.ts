import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'
import { decidePrintCheck } from './decide-print-check.ts'

export interface RecordHearing {
  readonly jobId: string
  readonly heldOn: string
  readonly attendees: string
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
  readonly secondsInView: number
}

/**
 * 工程ヒアリング: what the printer said about how the run is made, before it is printed. Whoever records it attests it; the
 * record is a part of the revision, so that a later one is decided on anew.
 * @throws Refusal `not_found`, `not_allowed`, `check_not_ready` (the proof is not signed off), and what `decide` refuses
 */
export async function recordHearing(
  tx: Tx,
  actor: Actor,
  input: RecordHearing,
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  const { attendees, answers } = input
  const note = await equipment.vault.sealFacts(tx, {
    attendees,
    answers: answers.map(({ question, answer }) => ({ question, answer })),
  })
  const id = newId()
  await tx
    .insertInto('print_hearing')
    .values({
      id,
      job_id: job.id,
      held_on: input.heldOn,
      answers_id: note.id,
      commitment: note.commitment,
      person_id: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.hearing_recorded, {
    actor,
    subject: printSubject(job.id),
    facts: { hearingId: id },
    commitment: note.commitment,
  })
  const { hashes } = await refreshChain(tx, equipment, job.id)
  await decidePrintCheck(
    tx,
    actor,
    {
      jobId: job.id,
      stage: 'production',
      revisionHash: hashes.production,
      check: 'process-hearing',
      outcome: 'pass',
      secondsInView: input.secondsInView,
    },
    equipment,
  )
}
