import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../kernel/db/database.ts'
import { openKeyring } from '../../kernel/vault/index.ts'
import { ERASURE_LIST, pruneBackups } from '../backup/backup-folder.ts'
import { clockOf, recordRun } from '../backup/backup-runs.ts'
import { installationFiles } from '../backup/installation-files.ts'
import { BackupRuns, takeBackup } from '../backup/take-backup.ts'
import type { Settings } from '../settings.ts'
import { ownVersion } from '../start/own-version.ts'
import { backupCommandWords } from './backup-words.ts'
import { CannotDo, commandFrame, type CommandOptions } from './command-frame.ts'
import { say } from './ledger-words.ts'

export const BACKUP_USAGE = `sekisho backup [--to FOLDER] [--full] [--keep N] [--json]
    takes a backup while everything runs; SEKISHO_BACKUP_DIR is the folder unless --to is given. --full copies every file of
    the vault again; --keep removes all but the N newest
`

export interface BackupCommand extends CommandOptions {
  readonly settings: Settings
  readonly databaseUrl: string
  readonly ownerUrl: string | undefined
}

/** `sekisho backup …` @returns exit status: 0 taken, 1 taken and something is missing in the vault, 2 could not do it */
export async function backupCommand(args: readonly string[], options: BackupCommand): Promise<number> {
  return commandFrame(options, args.includes('--json'), async ({ out, language, progress }) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        full: { type: 'boolean' },
        keep: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const w = backupCommandWords
    const to = values.to ?? options.settings.backup?.folder
    if (to === undefined) throw new CannotDo(say(w.whereTo, language))
    const { ownerUrl, databaseUrl } = options
    if (ownerUrl === undefined) throw new CannotDo(say(w.noOwner, language))
    const keep = values.keep === undefined ? undefined : Number(values.keep)
    if (keep !== undefined && !(Number.isInteger(keep) && keep >= 1)) throw new CannotDo(BACKUP_USAGE)
    const files = installationFiles(options.settings.dataFolder)
    const database = openDatabase(databaseUrl, { maxConnections: 2 })
    const startedAt = await clockOf(ownerUrl)
    try {
      const taken = await takeBackup({
        ownerUrl,
        database,
        files,
        keyring: await openKeyring(files.keys),
        to,
        version: await ownVersion(),
        isFull: values.full ?? false,
        onProgress: ({ phase, done, total }) => progress(phase, done, total),
      })
      const { manifest, folder, copiedCount, linkedCount, lostCount } = taken
      const pruned = keep === undefined ? [] : await pruneBackups(to, keep)
      const missing = manifest.missingFileCount + lostCount
      await recordRun(
        ownerUrl,
        {
          kind: 'backup',
          backupId: manifest.id,
          outcome: missing > 0 ? 'findings' : 'done',
          findingCount: missing,
          fileCount: manifest.vault.fileCount,
          byteCount: manifest.vault.byteCount + manifest.tables.reduce((sum, { file }) => sum + file.byteCount, 0),
        },
        startedAt,
      )
      const facts = {
        folder,
        backupId: manifest.id,
        tableCount: manifest.tables.length,
        fileCount: manifest.vault.fileCount,
        copiedCount,
        linkedCount,
        missingFileCount: manifest.missingFileCount,
        lostFileCount: lostCount,
        keyId: manifest.key.masterKeyId,
        removed: pruned,
      }
      const lines = [
        say(w.taken, language, facts),
        ...(missing > 0 ? [say(w.missing, language, { count: missing, lostCount })] : []),
        ...(pruned.length > 0 ? [say(w.pruned, language, { count: pruned.length })] : []),
      ]
      out.write(values.json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`)
      return missing > 0 ? 1 : 0
    } catch (cause) {
      if (cause instanceof BackupRuns) throw new CannotDo(say(w.runs, language))
      await recordRun(ownerUrl, { kind: 'backup', backupId: '', outcome: 'failed' }, startedAt).catch(() => undefined)
      throw cause
    } finally {
      await database.close()
    }
  })
}

export const erasureList = (backups: string) => join(backups, ERASURE_LIST)
