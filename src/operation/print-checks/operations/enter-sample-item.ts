import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { askedNow, gateState } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { deliveryGate } from '../gate.ts'
import { hasSeenSample } from '../lots/opener-sight.ts'
import { standingPassage } from '../stages/passages.ts'
import type { EntryWay } from '../print-states.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import type { AskedSide } from '../rules/asked-sides.ts'
import { typedMatches } from '../rules/typed-matches.ts'
import { sampleKey } from '../lots/sample-key.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'
import { stopLot } from '../lots/stop-lot.ts'
import { type LotWithSample, newestLot } from '../store.ts'

export interface EnterSampleItem {
  readonly jobId: string
  readonly sampleId: string
  readonly item: number
  readonly answers: readonly { readonly page: number; readonly typed: string }[]
}

/** One side that was read back. */
export interface SideRead {
  readonly side: AskedSide
  readonly how: EntryWay
  readonly matches: boolean
  readonly typed: string
  readonly photoId?: string
}

/**
 * What the opener types from the paper, compared with the data. Each side counts once: one difference stops the lot.
 * @throws Refusal `not_found`, `not_allowed` (nobody asks them to open), `same_person` (somebody else opens this sample),
 *   `sample_not_blind` (they have seen what it must say), `already_decided`, `check_not_ready`
 */
export async function enterSampleItem(
  tx: Tx,
  actor: Actor,
  input: EnterSampleItem,
  equipment: PrintEquipment,
): Promise<{ isStopped: boolean }> {
  const { lot, sides } = await openItem(tx, actor, input, equipment)
  const read = input.answers.map(({ page, typed }): SideRead => {
    const side = sides.find((one) => one.page === page)
    if (!side) throw new Refusal('not_found')
    return { side, how: 'typed', matches: typedMatches(typed, side), typed }
  })
  return keepRead(tx, actor, lot, input, read, equipment)
}

/** The drawn item, for the one who opens its sample. @throws Refusal as above */
export async function openItem(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly sampleId: string; readonly item: number },
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<{ readonly lot: LotWithSample; readonly sides: readonly AskedSide[] }> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  const lot = await newestLot(tx, job.id)
  if (!lot || lot.sample.id !== input.sampleId || !lot.items.some(({ item }) => item === input.item))
    throw new Refusal('not_found')
  const passage = await standingPassage(tx, job.id, 'production')
  // A newer PDF, newer data, or a stage that was stopped since: what lies on the table is not what would be delivered.
  if (passage?.permitId !== lot.lot.production_permit_id) throw new Refusal('check_not_ready')
  const delivery = await gateState(tx, deliveryGate, job.id)
  if (delivery.checks.find(({ id }) => id === 'sample-opened')?.state === 'passed') throw new Refusal('already_decided')
  const personId = await canonicalPersonId(tx, actor.personId)
  if (lot.openerId && (await canonicalPersonId(tx, lot.openerId)) !== personId) throw new Refusal('same_person')
  if (!lot.openerId) await refuseToBegin(tx, job.id, lot, personId ?? actor.personId)
  const sides = (await sampleKey(tx, vault, lot.sample)).get(input.item)?.sides
  if (!sides) throw new Refusal('not_found')
  return { lot, sides }
}

/** Who begins must be able to end it, and know nothing of what they read. */
async function refuseToBegin(tx: Tx, jobId: string, lot: LotWithSample, personId: string): Promise<void> {
  const opening = (await askedNow(tx, deliveryGate, jobId)).find(({ check }) => check === 'sample-opened')
  if (!opening) throw new Refusal('check_not_ready')
  if (!opening.asked.some((one) => one.personId === personId)) throw new Refusal('not_allowed')
  if (await hasSeenSample(tx, jobId, lot, personId)) throw new Refusal('sample_not_blind')
}

/** Writes what was read, and stops the lot where it differs. @throws Refusal `already_decided` */
export async function keepRead(
  tx: Tx,
  actor: Actor,
  lot: LotWithSample,
  { jobId, item }: { readonly jobId: string; readonly item: number },
  read: readonly SideRead[],
  equipment: PrintEquipment,
): Promise<{ isStopped: boolean }> {
  const sampleId = lot.sample.id
  const known = new Set(lot.entries.filter((one) => one.item === item).map(({ page }) => page))
  const pages = read.map(({ side }) => side.page)
  if (new Set(pages).size !== pages.length || pages.some((page) => known.has(page)))
    throw new Refusal('already_decided')
  if (!lot.openerId)
    await tx.insertInto('print_sample_opener').values({ sample_id: sampleId, person_id: actor.personId }).execute()
  for (const { side, how, matches, typed, photoId } of read) {
    const note = await equipment.vault.sealFacts(tx, { typed })
    await tx
      .insertInto('print_sample_entry')
      .values({
        id: newId(),
        sample_id: sampleId,
        item,
        page: side.page,
        how,
        matches,
        typed_id: note.id,
        commitment: note.commitment,
        photo_id: photoId ?? null,
        person_id: lot.openerId ?? actor.personId,
      })
      .execute()
    await recordEvent(tx, printEvents.sample_entered, {
      actor,
      subject: printSubject(jobId),
      facts: { sampleId, item, page: side.page, how, matches },
      commitment: note.commitment,
    })
  }
  const isWrong = read.some(({ matches }) => !matches)
  const wasStopped = lot.entries.some(({ matches }) => !matches)
  if (isWrong && !wasStopped) await stopLot(tx, { jobId, lotId: lot.lot.id, sampleId })
  // What matches changes nothing at the gate.
  if (isWrong) await refreshChain(tx, equipment, jobId)
  else await announce(tx, 'print-checks')
  return { isStopped: isWrong || wasStopped }
}
