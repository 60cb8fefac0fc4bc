import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keyring } from '../../kernel/vault/index.ts'
import { openBackup, type OpenedBackup } from './manifest.ts'
import { verifyStored } from './stored-files.ts'

/** What was erased, beside the backups and in none of them: it goes on growing after each was taken. */
export const ERASURE_LIST = 'erasures.ndjson'

const NAME = /^\d{4}-\d{2}-\d{2}t\d{2}-\d{2}-\d{2}(-\d+)?$/

/** The names of the backups in a folder, the oldest first. What is half made has another name. */
export async function backupNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw cause
  })
  return names.filter((name) => NAME.test(name)).sort()
}

/** The newest backup whose manifest and list of files hold: the next one may link what it has. */
export async function newestBackup(folder: string, keyring: Keyring): Promise<OpenedBackup | undefined> {
  for (const name of (await backupNames(folder)).toReversed()) {
    const backup = await openBackup(join(folder, name), keyring)
      .then(async (opened) => {
        await verifyStored(opened.folder, opened.manifest.vault.list)
        return opened
      })
      .catch(() => undefined)
    if (backup) return backup
  }
  return undefined
}

/** Removes all but the newest. What was erased since lives on in those that stay, until they go too. @returns their names */
export async function pruneBackups(folder: string, keepCount: number): Promise<string[]> {
  const names = await backupNames(folder)
  const old = names.slice(0, Math.max(0, names.length - keepCount))
  for (const name of old) await rm(join(folder, name), { recursive: true, force: true })
  return old
}
