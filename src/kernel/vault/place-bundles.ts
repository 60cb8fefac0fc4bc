import { sql } from 'kysely'
import { readdir, rm, stat } from 'node:fs/promises'
import { newId } from '../../base/ids.ts'
import type { Database, Tx } from '../db/database.ts'
import { readBundle } from './bundle.ts'
import { VaultDamage } from './damage.ts'
import { syncFolder } from './durable-file.ts'
import type { VaultFolder } from './vault-folder.ts'
import { writeAll, writeDurably } from './write-content.ts'

/** Any number would do; it only has to be the same in every process that places or sweeps. */
const PLACING_LOCK = 5_315_640_031

export interface Placed {
  readonly bundleCount: number
  /** Bundles that are not what was written. They stay, for a person to look at; their contents may still be readable. */
  readonly damaged: readonly string[]
}

/**
 * Puts each content of the bundles at its own place, and removes the bundles. Ciphertext is copied: no key is needed. A
 * reader finds a content all the while. May be killed and repeated; one process at a time does it.
 */
export async function placeBundles(database: Database, folder: VaultFolder): Promise<Placed> {
  return database.kysely.transaction().execute(async (tx) => placeBundlesIn(tx, folder))
}

/** The same within a transaction; nobody places until it ends, so that what is removed meanwhile does not come back. */
export async function placeBundlesIn(tx: Tx, folder: VaultFolder): Promise<Placed> {
  await sql`select pg_advisory_xact_lock(${PLACING_LOCK})`.execute(tx)
  const bundles = await readdir(folder.bundleFolder)
  const damaged: string[] = []
  for (const bundleId of bundles) {
    await place(folder, bundleId).catch((cause: unknown) => {
      if (!(cause instanceof VaultDamage)) throw cause
      damaged.push(bundleId)
    })
  }
  // A bundle that came back after a power cut would bring back what was erased since.
  if (bundles.length > damaged.length) await syncFolder(folder.bundleFolder)
  return { bundleCount: bundles.length, damaged }
}

async function place(folder: VaultFolder, bundleId: string): Promise<void> {
  const path = folder.bundlePath(bundleId)
  for (const { id, sealed } of await readBundle(path, bundleId)) {
    const there = await stat(folder.pathOf(id)).catch(() => undefined)
    if (there?.size === sealed.length) continue
    await writeDurably({ arriving: folder.arrivingPath(newId()), path: folder.pathOf(id) }, (handle) =>
      writeAll(handle, [sealed], sealed.length),
    )
  }
  await rm(path, { force: true })
}
