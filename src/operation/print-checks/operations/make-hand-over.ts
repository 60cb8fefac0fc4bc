import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { deliveryGate } from '../gate.ts'
import { handOverText } from '../lots/hand-over-text.ts'
import { finishedRun } from '../stages/load-chain.ts'
import { isLotCurrent, passageOf, standingPassage } from '../stages/passages.ts'
import { passStage, refreshChain } from '../stages/refresh-chain.ts'
import { lockVisibleJob, refuseClient, refuseUnlessRunning } from '../scope.ts'

/**
 * 納品書: takes the last permit, consumes it, and makes the document that goes with the printed matter, all in one
 * transaction. While the gate of delivery is closed there is none; the database holds the same.
 * @throws Refusal `not_found`, `not_allowed`, `engagement_not_running`, `verification_runs`, `stale_revision`, `gate_closed`, `permit_consumed`
 */
export async function makeHandOver(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly revisionHash: string },
  equipment: PrintEquipment,
): Promise<string> {
  const visible = await lockVisibleJob(tx, actor, input.jobId)
  refuseClient(visible)
  await refuseUnlessRunning(tx, visible)
  const chain = await refreshChain(tx, equipment, visible.id)
  if (chain.hashes.delivery !== input.revisionHash) throw new Refusal('stale_revision')
  for (const kind of ['production', 'scan'] as const) finishedRun(chain, kind)
  const earlier = await standingPassage(tx, visible.id, 'production')
  const state = await gateState(tx, deliveryGate, visible.id)
  if (await passageOf(tx, deliveryGate, visible.id, state.revision)) throw new Refusal('permit_consumed')
  if (!earlier || !state.open || !(await isLotCurrent(tx, chain)))
    throw new Refusal('gate_closed', { reason: state.reasons[0]?.code ?? 'earlier_stage' })
  const passage = await passStage(tx, chain, 'delivery', state, earlier)

  const id = newId()
  const number = (await handOverCount(tx, visible.id)) + 1
  const bytes = Buffer.from(await handOverText(tx, chain, { number, permitId: passage.permitId, at: passage.passedAt }))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const pending = await equipment.vault.receive(Readable.from([bytes]))
  const document = await equipment.vault.adopt(tx, pending, { kind: 'print-hand-over' })
  await tx
    .insertInto('print_hand_over')
    .values({
      id,
      job_id: visible.id,
      number,
      permit_id: passage.permitId,
      document_id: document.id,
      sha256,
      made_by: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.handed_over, {
    actor,
    subject: printSubject(visible.id),
    facts: { handOverId: id, permitId: passage.permitId, revisionHash: input.revisionHash, sha256 },
  })
  return id
}

async function handOverCount(tx: Tx, jobId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('print_hand_over')
    .where('job_id', '=', jobId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
