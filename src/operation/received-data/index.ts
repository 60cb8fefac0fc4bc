/**
 * 受領データ: lists that clients hand over, known again by the fingerprints of their persons wherever they turn up.
 * Stands on: kernel, planning/vendors. Used by: app.
 */
export type { ReceivedDataEquipment } from './equipment.ts'
export { receivedDataJobs } from './jobs.ts'
export type { ListDesk, ReadList } from './list-desk.ts'
export { registerReceivedList } from './operations/register-received-list.ts'
export { receivedDataRights } from './rights.ts'
export { receivedDataRoutes } from './routes.ts'
export { listStateWords, listUnreadWords, receivedListEventWords } from './words.ts'
