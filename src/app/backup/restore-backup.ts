import { randomUUID } from 'node:crypto'
import { inOrganisation, openDatabase } from '../../kernel/db/database.ts'
import { organisationIds } from '../../kernel/db/organisations.ts'
import { inInstance, instanceEvents, recordInstanceEvent } from '../../kernel/ledger/index.ts'
import { mirrorErasureList } from '../../kernel/vault/index.ts'
import { freezeAfterRestore } from '../../operation/outbound-mail/index.ts'
import { asOwner } from './backup-runs.ts'
import type { InstallationFiles } from './installation-files.ts'
import type { OpenedBackup } from './manifest.ts'
import { reapplyErasures } from './reapply-erasures.ts'
import { restoreDatabase } from './restore-database.ts'
import { restoreSmallFiles, restoreVault } from './restore-files.ts'

export interface RestoreBackup {
  /** An empty database with its roles, and the same as the application. */
  readonly ownerUrl: string
  readonly appUrl: string
  /** Where the installation's files go; nothing may be there. */
  readonly files: InstallationFiles
  /** The list of what was erased, as new as it can be had; undefined: knowingly without. */
  readonly erasures: string | undefined
  readonly onProgress?: (phase: 'tables' | 'vault', done: number, total: number) => void
}

export interface RestoredBackup {
  readonly fileCount: number
  /** What was erased since the backup was taken, and now again. */
  readonly reappliedCount: number
  /** Mails that had not left when it was taken: the privacy office looks at each. */
  readonly frozenCount: number
}

/** The database holds something: a restore never mixes two installations. */
export class NotEmpty extends Error {}

/**
 * Restores a backup into an empty database and an empty folder. The row that says that the restore has ended is written
 * last: a start refuses a database in which one has begun and not ended.
 * @throws BackupDamage, NotEmpty, ErasureListDamage, KeyringFault
 */
export async function restoreBackup(backup: OpenedBackup, options: RestoreBackup): Promise<RestoredBackup> {
  const { ownerUrl, files } = options
  await refuseFilled(ownerUrl)
  await restoreDatabase(backup, ownerUrl, (done, total) => options.onProgress?.('tables', done, total))
  const runId = randomUUID()
  const database = openDatabase(options.appUrl, { maxConnections: 3 })
  try {
    return await asOwner(ownerUrl, async (client) => {
      await client.query(`insert into backup_run (id, kind, backup_id, outcome) values ($1, 'restore', $2, 'begun')`, [
        runId,
        backup.manifest.id,
      ])
      const reappliedCount = await eraseAgain(backup, options, database)
      let frozenCount = 0
      for (const orgId of await organisationIds(database)) {
        frozenCount += await inOrganisation(database, orgId, (tx) => freezeAfterRestore(tx))
      }
      const fileCount = await restoreVault(backup, client, files.vault, (done, total) =>
        options.onProgress?.('vault', done, total),
      )
      await restoreSmallFiles(backup, files)
      await inInstance(database, (tx) =>
        recordInstanceEvent(tx, instanceEvents.restored, {
          part: 'restore',
          facts: { backupId: backup.manifest.id, reappliedCount, frozenCount },
        }),
      )
      await client.query(
        `update backup_run set outcome = 'done', file_count = $2, finished_at = clock_now() where id = $1`,
        [runId, fileCount],
      )
      return { fileCount, reappliedCount, frozenCount }
    })
  } finally {
    await database.close()
  }
}

async function eraseAgain(
  { manifest }: OpenedBackup,
  { erasures, files, ownerUrl }: RestoreBackup,
  database: ReturnType<typeof openDatabase>,
): Promise<number> {
  if (erasures === undefined) return 0
  const reappliedCount = await reapplyErasures(ownerUrl, database, erasures, manifest.erasures)
  // The list goes on where it was.
  await mirrorErasureList(erasures, files.erasures)
  return reappliedCount
}

/** @throws NotEmpty when the database is in use, or an earlier restore left something */
async function refuseFilled(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const { rows: tables } = await client.query<{ is: boolean }>(`select to_regclass('public.event') is not null as is`)
    if (!tables[0]!.is) return
    const { rows } = await client.query<{ is: boolean }>(
      `select exists (select from organisation) or exists (select from event) as is`,
    )
    if (rows[0]!.is)
      throw new NotEmpty(
        'the database is not empty: a restore goes into an empty one, and mixes nothing with what is there',
      )
  })
}

/** Whether a restore has begun here and not come to its end; nobody may work on such a database. */
export async function isHalfRestored(url: string): Promise<boolean> {
  return asOwner(url, async (client) => {
    const { rows: tables } = await client.query<{ is: boolean }>(
      `select to_regclass('public.backup_run') is not null as is`,
    )
    if (!tables[0]!.is) return false
    const { rows } = await client.query<{ is: boolean }>(
      `select exists (select from backup_run where kind = 'restore' and outcome = 'begun') as is`,
    )
    return rows[0]!.is
  })
}
