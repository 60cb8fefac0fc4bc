import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { StreamContext, StreamedFile } from '../../../kernel/db/route.ts'
import { dataFileCount } from '../../../engines/print-match/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PendingFile } from '../../../kernel/vault/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import type { PrintSlot } from '../print-states.ts'
import { refreshChain } from '../stages/refresh-chain.ts'
import { HOLDS_SEVERAL, MOST_FILES, SLOT_BYTES, SPECIFICATION_SLOTS, specificationOfData } from '../rules/slots.ts'
import { orRefuse, specificationOf } from '../stages/run-inputs.ts'
import { lockVisibleJob, refuseClient, refuseOnlooker, refuseUnlessRunning, visibleJob } from '../scope.ts'
import { fileOfJob, type FileRow, filesNow, newestLot } from '../store.ts'
import { scansOfLot } from '../stages/load-chain.ts'

export interface AddFile {
  readonly jobId: string
  readonly slot: PrintSlot
  readonly isFurther: boolean
}

/** What any slot takes; each has its own limit. */
export const PRINT_FILE_BYTES = Math.max(...Object.values(SLOT_BYTES))

/**
 * Takes a file in as a new revision of its slot. It is received before the transaction that adopts it; a specification
 * that cannot be read is refused, and nothing of it is kept.
 * @throws Refusal `not_found`, `not_allowed`, `engagement_not_running`, `file_too_large`, `storage_full`, `files_too_many`, `specification_wrong`,
 *   `page_without_field`, `check_not_ready` (a scan before its lot is registered)
 */
export async function addFile(
  { actor, inOrganisation }: StreamContext,
  input: AddFile,
  file: StreamedFile,
  equipment: PrintEquipment,
): Promise<void> {
  const { vault } = equipment
  // Before two gigabytes are read: whether they are wanted at all.
  await inOrganisation(async (tx) => {
    const job = await visibleJob(tx, actor, input.jobId)
    await refuseOnlooker(tx, actor, job)
    await refuseUnlessRunning(tx, job)
    await keptBeside(tx, job.id, input, equipment)
  })
  const pending = await vault.receive(file.content, { limitBytes: SLOT_BYTES[input.slot] })
  try {
    await inOrganisation((tx) => adoptFile(tx, actor, { ...input, name: file.fileName }, pending, equipment))
  } catch (cause) {
    await vault.discard(pending)
    throw cause
  }
}

/** The second half, in one transaction. @throws Refusal as above */
export async function adoptFile(
  tx: Tx,
  actor: Actor,
  input: AddFile & { readonly name: string },
  pending: PendingFile,
  equipment: PrintEquipment,
): Promise<string> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseClient(job)
  await refuseUnlessRunning(tx, job)
  const limit = SLOT_BYTES[input.slot]
  if (pending.byteCount > limit) throw new Refusal('file_too_large', { limitMegabytes: limit / 1024 ** 2 })
  const before = (await filesNow(tx, job.id))[input.slot]
  const kept = await keptBeside(tx, job.id, input, equipment)
  const file = await equipment.vault.adopt(tx, pending, { kind: 'print' })
  const revision = (before[0]?.revision ?? 0) + 1
  const id = newId()
  const added = {
    id,
    vault_file_id: file.id,
    sha256: file.sha256,
    byte_count: file.byteCount,
    name: input.name.slice(0, 200) || input.slot,
    added_by: actor.personId,
  }
  await tx
    .insertInto('print_file')
    .values(
      [...kept.map((one) => ({ ...one, id: newId() })), added].map((one, position) => ({
        id: one.id,
        job_id: job.id,
        slot: input.slot,
        revision,
        position,
        vault_file_id: one.vault_file_id,
        sha256: one.sha256,
        byte_count: one.byte_count,
        name: one.name,
        added_by: one.added_by,
      })),
    )
    .execute()
  if (SPECIFICATION_SLOTS.has(input.slot))
    await orRefuse(specificationOf(tx, equipment.vault, await fileOfJob(tx, job.id, id)))
  await recordEvent(tx, printEvents.file_added, {
    actor,
    subject: printSubject(job.id),
    facts: { slot: input.slot, fileId: id, revision, sha256: file.sha256, byteCount: file.byteCount },
  })
  await refreshChain(tx, equipment, job.id)
  return id
}

/**
 * The files that stay beside the new one. A scan is one of a lot: what is wrong on sheets that belong to none stops nothing.
 * @throws Refusal `files_too_many`: none of them is dropped to make room; `check_not_ready`: nothing was printed yet
 */
async function keptBeside(
  tx: Tx,
  jobId: string,
  { slot, isFurther }: Pick<AddFile, 'slot' | 'isFurther'>,
  { vault }: Pick<PrintEquipment, 'vault'>,
): Promise<readonly FileRow[]> {
  const files = await filesNow(tx, jobId)
  const lot = slot === 'scan' ? await newestLot(tx, jobId) : undefined
  if (slot === 'scan' && !lot) throw new Refusal('check_not_ready')
  const before = slot === 'scan' ? scansOfLot({ files, lot }) : files[slot]
  const kept = isFurther && HOLDS_SEVERAL.has(slot) ? before : []
  const reads = specificationOfData(slot)
  let most = reads ? 2 : MOST_FILES
  if (reads && kept.length === 1 && files[reads][0])
    most = dataFileCount(await orRefuse(specificationOf(tx, vault, files[reads][0])))
  if (kept.length >= most) throw new Refusal('files_too_many', { most })
  return kept
}
