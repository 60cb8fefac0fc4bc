import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import type { StreamContext, StreamedFile } from '../../../kernel/db/route.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PendingFile } from '../../../kernel/vault/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import type { PrintSlot } from '../print-states.ts'
import { refreshChain } from '../refresh-chain.ts'
import { HOLDS_SEVERAL, SPECIFICATION_SLOTS } from '../rules/slots.ts'
import { orRefuse, specificationOf } from '../run-inputs.ts'
import { lockVisibleJob, refuseClient, refuseOnlooker, visibleJob } from '../scope.ts'
import { fileOfJob, filesNow } from '../store.ts'

export interface AddFile {
  readonly jobId: string
  readonly slot: PrintSlot
  readonly isFurther: boolean
}

/** PDFs of a large run; data and specifications stay far below. */
export const PRINT_FILE_BYTES = 2 * 1024 ** 3
const MOST_FILES = 40

/**
 * Takes a file in as a new revision of its slot. It is received before the transaction that adopts it; a specification
 * that cannot be read is refused, and nothing of it is kept.
 * @throws Refusal `not_found`, `not_allowed`, `file_too_large`, `storage_full`, `specification_wrong`
 */
export async function addFile(
  { actor, inOrganisation }: StreamContext,
  input: AddFile,
  file: StreamedFile,
  equipment: PrintEquipment,
): Promise<void> {
  const { vault } = equipment
  // Before two gigabytes are read: whether they are wanted at all.
  await inOrganisation(async (tx) => refuseOnlooker(tx, actor, await visibleJob(tx, actor, input.jobId)))
  const pending = await vault.receive(file.content, { limitBytes: PRINT_FILE_BYTES })
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
  const file = await equipment.vault.adopt(tx, pending, { kind: 'print' })
  const before = (await filesNow(tx, job.id))[input.slot]
  const kept = input.isFurther && HOLDS_SEVERAL.has(input.slot) ? before.slice(0, MOST_FILES - 1) : []
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
