import type { Actor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { settingsGate } from '../gate.ts'
import { currentRun, loadChain } from '../stages/load-chain.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'

export interface RecordMeeting {
  readonly jobId: string
  readonly revisionHash: string
  readonly heldOn: string
  readonly ourPeople: string
  readonly printersPeople: string
  readonly clientsPeople?: string | undefined
  readonly points: readonly { readonly point: string; readonly answer: string }[]
  readonly decided: string
}

/**
 * チェック会議 about the settings (training deck 2025, case B): who met when, what was asked and answered, what was decided.
 * It is bound to the revision that lay on the table, and is no part of it: 仕様確定 stands when it is recorded, and whatever
 * changes the settings asks for another; so does a correction, which whoever approves then has to read. Anybody of ours who
 * is in charge records it; it approves nothing.
 * @returns the id of the record, which the approval names
 * @throws Refusal `not_found`, `not_allowed`, `stale_revision`, `check_not_ready` (the specification is not settled),
 *   `already_decided` (this revision is approved), `day_in_future`, `content_erased`
 */
export async function recordMeeting(
  tx: Tx,
  actor: Actor,
  input: RecordMeeting,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<string> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  const { revisionHash, heldOn, ourPeople, printersPeople, clientsPeople, decided } = input
  const chain = await loadChain(tx, vault, job)
  if (chain.hashes.settings !== revisionHash) throw new Refusal('stale_revision')
  const { checks } = await gateState(tx, settingsGate, job.id)
  const isPassed = (check: string) => checks.find(({ id }) => id === check)?.state === 'passed'
  const run = currentRun(chain, 'test')
  if (!isPassed('specification-settled') || !run || !chain.differences) throw new Refusal('check_not_ready')
  if (isPassed('check-meeting')) throw new Refusal('already_decided')
  if (heldOn > jstDay(await instantOf(tx))) throw new Refusal('day_in_future')
  const points = input.points.map(({ point, answer }) => ({ point, answer }))
  const said = await vault.sealFacts(tx, {
    ourPeople,
    printersPeople,
    ...(clientsPeople && { clientsPeople }),
    points,
    decided,
  })
  const id = newId()
  await tx
    .insertInto('print_meeting')
    .values({
      id,
      job_id: job.id,
      revision_hash: revisionHash,
      run_id: run.id,
      difference_count: chain.differences.length,
      held_on: heldOn,
      said_id: said.id,
      commitment: said.commitment,
      person_id: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.meeting_recorded, {
    actor,
    subject: printSubject(job.id),
    facts: { meetingId: id, revisionHash, runId: run.id, differenceCount: chain.differences.length },
    commitment: said.commitment,
  })
  await announce(tx, 'print-checks')
  return id
}
