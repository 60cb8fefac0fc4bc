import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import type { ScanFolders } from '../equipment.ts'
import { piiScanEvents } from '../events.ts'
import type { ScanJobs } from '../scan-jobs.ts'
import type { ScanSource } from '../scan-states.ts'

/** Searches a folder of the server. @throws Refusal `folder_not_allowed` */
export async function beginFolderScan(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.beginFolderScan>,
  { folders, listFolder }: { readonly folders: ScanFolders; readonly listFolder: ScanJobs['listFolder'] },
): Promise<{ scanId: string }> {
  const place = await folders.placeOf(input.folder, input.below)
  if (place === undefined) throw new Refusal('folder_not_allowed')
  const scanId = await insertScan(tx, actor, { source: 'folder', folder: place })
  await enqueue(tx, listFolder, { scanId }, { singletonKey: scanId })
  return { scanId }
}

/** Begins a scan of files that come one by one. */
export async function beginUploadScan(tx: Tx, actor: Actor): Promise<{ scanId: string }> {
  return { scanId: await insertScan(tx, actor, { source: 'upload', folder: null }) }
}

async function insertScan(
  tx: Tx,
  actor: Actor,
  { source, folder }: { readonly source: ScanSource; readonly folder: string | null },
): Promise<string> {
  const id = newId()
  await tx.insertInto('pii_scan').values({ id, source, folder, asked_by: actor.personId }).execute()
  await recordEvent(tx, piiScanEvents.begun, { actor, subject: { kind: 'pii_scan', id }, facts: { source } })
  await announce(tx, 'inventory')
  return id
}
