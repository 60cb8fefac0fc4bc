import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { StreamContext, StreamedFile } from '../../../kernel/db/route.ts'
import {
  judgeCodes,
  judgePhoto,
  openPrintData,
  type PreviewDesk,
  type PrintDataApart,
  type PrintPdf,
  type PrintSpecification,
  readPhoto,
} from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import type { AskedSide } from '../rules/asked-sides.ts'
import { contentsOf, orRefuse, specificationOf } from '../stages/run-inputs.ts'
import { filesNow, type LotWithSample } from '../store.ts'
import { keepRead, openItem } from './enter-sample-item.ts'

/** What a telephone takes, with room. */
export const PHOTO_BYTES = 25 * 1024 ** 2

export interface PhotographSampleItem {
  readonly jobId: string
  readonly sampleId: string
  readonly item: number
  readonly page: number
}

/**
 * One side of a drawn item from a photograph: the machine reads its codes, or where none of them tells anything its text, in
 * a process of its own, and compares them with the data. That takes seconds, and no transaction waits for it. The photograph
 * is kept as evidence. One on which nothing can be read surely says nothing, and is refused: then the side is typed. So is
 * one whose codes are the same on every sheet, or of two sheets.
 * @throws Refusal `code_illegible`, `code_untelling`, `text_illegible`, `photo_used` (one photograph cannot be of two sides),
 *   `file_too_large`, `storage_full`, and as `enterSampleItem`
 */
export async function photographSampleItem(
  { actor, inOrganisation }: StreamContext,
  input: PhotographSampleItem,
  file: StreamedFile,
  equipment: PrintEquipment,
  desk: PreviewDesk,
): Promise<{ isStopped: boolean }> {
  // Before it is read: whether it is wanted at all.
  const { side, run } = await inOrganisation(async (tx) => {
    const asked = await askedSide(tx, actor, input, equipment)
    return { ...asked, run: await runOf(tx, input.jobId, equipment) }
  })
  const photo = await bytesIn(file)
  const read = await whatIsSeen(photo, input, side, run, desk)
  const pending = await equipment.vault.receive(Readable.from([photo]))
  try {
    return await inOrganisation(async (tx) => {
      const { lot, side: now } = await askedSide(tx, actor, input, equipment)
      await refuseUsed(tx, lot, input, createHash('sha256').update(photo).digest('hex'), equipment)
      const { id: photoId } = await equipment.vault.adopt(tx, pending, { kind: 'print-photo' })
      return keepRead(tx, actor, lot, input, [{ side: now, how: 'photographed', ...read, photoId }], equipment)
    })
  } catch (cause) {
    await equipment.vault.discard(pending)
    throw cause
  }
}

async function askedSide(tx: Tx, actor: Actor, input: PhotographSampleItem, equipment: PrintEquipment) {
  const { lot, sides } = await openItem(tx, actor, input, equipment)
  const side = sides.find(({ page }) => page === input.page)
  if (!side || !(side.code || side.readsText)) throw new Refusal('not_found')
  return { lot, side }
}

interface RunOfSample {
  readonly specification: PrintSpecification
  readonly data: readonly PrintPdf[]
  readonly key: string
}

/** Specification and data of the run that was printed: the files cannot have changed since, or the item would not be open. */
async function runOf(tx: Tx, jobId: string, { vault }: PrintEquipment): Promise<RunOfSample> {
  const files = await filesNow(tx, jobId)
  const specification = await orRefuse(specificationOf(tx, vault, files.specification[0]!))
  const key = JSON.stringify([files.data.map(({ vault_file_id }) => vault_file_id), specification.data])
  return { specification, data: await contentsOf(tx, vault, files.data), key }
}

async function bytesIn({ content }: StreamedFile): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let count = 0
  for await (const part of content) {
    count += part.length
    if (count > PHOTO_BYTES) throw new Refusal('file_too_large', { limitMegabytes: PHOTO_BYTES / 1024 ** 2 })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** @throws Refusal `code_illegible`, `code_untelling`, `text_illegible` */
async function whatIsSeen(
  photo: Uint8Array,
  { item, page }: PhotographSampleItem,
  side: AskedSide,
  { specification, data: files, key }: RunOfSample,
  desk: PreviewDesk,
): Promise<{ matches: boolean; typed: string }> {
  const place = { item: item - 1, at: page }
  const fromData = <T>(use: (data: PrintDataApart) => Promise<T>) =>
    orRefuse(desk.data(key, () => openPrintData(specification, files), use))
  const { codes, lines: read } = await readPhoto(
    photo,
    !side.readsText ? 'never' : side.code ? 'without_code' : 'always',
  )
  if (codes.length > 0) {
    const verdict = await fromData((data) => judgeCodes(specification, data, place, codes))
    if (verdict === 'illegible') throw new Refusal('code_untelling')
    if (verdict) return { matches: verdict === 'right', typed: codes.join('\n') }
  }
  if (!side.readsText) throw new Refusal(codes.length > 0 ? 'code_untelling' : 'code_illegible')
  // Codes that tell nothing kept its text from being read.
  const lines = side.code && codes.length > 0 ? (await readPhoto(photo, 'always')).lines : read
  const verdict = await fromData((data) => judgePhoto(specification, data, place, lines))
  if (verdict === 'illegible') throw new Refusal('text_illegible')
  const typed = lines.map((pieces) => pieces.map(({ text }) => text).join(' ')).join('\n')
  return { matches: verdict === 'right', typed }
}

/** The values of the household may stand on both sides: one picture of the front would pass the back unseen. */
async function refuseUsed(
  tx: Tx,
  lot: LotWithSample,
  input: PhotographSampleItem,
  sha256: string,
  { vault }: PrintEquipment,
): Promise<void> {
  for (const { item, page, photo_id } of lot.entries)
    if (photo_id && item === input.item && page !== input.page)
      if ((await vault.fileById(tx, photo_id)).sha256 === sha256) throw new Refusal('photo_used')
}
