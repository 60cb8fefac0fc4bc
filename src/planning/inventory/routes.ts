import { type AnyRoute, bind, bindStream } from '../../kernel/db/route.ts'
import { bindExport } from '../../kernel/sheets/index.ts'
import * as contract from './contract.ts'
import type { InventoryEquipment } from './equipment.ts'
import { scanJobs } from './jobs.ts'
import { scanFileSheet, scanSheet } from './list-sheets.ts'
import { addScanUpload, endUploads } from './operations/add-scan-upload.ts'
import { beginFolderScan, beginUploadScan } from './operations/begin-scan.ts'
import { cancelScan, removeScan } from './operations/end-scan.ts'
import { scanFileLines, scanLines, scanView } from './read-models.ts'

const UPLOAD_LIMIT_BYTES = 500_000_000

export function inventoryRoutes(equipment: InventoryEquipment): readonly AnyRoute[] {
  const { vault, folders } = equipment
  const jobs = scanJobs(equipment)
  return [
    bind(contract.listScans, scanLines),
    bindExport(contract.exportScans, scanLines, scanSheet),
    bind(contract.readScan, scanView),
    bind(contract.listScanFiles, scanFileLines),
    bindExport(contract.exportScanFiles, scanFileLines, scanFileSheet),
    bind(contract.listScanFolders, () => Promise.resolve({ folders: [...folders.allowed] })),
    bind(contract.beginFolderScan, (tx, actor, input) => beginFolderScan(tx, actor, input, { folders, ...jobs })),
    bind(contract.beginUploadScan, (tx, actor) => beginUploadScan(tx, actor)),
    bindStream(contract.uploadScanFile, UPLOAD_LIMIT_BYTES, async ({ inOrganisation }, { scanId }, file) => {
      const received = await vault.receive(file.content, { limitBytes: UPLOAD_LIMIT_BYTES })
      try {
        const given = { fileName: file.fileName, received }
        return await inOrganisation((tx) => addScanUpload(tx, scanId, given, { vault, readFile: jobs.readFile }))
      } catch (cause) {
        await vault.discard(received)
        throw cause
      }
    }),
    bind(contract.endUploads, (tx, _actor, { scanId }) => endUploads(tx, scanId)),
    bind(contract.cancelScan, (tx, actor, input) => cancelScan(tx, actor, input, { vault })),
    bind(contract.removeScan, (tx, actor, input) => removeScan(tx, actor, input, { vault })),
  ]
}
