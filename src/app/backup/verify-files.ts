import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readErasureList } from '../../kernel/vault/index.ts'
import { atOnce, vaultPath } from './copy-vault.ts'
import type { Found } from './findings.ts'
import { BackupDamage, type OpenedBackup } from './manifest.ts'
import { vaultLines } from './restore-files.ts'
import { inBatches, verifyStored } from './stored-files.ts'

const BATCH = 256

/** Every byte of every file that the manifest names, and no file that it does not. */
export async function verifyFiles(
  backup: OpenedBackup,
  onProgress: ((done: number, total: number) => void) | undefined,
  found: Found,
  counts: { fileCount: number; byteCount: number },
): Promise<void> {
  const { folder, manifest } = backup
  const named = new Set(['manifest.json', manifest.vault.list.path])
  const small = [
    ...manifest.tables.map(({ file }) => file),
    ...manifest.anchors,
    ...(manifest.secrets ? [manifest.secrets] : []),
  ]
  for (const file of [...small, manifest.vault.list]) {
    named.add(file.path)
    await found.during(() => verifyStored(folder, file))
    counts.fileCount++
    counts.byteCount += file.byteCount
  }
  let [done, isListWhole] = [0, true]
  const shelves = new Map<string, Set<string>>()
  try {
    for await (const batch of inBatches(vaultLines(backup), BATCH)) {
      await atOnce(batch, async ({ id, ...file }) => {
        await found.during(() => verifyStored(folder, { ...file, path: vaultPath(id) }))
        counts.byteCount += file.byteCount
      })
      for (const { id } of batch) shelves.set(id.slice(-2), (shelves.get(id.slice(-2)) ?? new Set()).add(id))
      done += batch.length
      onProgress?.(done, manifest.vault.fileCount)
    }
  } catch (cause) {
    // The list itself is damaged, which was found above.
    if (!(cause instanceof BackupDamage) && !(cause instanceof SyntaxError) && (cause as Error).name !== 'ZodError')
      throw cause
    isListWhole = false
  }
  counts.fileCount += done
  if (!isListWhole) return
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1)
    const isVault =
      path.startsWith('vault/') && path === vaultPath(entry.name) && shelves.get(path.slice(6, 8))?.has(entry.name)
    if (!isVault && !named.has(path))
      found.add({ kind: 'file_foreign', message: `${path} is no part of the backup`, path })
  }
}

/** The list of erasures beside the backups: whole, and as long at least as the backup has seen it. */
export async function verifyErasures(
  { manifest }: OpenedBackup,
  list: string | undefined,
  found: Found,
): Promise<void> {
  if (list === undefined) {
    found.add({ kind: 'erasures_damaged', message: 'the list of erasures is missing beside the backups' })
    return
  }
  await found.during(async () => {
    for await (const _ of readErasureList(list, manifest.erasures));
  })
}
