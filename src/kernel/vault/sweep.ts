import { sql } from 'kysely'
import { access, rm } from 'node:fs/promises'
import { type Database, inOrganisation } from '../db/database.ts'
import { organisationIds } from '../db/organisations.ts'
import { CONTENTS_LOCK } from './hold-contents.ts'
import { placeBundles, placeBundlesIn } from './place-bundles.ts'
import type { VaultFolder } from './vault-folder.ts'

const BATCH = 500
const HOUR_MS = 3_600_000

/**
 * Removes the ciphertext of erased contents; nothing while a backup runs. May be killed and repeated.
 * @returns how many were removed
 */
export async function sweepErased(database: Database, folder: VaultFolder, orgId: string): Promise<number> {
  let removedCount = 0
  for (let done = BATCH; done === BATCH;) {
    done = await inOrganisation(database, orgId, async (tx) => {
      // A backup that runs still wants what its snapshot names; the next sweep comes.
      const { rows: lock } = await sql<{ isFree: boolean }>`
        select pg_try_advisory_xact_lock_shared(${CONTENTS_LOCK}) as "isFree"`.execute(tx)
      if (!lock[0]!.isFree) return 0
      const rows = await tx
        .selectFrom('file_erasure')
        .where('removed_at', 'is', null)
        .select('file_id')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute()
      // What is erased while it lies in a bundle gets its place first: otherwise it would get it later, and keep it.
      if (rows.length > 0) await placeBundlesIn(tx, folder)
      for (const { file_id } of rows) await folder.remove(file_id)
      if (rows.length > 0) {
        const ids = rows.map(({ file_id }) => file_id)
        await tx
          .updateTable('file_erasure')
          .set({ removed_at: sql`clock_now()` })
          .where('file_id', 'in', ids)
          .execute()
      }
      return rows.length
    })
    removedCount += done
  }
  return removedCount
}

export interface Orphans {
  /** In the folder for an hour and in no organisation: nobody can decrypt them any more. */
  readonly filesWithoutRows: readonly string[]
  /** Rows whose content should be there and is not: damage, to be told to a person. Never removed. */
  readonly rowsWithoutFiles: readonly { readonly orgId: string; readonly id: string }[]
}

/**
 * Looks for what does not belong together: a process that died between `receive` and `adopt` leaves a file; a lost disk
 * or a wrong folder leaves rows.
 * @param options.removeFiles also removes the files without rows. Do not where the database may be an older copy.
 */
export async function sweepOrphans(
  database: Database,
  folder: VaultFolder,
  options: { removeFiles: boolean } = { removeFiles: false },
): Promise<Orphans> {
  const now = await clock(database)
  const filesWithoutRows: string[] = []
  let batch: { id: string; path: string }[] = []
  const judge = async () => {
    const known = await knownIn(
      database,
      batch.map(({ id }) => id).filter((id) => isId(id)),
    )
    for (const { id, path } of batch) {
      if (known.has(id)) continue
      filesWithoutRows.push(id)
      if (options.removeFiles) await rm(path, { force: true })
    }
    batch = []
  }
  for await (const { id, path, modifiedAt } of folder.files()) {
    if (now.getTime() - modifiedAt.getTime() < HOUR_MS) continue
    batch.push({ id, path })
    if (batch.length === BATCH) await judge()
  }
  await judge()
  return { filesWithoutRows, rowsWithoutFiles: await rowsWithoutFiles(database, folder) }
}

async function rowsWithoutFiles(database: Database, folder: VaultFolder) {
  const missing: { orgId: string; id: string }[] = []
  for (const orgId of await organisationIds(database)) {
    for (let [after, more] = ['00000000-0000-0000-0000-000000000000', true]; more;) {
      const found = await inOrganisation(database, orgId, (tx) =>
        tx
          .selectFrom('file_key')
          .where('file_id', 'is not', null)
          .where('id', '>', after)
          .select('id')
          .orderBy('id')
          .limit(BATCH)
          .execute(),
      )
      for (const { id } of found) if (!(await isThere(folder.pathOf(id)))) missing.push({ orgId, id })
      after = found.at(-1)?.id ?? after
      more = found.length === BATCH
    }
  }
  if (missing.length === 0) return []
  // What has just arrived may lie in a bundle.
  await placeBundles(database, folder)
  const still = await Promise.all(missing.map(async (one) => !(await isThere(folder.pathOf(one.id)))))
  return missing.filter((_, n) => still[n])
}

/** The files are dated by the host; an hour is more than two clocks differ. */
async function clock(database: Database): Promise<Date> {
  return (await sql<{ at: Date }>`select clock_now() as at`.execute(database.kysely)).rows[0]!.at
}

const isId = (name: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)

async function knownIn(database: Database, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select known_vault_files(${ids}::uuid[]) as id`.execute(database.kysely)
  return new Set(rows.map(({ id }) => id))
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
