import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { codesOnPhoto, meaningOf } from '../../../engines/print-match/index.ts'
import type { PrintEquipment } from '../equipment.ts'
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
 * One side of a drawn item from a photograph: the machine reads its code, in a process of its own, and compares it with the
 * data. The photograph is kept as evidence. One that shows no legible code says nothing, and is refused.
 * @throws Refusal `code_illegible`, `photo_used` (one photograph cannot be of two sides), `storage_full`, and as `enterSampleItem`
 */
export async function photographSampleItem(
  tx: Tx,
  actor: Actor,
  input: PhotographSampleItem,
  photo: Uint8Array,
  equipment: PrintEquipment,
): Promise<{ isStopped: boolean }> {
  const { lot, sides } = await openItem(tx, actor, input, equipment)
  const side = sides.find(({ page }) => page === input.page)
  if (!side?.code) throw new Refusal('not_found')
  // The code of the household may stand on both sides: one picture of the front would pass the back unseen.
  const sha256 = createHash('sha256').update(photo).digest('hex')
  for (const { item, page, photo_id } of lot.entries)
    if (photo_id && item === input.item && page !== input.page)
      if ((await equipment.vault.fileById(tx, photo_id)).sha256 === sha256) throw new Refusal('photo_used')
  const texts = await codesOnPhoto(photo)
  if (texts.length === 0) throw new Refusal('code_illegible')
  const pending = await equipment.vault.receive(Readable.from([Buffer.from(photo)]))
  const { id: photoId } = await equipment.vault.adopt(tx, pending, { kind: 'print-photo' })
  const matches = texts.some((text) => meaningOf(text, 'text') === meaningOf(side.code!, 'text'))
  return keepRead(
    tx,
    actor,
    lot,
    input,
    [{ side, how: 'photographed', matches, typed: texts.join('\n'), photoId }],
    equipment,
  )
}
