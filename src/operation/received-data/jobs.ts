import { z } from 'zod'
import { type AnyJob, defineJob, type Job } from '../../kernel/jobs/index.ts'
import type { ReceivedDataEquipment } from './equipment.ts'
import { giveListUp, readReceivedList } from './operations/read-received-list.ts'

const ATTEMPTS = 4
const ListToRead = z.object({ listId: z.uuid(), ending: z.string().regex(/^(\.[a-z0-9]{1,8})?$/) })
export type ReadListJob = Job<typeof ListToRead>

/** Makes the fingerprints of a received list. Again is harmless: what was read is not read again. */
export const readListJob = ({ vault, lists }: ReceivedDataEquipment): ReadListJob =>
  defineJob({
    name: 'received-data.read-list',
    input: ListToRead,
    retryCount: ATTEMPTS - 1,
    limitSeconds: 3600,
    atOnce: 1,
    async run({ database, orgId, attempt }, { listId, ending }) {
      try {
        await readReceivedList(database, orgId, { listId, ending }, { vault, lists })
      } catch (cause) {
        if (attempt >= ATTEMPTS) await giveListUp(database, orgId, listId, { vault })
        throw cause
      }
    },
  })

export const receivedDataJobs = (equipment: ReceivedDataEquipment): readonly AnyJob[] => [readListJob(equipment)]
