import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { pageOf, PageRequest } from '../../base/paging.ts'
import { exportOf } from '../../kernel/sheets/contract.ts'

/** Where a registered list is; the kernel's states, whose union must be the same. */
export const LIST_STATES = ['reading', 'registered', 'unread', 'disposed'] as const

export const ReceivedListLine = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  partyName: z.string(),
  engagementId: z.uuid(),
  engagementName: z.string(),
  receivedOn: z.iso.date(),
  state: z.enum(LIST_STATES),
  /** By whom the list is known again; 0 until it is read. */
  personCount: z.int(),
  /** Why it, or a part of it, could not be read. */
  unreadReason: z.string().optional(),
  disposedOn: z.iso.date().optional(),
})
export type ReceivedListLine = z.infer<typeof ReceivedListLine>

export const listReceivedLists = endpoint({
  method: 'GET',
  path: '/api/received-data/lists',
  right: 'received-data:read',
  input: PageRequest.extend({
    cursor: z.uuid().optional(),
    text: z.string().max(100).optional(),
    state: z.enum(LIST_STATES).optional(),
    engagementId: z.uuid().optional(),
  }),
  output: pageOf(ReceivedListLine),
  refuses: ['not_found'],
  summary: 'Registered lists of the engagements that the person is in charge of, the newest first.',
})

export const exportReceivedLists = exportOf(listReceivedLists)

export const registerReceivedList = endpoint({
  method: 'POST',
  path: '/api/received-data/lists',
  right: 'received-data:edit',
  input: z.object({ engagementId: z.uuid(), name: z.string().trim().min(1).max(200), receivedOn: z.iso.date() }),
  output: z.object({ id: z.uuid() }),
  refuses: [
    'not_found',
    'not_allowed',
    'engagement_without_client',
    'day_in_future',
    'file_too_large',
    'storage_full',
    'bad_input',
  ],
  summary:
    'Registers a received list (xlsx, csv, zip and others) by the fingerprints of its persons. The file is not kept.',
})

export const disposeReceivedList = endpoint({
  method: 'POST',
  path: '/api/received-data/lists/dispose',
  right: 'received-data:edit',
  input: z.object({ listId: z.uuid(), version: z.int().min(1) }),
  output: z.object({}),
  refuses: ['not_found', 'not_allowed', 'stale_version', 'list_disposed'],
  summary: 'Records that the data were disposed of, and erases their fingerprints.',
})
