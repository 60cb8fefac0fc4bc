/**
 * 個人情報の洗い出し: scans of files and folders for personal information; the register of it (台帳) grows here.
 * Stands on: kernel, engines/pii. Used by: app.
 */
export type { InventoryEquipment, ListedFile, OpenedFile, ScanDesk, ScanFolders } from './equipment.ts'
export { inventoryJobs } from './jobs.ts'
export { inventoryRights } from './rights.ts'
export { inventoryRoutes } from './routes.ts'
export { CLOSED_FILE_REASONS, type ClosedFileReason } from './scan-states.ts'
export { inventoryEventWords, scannedStatusWords, scanReasonWords, scanSourceWords, scanStateWords } from './words.ts'
