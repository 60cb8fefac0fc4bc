import type { InventoryEquipment } from '../../planning/inventory/index.ts'
import { openScanDesk } from '../scan/scan-desk.ts'
import { openScanFolders } from '../scan/scan-folders.ts'
import type { Parts } from './open-parts.ts'

export const inventoryEquipment = ({ vault, settings }: Pick<Parts, 'vault' | 'settings'>): InventoryEquipment => ({
  vault,
  folders: openScanFolders(settings.scanFolders),
  scans: openScanDesk(),
})
