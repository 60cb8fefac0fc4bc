import type { z } from 'zod'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { askedNow, gatePanel } from '../../../kernel/gates/index.ts'
import { canonicalPersonId } from '../../../kernel/people/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { deliveryGate } from '../gate.ts'
import { loadChain } from '../stages/load-chain.ts'
import { lotView } from './lot-view.ts'
import { hasSeenSample } from './opener-sight.ts'
import { personNames } from '../views/person-names.ts'
import { type Batch, batchesOf } from '../rules/check-batches.ts'
import { type KeyItem, sampleKey } from './sample-key.ts'
import { refuseOnlooker, visibleJob } from '../scope.ts'
import type { LotWithSample } from '../store.ts'
import type { SampleItemView, SampleView } from '../lot-views.ts'

/**
 * What is opened of the newest lot, and how far that is. What the data say is not in it.
 * @throws Refusal `not_found`, `not_allowed` (the client, and ours of another unit)
 */
export async function sampleView(
  tx: Tx,
  actor: Actor,
  jobId: string,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<z.input<typeof SampleView>> {
  const job = await visibleJob(tx, actor, jobId)
  await refuseOnlooker(tx, actor, job)
  const chain = await loadChain(tx, vault, job)
  const { lot } = chain
  if (!lot) throw new Refusal('not_found')
  const personId = await canonicalPersonId(tx, actor.personId)
  const asked = await askedNow(tx, deliveryGate, job.id)
  const isAsked = asked.some(
    (one) => one.check === 'sample-opened' && one.asked.some((who) => who.personId === personId),
  )
  const openerId = lot.openerId && (await canonicalPersonId(tx, lot.openerId))
  const nameOf = await personNames(tx, lot.openerId ? [lot.openerId] : [])
  const hasSeen = job.side === 'own' && !lot.openerId && (await hasSeenSample(tx, job.id, lot, actor.personId))
  // Who printed does not know which items are opened before the first one is.
  const isHidden = job.side !== 'own' && !lot.openerId
  return {
    lot: await lotView(tx, vault, chain, lot, job.side),
    revisionHash: chain.hashes.delivery,
    plan: {
      mandatoryCount: lot.items.filter(({ reasons }) => reasons.length > 0).length,
      randomCount: lot.items.filter(({ isRandom }) => isRandom).length,
      badShare: lot.sample.bad_share,
      confidence: lot.sample.confidence,
      acceptanceNumber: 0,
    },
    seed: isHidden ? '' : lot.sample.seed,
    populationHash: lot.lot.population_hash,
    drawnAt: lot.sample.drawn_at.toISOString(),
    mayEnter: job.side === 'own' && (openerId ? openerId === personId : isAsked && !hasSeen),
    hasSeen,
    ...(lot.openerId && { openerName: nameOf(lot.openerId) }),
    findings: await findingsToTick(tx, job.id),
    items: isHidden ? [] : await itemViews(tx, lot, await sampleKey(tx, vault, lot.sample)),
  }
}

/** Of the gate of delivery, what everybody who passes ticks. */
async function findingsToTick(tx: Tx, jobId: string) {
  const { stations } = await gatePanel(tx, deliveryGate, jobId)
  return stations.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'warning'))
}

/** One item after it was read. @throws Refusal `not_found` */
export async function itemView(
  tx: Tx,
  lot: LotWithSample,
  item: number,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<z.input<typeof SampleItemView>> {
  const key = await sampleKey(tx, vault, lot.sample)
  const [view] = await itemViews(tx, { ...lot, items: lot.items.filter((one) => one.item === item) }, key)
  if (!view) throw new Refusal('not_found')
  return view
}

async function itemViews(tx: Tx, { lot, items, entries }: LotWithSample, key: ReadonlyMap<number, KeyItem>) {
  const nameOf = await personNames(
    tx,
    entries.map(({ person_id }) => person_id),
  )
  return items.map(({ item, reasons }) => {
    const known = key.get(item)
    const batch = batchesOf(lot.batches as unknown as Batch[], item)
      .map(({ name }) => name)
      .join('、')
    return {
      item,
      ...(known?.sheet !== undefined && { sheet: known.sheet }),
      ...(batch !== '' && { batch }),
      reasons: [...reasons],
      sides: (known?.sides ?? []).map(({ page, pageName, side, field, isFirstOfSeveral, code, readsText = false }) => {
        const entry = entries.find((one) => one.item === item && one.page === page)
        return {
          page,
          pageName,
          side,
          field,
          ...(isFirstOfSeveral && { isFirstOfSeveral }),
          canPhotograph: readsText || (code !== undefined && code !== ''),
          readsText,
          ...(entry && {
            entry: {
              how: entry.how,
              matches: entry.matches,
              by: nameOf(entry.person_id),
              at: entry.entered_at.toISOString(),
            },
          }),
        }
      }),
    }
  })
}
