import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'
import { SCAN_SOURCES, SCAN_STATES, SCANNED_STATUSES } from './scan-states.ts'

const Persons = z.object({ min: z.int(), best: z.int(), max: z.int() })
const ScanId = z.object({ scanId: z.uuid() })
const Done = z.object({})

const ScanCounts = z.object({
  fileCount: z.int(),
  readCount: z.int(),
  cleanCount: z.int(),
  foundCount: z.int(),
  unreadCount: z.int(),
})

export const ScanLine = ScanCounts.extend({
  id: z.uuid(),
  source: z.enum(SCAN_SOURCES),
  /** As the server names it. */
  folder: z.string().optional(),
  state: z.enum(SCAN_STATES),
  askedByName: z.string(),
  begunAt: z.iso.datetime(),
})
export type ScanLine = z.infer<typeof ScanLine>

export const ScanView = ScanLine.extend({
  version: z.int(),
  /** Over all files; who stands in two files counts twice. */
  persons: Persons,
  /** By type of personal information: in how many files, and how often. */
  types: z.array(z.object({ type: z.string(), fileCount: z.int(), count: z.int() })),
  specialCareFileCount: z.int(),
})
export type ScanView = z.infer<typeof ScanView>

export const ScanFileLine = z.object({
  id: z.uuid(),
  path: z.string(),
  byteCount: z.int(),
  status: z.enum(SCANNED_STATUSES),
  reason: z.string().optional(),
  persons: Persons,
  counts: z.record(z.string(), z.int()),
  /** The law's classes of special-care information in it. */
  specialCare: z.array(z.string()),
})
export type ScanFileLine = z.infer<typeof ScanFileLine>

export const listScans = endpoint({
  method: 'GET',
  path: '/api/inventory/scans',
  right: 'inventory:read',
  input: PageRequest.extend({ cursor: z.uuid().optional() }),
  output: pageOf(ScanLine),
  refuses: [],
  summary: 'Scans for personal information, the newest first.',
})
export const exportScans = exportOf(listScans)

export const readScan = endpoint({
  method: 'GET',
  path: '/api/inventory/scan',
  right: 'inventory:read',
  input: ScanId,
  output: ScanView,
  refuses: ['not_found'],
  summary: 'How far one scan has come, and what it has found by type.',
})

export const listScanFiles = endpoint({
  method: 'GET',
  path: '/api/inventory/scan/files',
  right: 'inventory:read',
  input: PageRequest.extend({
    cursor: z.uuid().optional(),
    scanId: z.uuid(),
    status: z.enum(SCANNED_STATUSES).optional(),
    type: z
      .string()
      .regex(/^[A-Z_]{2,20}$/)
      .optional(),
    text: z.string().max(200).optional(),
  }),
  output: pageOf(ScanFileLine),
  refuses: ['not_found'],
  summary:
    'The files of a scan that have been read, those with most persons first. Counts, never values. An event tells who looked.',
})
export const exportScanFiles = exportOf(listScanFiles)

export const listScanFolders = endpoint({
  method: 'GET',
  path: '/api/inventory/scan-folders',
  right: 'inventory:scan',
  input: z.object({}),
  output: z.object({ folders: z.array(z.string()) }),
  refuses: [],
  summary: 'The folders of the server that may be searched.',
})

export const beginFolderScan = endpoint({
  method: 'POST',
  path: '/api/inventory/scans/folder',
  right: 'inventory:scan',
  input: z.object({ folder: z.string().max(1000), below: z.string().max(1000).default('') }),
  output: ScanId,
  refuses: ['folder_not_allowed'],
  summary: 'Searches an allowed folder of the server, or a place in it.',
})

export const beginUploadScan = endpoint({
  method: 'POST',
  path: '/api/inventory/scans/upload',
  right: 'inventory:scan',
  input: z.object({}),
  output: ScanId,
  refuses: [],
  summary: 'Begins a scan of files that are uploaded one by one.',
})

export const uploadScanFile = endpoint({
  method: 'POST',
  path: '/api/inventory/scans/upload/file',
  right: 'inventory:scan',
  input: ScanId,
  output: z.object({ fileId: z.uuid() }),
  refuses: ['not_found', 'scan_ended', 'file_too_large', 'storage_full', 'bad_input'],
  summary: 'Gives one file to a scan. Its content is erased when it has been read.',
})

export const endUploads = endpoint({
  method: 'POST',
  path: '/api/inventory/scans/upload/end',
  right: 'inventory:scan',
  input: ScanId,
  output: Done,
  refuses: ['not_found', 'scan_ended'],
  summary: 'Says that all files of a scan are uploaded.',
})

export const cancelScan = endpoint({
  method: 'POST',
  path: '/api/inventory/scan/cancel',
  right: 'inventory:scan',
  input: ScanId,
  output: Done,
  refuses: ['not_found', 'scan_ended'],
  summary: 'Stops a scan. What it has found stays.',
})

export const removeScan = endpoint({
  method: 'POST',
  path: '/api/inventory/scan/remove',
  right: 'inventory:scan',
  input: ScanId,
  output: Done,
  refuses: ['not_found', 'scan_ended'],
  summary: 'Removes the files and findings of a scan; that it was made stays.',
})
