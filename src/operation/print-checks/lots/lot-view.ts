import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { gateState } from '../../../kernel/gates/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { productionGate } from '../gate.ts'
import type { Chain } from '../stages/load-chain.ts'
import { reasonsOf } from './lot-reasons.ts'
import { passageOf } from '../stages/passages.ts'
import { personNames } from '../views/person-names.ts'
import type { Batch } from '../rules/check-batches.ts'
import type { PrintSide } from '../rules/side-of.ts'
import type { StoppedLot } from './stopped-lots.ts'
import type { LotWithSample } from '../store.ts'
import type { LotView, StoppedLotView } from '../lot-views.ts'

/** A lot with how far its opening is, why it was registered, and what was stopped before it. */
export async function lotView(
  tx: Tx,
  vault: Vault,
  { job }: Pick<Chain, 'job'>,
  found: LotWithSample,
  side: PrintSide,
): Promise<z.input<typeof LotView>> {
  const { lot, sample, items, entries } = found
  const { revision } = await gateState(tx, productionGate, job.id)
  const passage = await passageOf(tx, productionGate, job.id, revision)
  const nameOf = await personNames(tx, [lot.registered_by])
  const textOf = await reasonsOf(tx, vault, [lot.reason_id, ...found.stopped.map(({ doneId }) => doneId)])
  const reason = textOf(lot.reason_id)
  const read = new Set(entries.map(({ item }) => item))
  const mismatchCount = entries.filter(({ matches }) => !matches).length
  return {
    lotId: lot.id,
    number: lot.number,
    itemCount: lot.item_count,
    batches: lot.batches as unknown as Batch[],
    restarts: lot.restarts,
    spoiledCount: lot.spoiled_count,
    registeredBy: nameOf(lot.registered_by),
    registeredAt: lot.created_at.toISOString(),
    isCurrent: passage?.permitId === lot.production_permit_id,
    isStopped: found.isStopped,
    ...(reason !== undefined && { reason }),
    isRedrawn: lot.is_redrawn,
    isUnopened: found.openerId === undefined,
    stopped: await stoppedViews(tx, vault, found.stopped, textOf, side),
    sample: { sampleId: sample.id, itemCount: items.length, doneCount: read.size, mismatchCount },
  }
}

/** What was told to the privacy office is 自社's own matter. */
async function stoppedViews(
  tx: Tx,
  vault: Vault,
  stopped: readonly StoppedLot[],
  textOf: (id: string | null) => string | undefined,
  side: PrintSide,
): Promise<z.input<typeof StoppedLotView>[]> {
  const ids = stopped.map(({ lotId }) => lotId)
  const reports =
    side !== 'own' || ids.length === 0
      ? []
      : await tx.selectFrom('print_lot_report').where('lot_id', 'in', ids).selectAll().execute()
  const nameOf = await personNames(
    tx,
    reports.flatMap(({ reported_by, answered_by }) => [reported_by, ...(answered_by ? [answered_by] : [])]),
  )
  const answers = await vault.openManyFacts(
    tx,
    reports.flatMap(({ answer_id }) => answer_id ?? []),
  )
  return stopped.map(({ lotId, number, cause, doneId }) => {
    const report = reports.find(({ lot_id }) => lot_id === lotId)
    const done = textOf(doneId)
    return {
      lotId,
      number,
      cause,
      ...(done !== undefined && { done }),
      ...(report && {
        report: {
          reportId: report.id,
          link: report.link,
          itemCount: report.item_count,
          openedCount: report.opened_count,
          mismatchCount: report.mismatch_count,
          sentence: { ja: report.sentence_ja, en: report.sentence_en },
          reportedBy: nameOf(report.reported_by),
          reportedAt: report.reported_at.toISOString(),
          ...(report.answer_id && {
            answer: {
              text: (answers.get(report.answer_id) as { text?: string } | undefined)?.text ?? '',
              by: nameOf(report.answered_by!),
              at: report.answered_at!.toISOString(),
            },
          }),
        },
      }),
    }
  })
}
