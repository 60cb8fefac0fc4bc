import { z } from 'zod'
import { type AnyJob, defineInstallationJob, defineJob, type Schedule } from '../../kernel/jobs/index.ts'
import { sweepErased, sweepOrphans } from '../../kernel/vault/index.ts'
import type { Parts } from './open-parts.ts'

/** Removes what was erased, and looks every night for contents and rows that have lost each other. */
export function vaultJobs({ vault }: Pick<Parts, 'vault'>): { jobs: AnyJob[]; schedules: Schedule[] } {
  const erase = defineJob({
    name: 'vault.sweep-erased',
    input: z.null(),
    async run({ database, orgId }) {
      await sweepErased(database, vault.folder, orgId)
    },
  })
  const orphans = defineInstallationJob({
    name: 'vault.sweep-orphans',
    async run({ database, log }) {
      const { filesWithoutRows, rowsWithoutFiles } = await sweepOrphans(database, vault.folder)
      if (filesWithoutRows.length > 0) log.warn({ count: filesWithoutRows.length }, 'contents without rows')
      if (rowsWithoutFiles.length > 0) log.error({ count: rowsWithoutFiles.length }, 'rows whose content is missing')
    },
  })
  return {
    jobs: [erase, orphans],
    schedules: [
      { job: erase, input: null, when: { cron: '*/5 * * * *' } },
      { job: orphans, when: { cron: '30 2 * * *' } },
    ],
  }
}
