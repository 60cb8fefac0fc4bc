import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { openKeyring } from '../../kernel/vault/index.ts'
import { installationFiles } from '../backup/installation-files.ts'
import { openBackup } from '../backup/manifest.ts'
import { NotEmpty, restoreBackup } from '../backup/restore-backup.ts'
import { syncFolder } from '../backup/stored-files.ts'
import type { Settings } from '../settings.ts'
import { embeddedDatabase } from '../start/prepare.ts'
import { erasureList } from './backup.ts'
import { backupCommandWords } from './backup-words.ts'
import { CannotDo, commandFrame, type CommandOptions } from './command-frame.ts'
import { chosenBackup, isThere } from './drill.ts'
import { say } from './ledger-words.ts'

export const RESTORE_USAGE = `sekisho restore [BACKUP] --keys FILE [--erasures FILE | --without-erasures] [--json]
    restores a backup (the newest in SEKISHO_BACKUP_DIR unless one is named) into SEKISHO_DATA, which must be empty, and into
    DATABASE_URL where that is set. --keys: the copy of keys.json that is kept apart. --erasures: the list of what was
    erased since; beside the backups unless another one is given
`

export interface RestoreCommand extends CommandOptions {
  readonly settings: Settings
}

/** `sekisho restore …` @returns exit status: 0 restored, 2 could not do it; then nothing is there */
export async function restoreCommand(args: readonly string[], options: RestoreCommand): Promise<number> {
  return commandFrame(options, args.includes('--json'), async ({ out, language, progress }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        keys: { type: 'string' },
        erasures: { type: 'string' },
        'without-erasures': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    })
    const w = backupCommandWords
    const { settings } = options
    const folder = await chosenBackup(positionals[0], settings, language)
    if (values.keys === undefined || !(await isThere(values.keys)))
      throw new CannotDo(say(w.noKeys, language, { path: values.keys ?? 'keys.json' }))
    const backup = await openBackup(folder, await openKeyring(values.keys))
    const list = values.erasures ?? erasureList(dirname(folder))
    const isWithout = values['without-erasures'] ?? false
    if (!isWithout && !(await isThere(list))) throw new CannotDo(say(w.noErasures, language, { path: list }))
    const target = settings.dataFolder
    if ((await readdir(target).catch(() => [])).length > 0)
      throw new CannotDo(say(w.notEmpty, language, { path: target }))

    // Beside the place where it will lie, so that it comes there whole, by one rename.
    const made = `${target}.restoring-${randomBytes(4).toString('hex')}`
    await mkdir(made, { recursive: true, mode: 0o700 })
    const files = installationFiles(made)
    let database: { ownerUrl: string; url: string; embedded?: { stop(): Promise<void> } } | undefined
    try {
      await copyFile(values.keys, files.keys)
      database = await targetDatabase(settings, made, language)
      const restored = await restoreBackup(backup, {
        ownerUrl: database.ownerUrl,
        appUrl: database.url,
        files,
        erasures: isWithout ? undefined : list,
        onProgress: progress,
      })
      await database.embedded?.stop()
      database = undefined
      await mkdir(dirname(target), { recursive: true })
      await rename(made, target)
      await syncFolder(dirname(target))
      const facts = { backupId: backup.manifest.id, ...restored }
      out.write(values.json ? `${JSON.stringify(facts)}\n` : `${say(w.restored, language, facts)}\n`)
      return 0
    } catch (cause) {
      await database?.embedded?.stop()
      await rm(made, { recursive: true, force: true })
      if (cause instanceof NotEmpty) throw new CannotDo(cause.message)
      throw cause
    }
  })
}

async function targetDatabase(settings: Settings, folder: string, language: 'ja' | 'en') {
  if (settings.database) {
    const { url, ownerUrl } = settings.database
    if (!ownerUrl) throw new CannotDo(say(backupCommandWords.noOwner, language))
    return { url, ownerUrl }
  }
  return embeddedDatabase(
    (name) => `${folder}/${name}`,
    () => undefined,
  )
}
