import { z } from 'zod'
import { defineEvents } from '../../kernel/ledger/index.ts'
import { DATASET_STATES } from '../../kernel/vault/index.ts'

const Id = z.uuid()
const Count = z.number().int()

export const receivedListEvents = defineEvents('received_list', {
  added: { partyId: Id, engagementId: Id, byteCount: Count, sha256: z.string() },
  /** Its fingerprints are made, or cannot be; the file itself is erased. */
  read: {
    state: z.enum(DATASET_STATES),
    personCount: Count,
    printCount: Count,
    fileCount: Count,
    unreadReason: z.string().nullable(),
  },
  /** The data are disposed of: the fingerprints are erased. */
  disposed: { partyId: Id, engagementId: Id, printCount: Count },
})
