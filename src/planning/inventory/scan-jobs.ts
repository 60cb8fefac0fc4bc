import { z } from 'zod'
import type { Job } from '../../kernel/jobs/index.ts'

/** Ids alone: the queue lies outside row-level security. */
export const OfScan = z.object({ scanId: z.uuid() })
export const OfFile = z.object({ fileId: z.uuid() })

/** The jobs of a scan: one that lists, one for each file. */
export interface ScanJobs {
  readonly listFolder: Job<typeof OfScan>
  readonly readFile: Job<typeof OfFile>
}
