import { basename } from 'node:path'
import type { FileReport } from '../../../engines/pii/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation, instantOf, type Tx } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { InventoryEquipment, OpenedFile } from '../equipment.ts'
import type { ClosedFileReason } from '../scan-states.ts'

type Said = Omit<FileReport, 'reason'> & { readonly reason?: FileReport['reason'] | ClosedFileReason }

const NOTHING = { persons: { min: 0, best: 0, max: 0 }, counts: {}, specialCare: [] } as const

interface WaitingFile {
  readonly id: string
  readonly path: string
  readonly shown_path: string | null
  readonly scan_id: string
  readonly upload_id: string | null
  readonly folder: string | null
}

/**
 * Reads one file of a scan and writes down what was found: counts, never values. Its row is written once, whoever comes
 * first; a file of a scan that was stopped is left.
 */
export async function readScanFile(
  database: Database,
  orgId: string,
  fileId: string,
  equipment: InventoryEquipment,
): Promise<void> {
  const { vault, scans, folders } = equipment
  const waiting = await inOrganisation(database, orgId, async (tx) => {
    const file = await waitingFile(tx, fileId)
    return file && { file, upload: file.upload_id ? await vault.openContent(tx, file.upload_id) : undefined }
  })
  if (!waiting) return
  const { file, upload } = waiting
  const name = basename(file.shown_path ?? file.path)
  let said: Said
  if (upload) {
    said = await scans.read(upload, name)
  } else {
    const opened = await folders.open(file.folder!, file.path)
    said = 'reason' in opened ? { ...NOTHING, status: 'unread', reason: opened.reason } : await readAndClose(opened)
  }
  await keep(database, orgId, file, said, { vault, engine: scans.engine })

  async function readAndClose({ content, close }: Extract<OpenedFile, { close: unknown }>): Promise<Said> {
    try {
      return await scans.read(content, name)
    } finally {
      await close()
    }
  }
}

/** After the last attempt: the file is told as unread, so that the scan comes to its end. */
export async function giveFileUp(
  database: Database,
  orgId: string,
  fileId: string,
  { vault, scans }: Pick<InventoryEquipment, 'vault' | 'scans'>,
): Promise<void> {
  const file = await inOrganisation(database, orgId, (tx) => waitingFile(tx, fileId))
  const said: Said = { ...NOTHING, status: 'unread', reason: 'not_finished' }
  if (file) await keep(database, orgId, file, said, { vault, engine: scans.engine })
}

async function waitingFile(tx: Tx, fileId: string): Promise<WaitingFile | undefined> {
  return tx
    .selectFrom('pii_scan_file as f')
    .innerJoin('pii_scan as s', (join) => join.onRef('s.org_id', '=', 'f.org_id').onRef('s.id', '=', 'f.scan_id'))
    .where('f.id', '=', fileId)
    .where('f.status', 'is', null)
    .where('s.cancelled_at', 'is', null)
    .where('s.removed_at', 'is', null)
    .select(['f.id', 'f.path', 'f.shown_path', 'f.scan_id', 'f.upload_id', 's.folder'])
    .executeTakeFirst()
}

async function keep(
  database: Database,
  orgId: string,
  file: WaitingFile,
  { status, reason, persons, counts, specialCare }: Said,
  { vault, engine }: { readonly vault: Vault; readonly engine: string },
): Promise<void> {
  await inOrganisation(database, orgId, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('pii_scan_file')
      .set({
        status,
        reason: reason ?? null,
        persons_min: persons.min,
        persons_best: persons.best,
        persons_max: persons.max,
        counts: JSON.stringify(counts),
        special_care: [...specialCare],
        engine,
        read_at: await instantOf(tx),
      })
      .where('id', '=', file.id)
      .where('status', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return
    if (file.upload_id) await vault.erase(tx, file.upload_id)
    if (await isToBeTold(tx, file.scan_id)) await announce(tx, 'inventory')
  })
}

const LEAST_PAUSE_MS = 1000
/** More files than ever end at the same moment: the last ones are all told, so that the end is. */
const LAST_FILES = 64
let lastTold = -Infinity

/** Whoever watches reads again at each announcement: once a second is enough, and at the end always. */
async function isToBeTold(tx: Tx, scanId: string): Promise<boolean> {
  const at = performance.now()
  if (at - lastTold < LEAST_PAUSE_MS) {
    const left = await tx
      .selectFrom('pii_scan_file')
      .where('scan_id', '=', scanId)
      .where('status', 'is', null)
      .select('id')
      .limit(LAST_FILES + 1)
      .execute()
    if (left.length > LAST_FILES) return false
  }
  lastTold = at
  return true
}
