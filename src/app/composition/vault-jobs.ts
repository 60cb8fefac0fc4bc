import { join } from 'node:path'
import { z } from 'zod'
import { type AnyJob, defineInstallationJob, defineJob, type Schedule } from '../../kernel/jobs/index.ts'
import { listErasures, placeBundles, sweepErased, sweepOrphans } from '../../kernel/vault/index.ts'
import { ERASURE_LIST } from '../backup/backup-folder.ts'
import { installationFiles } from '../backup/installation-files.ts'
import type { Parts } from './open-parts.ts'

/** Removes what was erased, and looks every night for contents and rows that have lost each other. */
export function vaultJobs({ vault, settings }: Pick<Parts, 'vault' | 'settings'>): {
  jobs: AnyJob[]
  schedules: Schedule[]
} {
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
  const place = defineInstallationJob({
    name: 'vault.place-bundles',
    async run({ database, log }) {
      const { damaged } = await placeBundles(database, vault.folder)
      if (damaged.length > 0) log.error({ count: damaged.length }, 'bundles of contents that are damaged')
    },
  })
  // What was erased stands outside the database within a minute, beside the backups too: a restore erases it again.
  const list = defineInstallationJob({
    name: 'vault.list-erasures',
    async run({ database }) {
      const copy = settings.backup && join(settings.backup.folder, ERASURE_LIST)
      await listErasures(database, installationFiles(settings.dataFolder).erasures, copy)
    },
  })
  return {
    jobs: [erase, orphans, place, list],
    schedules: [
      { job: erase, input: null, when: { cron: '*/5 * * * *' } },
      { job: orphans, when: { cron: '30 2 * * *' } },
      { job: place, when: { cron: '* * * * *' } },
      { job: list, when: { cron: '* * * * *' } },
    ],
  }
}
