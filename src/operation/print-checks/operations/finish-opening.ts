import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { decide } from '../../../kernel/gates/index.ts'
import { openNoted } from '../lots/noted.ts'
import type { PrintEquipment } from '../equipment.ts'
import { deliveryGate } from '../gate.ts'
import { loadChain } from '../stages/load-chain.ts'
import { isLotCurrent } from '../stages/passages.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { sampleKey } from '../lots/sample-key.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'

/**
 * The opener states that every drawn item was opened (サンプリング開封). The gate counts the answers once more: an item
 * that is missing or differs does not pass.
 * @throws Refusal `not_found`, `not_allowed`, `stale_revision`, `sample_mismatch`, `findings_not_ticked`, and what `decide` refuses
 */
export async function finishOpening(
  tx: Tx,
  actor: Actor,
  input: {
    readonly jobId: string
    readonly revisionHash: string
    readonly findingIds: readonly string[]
    readonly secondsInView: number
  },
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  const chain = await loadChain(tx, equipment.vault, job)
  const { lot } = chain
  if (!lot || !(await isLotCurrent(tx, chain))) throw new Refusal('check_not_ready')
  if (lot.openerId !== undefined && lot.openerId !== actor.personId) throw new Refusal('same_person')
  const key = await sampleKey(tx, equipment.vault, lot.sample)
  const typed = await openNoted(tx, equipment.vault, lot.entries)
  const answers = lot.items.flatMap(({ item }, index) => {
    const sides = key.get(item)?.sides ?? []
    const entries = sides.map((side) => lot.entries.find((one) => one.item === item && one.page === side.page))
    // An item of which nothing can be read back is an item that nobody has opened.
    if (sides.length === 0 || entries.some((entry) => entry === undefined)) return []
    // Sides were compared as they were entered, by the meaning of their field; what did not match then is as it was typed.
    const expected = sides.map((side) => side.expected).join('\n')
    const isRight = entries.every((entry) => entry!.matches)
    const read = entries.map((entry) => typed.get(entry!.id) ?? '').join('\n')
    return [{ index, typed: isRight ? expected : `${read}\n≠`, expected }]
  })
  await decide(tx, deliveryGate, {
    subjectId: job.id,
    revisionHash: input.revisionHash,
    check: 'sample-opened',
    actor,
    outcome: 'pass',
    facts: { answers, findingIds: input.findingIds, secondsInView: input.secondsInView },
  })
  await refreshChain(tx, equipment, job.id)
}
