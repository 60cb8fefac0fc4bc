import { type AnyJob, defineJob } from '../../kernel/jobs/index.ts'
import type { InventoryEquipment } from './equipment.ts'
import { listFolder } from './operations/list-folder.ts'
import { giveFileUp, readScanFile } from './operations/read-scan-file.ts'
import { OfFile, OfScan, type ScanJobs } from './scan-jobs.ts'

const ATTEMPTS = 4

/**
 * A scan is one job that lists and one job a file, so any number of workers on any hosts share it, and what a dead one
 * held is begun elsewhere. Both may run twice: a file is listed once and counted once.
 */
export function scanJobs(equipment: InventoryEquipment): ScanJobs {
  const readFile = defineJob({
    name: 'inventory.read-file',
    input: OfFile,
    retryCount: ATTEMPTS - 1,
    limitSeconds: 600,
    atOnce: equipment.scans.size,
    async run({ database, orgId, attempt }, { fileId }) {
      try {
        await readScanFile(database, orgId, fileId, equipment)
      } catch (cause) {
        if (attempt >= ATTEMPTS) await giveFileUp(database, orgId, fileId, equipment)
        throw cause
      }
    },
  })
  const list = defineJob({
    name: 'inventory.list-folder',
    input: OfScan,
    limitSeconds: 24 * 3600,
    atOnce: 1,
    async run({ database, orgId }, { scanId }) {
      await listFolder(database, orgId, scanId, { folders: equipment.folders, readFile })
    },
  })
  return { listFolder: list, readFile }
}

export function inventoryJobs(equipment: InventoryEquipment): readonly AnyJob[] {
  const { listFolder: list, readFile } = scanJobs(equipment)
  return [list, readFile]
}
