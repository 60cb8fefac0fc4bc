import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from './durable-file.ts'

/** Where the encrypted files lie. The names are ids: they tell nothing. */
export interface VaultFolder {
  /** While it is being written. */
  arrivingPath(id: string): string
  pathOf(id: string): string
  /** Where small contents that arrived together lie until each is at its own place. */
  readonly bundleFolder: string
  bundlePath(bundleId: string): string
  /** Idempotent. */
  remove(id: string): Promise<void>
  /** Every content's own file with its age, shelf by shelf; half-written ones too. */
  files(): AsyncGenerator<{ id: string; path: string; modifiedAt: Date }>
}

/** Ids are ordered by time at their front and random at their end (UUID version 7): the end spreads them evenly. */
const shelfOf = (id: string) => id.slice(-2)

/** Opens the folder, and makes it with its 256 shelves where there is none. */
export async function openVaultFolder(folder: string): Promise<VaultFolder> {
  const arriving = join(folder, 'arriving')
  const bundleFolder = join(folder, 'bundles')
  await mkdir(arriving, { recursive: true, mode: 0o700 })
  await mkdir(bundleFolder, { recursive: true, mode: 0o700 })
  const there = new Set(await readdir(folder))
  const shelves = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
  for (const shelf of shelves) if (!there.has(shelf)) await mkdir(join(folder, shelf), { recursive: true, mode: 0o700 })
  await syncFolder(folder)
  const pathOf = (id: string) => join(folder, shelfOf(id), id)
  return {
    pathOf,
    bundleFolder,
    bundlePath: (bundleId) => join(bundleFolder, bundleId),
    arrivingPath: (id) => join(arriving, id),
    remove: (id) => rm(pathOf(id), { force: true }),
    async *files() {
      for (const shelf of ['arriving', ...shelves]) {
        for (const id of await readdir(join(folder, shelf))) {
          const path = join(folder, shelf, id)
          const found = await stat(path).catch(() => undefined) // gone meanwhile
          if (found?.isFile()) yield { id, path, modifiedAt: found.mtime }
        }
      }
    },
  }
}
