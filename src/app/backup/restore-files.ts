import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { openSealedStream } from '../../kernel/vault/index.ts'
import { atOnce, vaultPath } from './copy-vault.ts'
import type { InstallationFiles } from './installation-files.ts'
import { type OpenedBackup, VaultLine } from './manifest.ts'
import { inBatches, readStored, textLines, writeStored } from './stored-files.ts'

const BATCH = 256

/** Every line of the list of the vault's files, verified as a whole when it has come to its end. */
export async function* vaultLines({ folder, manifest }: OpenedBackup): AsyncGenerator<VaultLine> {
  for await (const line of textLines(readStored(folder, manifest.vault.list))) yield VaultLine.parse(JSON.parse(line))
}

/**
 * Copies the vault's files of a backup into a folder, each verified: those that the restored database can still open.
 * What was erased since is not even copied.
 * @param client of the restored database, as its owner
 * @throws BackupDamage
 */
export async function restoreVault(
  backup: OpenedBackup,
  client: pg.ClientBase,
  to: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  let [done, copied] = [0, 0]
  for await (const batch of inBatches(vaultLines(backup), BATCH)) {
    const { rows } = await client.query<{ id: string }>('select id from file_key where id = any ($1::uuid[])', [
      batch.map(({ id }) => id),
    ])
    const alive = new Set(rows.map(({ id }) => id))
    await atOnce(
      batch.filter(({ id }) => alive.has(id)),
      (line) => restoreOne(backup, line, to),
    )
    copied += alive.size
    done += batch.length
    onProgress(done, backup.manifest.vault.fileCount)
  }
  return copied
}

export async function restoreOne(backup: OpenedBackup, { id, ...file }: VaultLine, to: string): Promise<void> {
  const path = vaultPath(id)
  // In the vault's own folder there is no `vault/` in front.
  await writeStored(to, path.slice('vault/'.length), readStored(backup.folder, { ...file, path }))
}

/** Writes anchors and secrets of a backup to their places. @throws BackupDamage */
export async function restoreSmallFiles(
  { folder, manifest, key }: OpenedBackup,
  files: InstallationFiles,
): Promise<void> {
  for (const anchor of manifest.anchors) {
    const name = anchor.path.slice('anchors/'.length)
    await writeStored(files.anchors, name, readStored(folder, anchor))
  }
  if (!manifest.secrets) return
  const { id, ...stored } = manifest.secrets
  const secrets = await buffer(Readable.from(openSealedStream(key, id, readStored(folder, stored))))
  await mkdir(dirname(files.secrets), { recursive: true, mode: 0o700 })
  await writeFile(files.secrets, secrets, { mode: 0o600, flush: true })
}
