import { randomBytes } from 'node:crypto'
import type { Actor } from '../../../base/actor.ts'
import { hashOf, type Json } from '../../../base/canonical-json.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { openPreview, type PrintDataApart, type PrintSpecification } from '../../../engines/print-match/index.ts'
import { drawSample, mandatoryItems, sampleSizeFor } from '../../../engines/sampling/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { type Chain, finishedRun, loadChain } from '../stages/load-chain.ts'
import { standingPassage } from '../stages/passages.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { askedSides, withoutSharedCodes } from '../rules/asked-sides.ts'
import { type Batch, coversLot } from '../rules/check-batches.ts'
import { USUAL_PLAN } from '../rules/sampling-plan.ts'
import type { PrintSide } from '../rules/side-of.ts'
import { contentsOf, dataOf, orRefuse, specificationOf } from '../stages/run-inputs.ts'
import { sampleFacts } from '../lots/sample-facts.ts'
import type { KeyItem } from '../lots/sample-key.ts'
import { lockVisibleJob, refuseClient, refuseUnlessOwn, refuseUnlessRunning } from '../scope.ts'
import { resultOf } from '../stages/stored-result.ts'

export interface RegisterLot {
  readonly jobId: string
  readonly batches: readonly Batch[]
  /** Items (from 1) with which printing began again. */
  readonly restarts: readonly number[]
  readonly spoiledCount: number
  readonly badShare: number
  readonly confidence: number
  /** Why a further lot is registered; the first needs none. */
  readonly reason?: string | undefined
  /** The same printed matter as the lot before, whose drawn items nobody has opened. */
  readonly isRedrawn?: boolean
}

/**
 * Registers a printed lot (刷り上がり) and draws what is opened of it: every place where print goes wrong, and by chance as
 * many as find a share of `badShare` with `confidence` at acceptance number 0. The seed is made here, after PDFs, data and
 * lot are fixed by their hash (invariant 13).
 * A further lot, be it printed anew or only drawn anew, is 自社's to ask for, with a reason, and so is another plan than the
 * usual one: who printed does not choose what is looked at until it suits.
 * @throws Refusal `not_found`, `not_allowed`, `comment_missing` (a further lot without a reason), `check_not_ready` (a stage
 *   up to the production PDF has not passed, or is stopped), `engagement_not_running`, `verification_runs`, `lot_wrong`, `item_untold` (nothing of a drawn item can be read back)
 */
export async function registerLot(
  tx: Tx,
  actor: Actor,
  input: RegisterLot,
  equipment: PrintEquipment,
): Promise<{ lotId: string; sampleId: string }> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseClient(job)
  await refuseUnlessRunning(tx, job)
  const chain = await loadChain(tx, equipment.vault, job)
  refusePrinter(job, chain, input)
  const passage = await standingPassage(tx, job.id, 'production')
  if (!passage) throw new Refusal('check_not_ready')
  const production = await productionOf(tx, equipment, chain)
  try {
    return await drawLot(tx, actor, input, equipment, { job, chain, permitId: passage.permitId, ...production })
  } finally {
    await production.data.close()
  }
}

interface Production {
  readonly specification: PrintSpecification
  readonly data: PrintDataApart
  /** On which sheet each record begins, by its key. */
  readonly sheetOf: ReadonlyMap<string, number>
  /** In which of several PDFs that sheet is. */
  readonly fileOf: (key: string) => string | undefined
}

async function drawLot(
  tx: Tx,
  actor: Actor,
  input: RegisterLot,
  equipment: PrintEquipment,
  on: Production & { readonly job: { readonly id: string }; readonly chain: Chain; readonly permitId: string },
): Promise<{ lotId: string; sampleId: string }> {
  const { job, chain, data } = on
  const itemCount = data.recordCount
  const batches = [...input.batches].sort((a, b) => a.from - b.from)
  if (!coversLot(batches, itemCount) || input.restarts.some((item) => item > itemCount))
    throw new Refusal('lot_wrong', { count: itemCount })

  const number = (chain.lot?.lot.number ?? 0) + 1
  const populationHash = hashOf({
    pdfs: chain.files.pdf.map(({ sha256 }) => sha256),
    data: chain.files.data.map(({ sha256 }) => sha256),
    lot: { number, itemCount, batches: batches.map((one) => ({ ...one })), restarts: [...input.restarts] },
  })
  const [lotId, sampleId] = [newId(), newId()]
  const why = input.reason ? await equipment.vault.sealFacts(tx, { reason: input.reason }) : undefined
  await tx
    .insertInto('print_lot')
    .values({
      id: lotId,
      job_id: job.id,
      number,
      production_permit_id: on.permitId,
      item_count: itemCount,
      batches: JSON.stringify(batches),
      restarts: [...input.restarts],
      spoiled_count: input.spoiledCount,
      population_hash: populationHash,
      registered_by: actor.personId,
      reason_id: why?.id ?? null,
      reason_commitment: why?.commitment ?? null,
      is_redrawn: input.isRedrawn ?? false,
    })
    .execute()
  await recordEvent(tx, printEvents.lot_registered, {
    actor,
    subject: printSubject(job.id),
    facts: {
      lotId,
      number,
      itemCount,
      batchCount: batches.length,
      populationHash,
      ...(input.isRedrawn && { isRedrawn: true }),
    },
    ...(why && { commitment: why.commitment }),
  })

  const seed = randomBytes(32).toString('hex')
  const mandatory = new Map(
    mandatoryItems(
      await orRefuse(sampleFacts(on.specification, data, batches, on.fileOf)),
      input.restarts.map((item) => item - 1),
    ).map(({ item, reasons }) => [item, reasons]),
  )
  const size = sampleSizeFor(itemCount, input.badShare, input.confidence)
  const random = new Set(drawSample(seed, populationHash, itemCount, size))
  const drawn = [...new Set([...mandatory.keys(), ...random])].sort((a, b) => a - b)
  const items = await orRefuse(keyItems(on, new Set(drawn)))
  const untold = items.find(({ sides }) => sides.length === 0)
  if (untold) throw new Refusal('item_untold', { item: untold.item })
  const note = await equipment.vault.sealFacts(tx, { items: items as unknown as Json })
  await tx
    .insertInto('print_sample')
    .values({
      id: sampleId,
      lot_id: lotId,
      population_hash: populationHash,
      seed,
      bad_share: input.badShare,
      confidence: input.confidence,
      expected_id: note.id,
      commitment: note.commitment,
    })
    .execute()
  await tx
    .insertInto('print_sample_item')
    .values(
      drawn.map((at) => ({
        sample_id: sampleId,
        item: at + 1,
        reasons: [...(mandatory.get(at) ?? [])],
        is_random: random.has(at),
      })),
    )
    .execute()
  await recordEvent(tx, printEvents.sample_drawn, {
    actor: { kind: 'system', orgId: actor.orgId, part: 'print-checks.register-lot' },
    subject: printSubject(job.id),
    facts: { sampleId, seed, populationHash, mandatoryCount: mandatory.size, randomCount: random.size },
    commitment: note.commitment,
  })
  await refreshChain(tx, equipment, job.id)
  return { lotId, sampleId }
}

function refusePrinter(job: { readonly side: PrintSide }, chain: Chain, input: RegisterLot): void {
  const isUsual = input.badShare === USUAL_PLAN.badShare && input.confidence === USUAL_PLAN.confidence
  if (chain.lot || !isUsual) refuseUnlessOwn(job)
  if (chain.lot && !input.reason) throw new Refusal('comment_missing')
}

/** The run as it was verified: specification, data, and on which sheet each record begins. */
async function productionOf(tx: Tx, { vault }: PrintEquipment, chain: Chain): Promise<Production> {
  const specification = await orRefuse(specificationOf(tx, vault, chain.files.specification[0]!))
  const run = finishedRun(chain, 'production')
  const { sheets } = run ? await resultOf(tx, vault, run) : { sheets: [] }
  const sheetOf = new Map<string, number>()
  sheets.forEach((one, at) => {
    const record = one?.[1]
    if (record !== undefined && !sheetOf.has(record)) sheetOf.set(record, at + 1)
  })
  const lastPages = await lastPagesOf(tx, vault, chain)
  const fileOf = (key: string) => {
    const page = sheets[(sheetOf.get(key) ?? 0) - 1]?.[0][0]
    const at = page === undefined ? -1 : lastPages.findIndex((last) => page <= last)
    return at < 0 ? undefined : String(at)
  }
  const data = await orRefuse(dataOf(tx, vault, specification, chain.files.data))
  return { specification, data, sheetOf, fileOf }
}

/** With which page of all of them each PDF ends; one alone has no ends of its own. */
async function lastPagesOf(tx: Tx, vault: PrintEquipment['vault'], { files: { pdf } }: Chain): Promise<number[]> {
  if (pdf.length < 2) return []
  const lasts: number[] = []
  for (const content of await contentsOf(tx, vault, pdf)) {
    const preview = await orRefuse(openPreview(content))
    lasts.push((lasts.at(-1) ?? 0) + preview.pageCount)
    await preview.close()
  }
  return lasts
}

/** What the data say of the drawn records; the others are not kept. */
async function keyItems({ specification, data, sheetOf }: Production, drawn: ReadonlySet<number>): Promise<KeyItem[]> {
  const items: KeyItem[] = []
  let at = 0
  for await (const record of data.records()) {
    const sheet = sheetOf.get(record.key)
    if (drawn.has(at))
      items.push({ item: at + 1, ...(sheet && { sheet }), sides: askedSides(specification, data, record) })
    at++
  }
  return withoutSharedCodes(items)
}
