import { sql } from 'kysely'
import { type Database, inOrganisation, instantOf, type Tx } from '../db/database.ts'
import { organisationIds } from '../db/organisations.ts'
import { appendToErasureList, endOfErasureList, mirrorErasureList } from './erasure-list.ts'

/** Any number would do; it only has to be the same in every process that writes the list. */
const LIST_LOCK = 5_315_640_019
const BATCH = 1000

/**
 * Notes that something was erased, so that a restore of an older backup erases it again. Keys of files and of sealed facts
 * note themselves; a module that clears its own columns calls this in the same transaction. Again is harmless.
 * @param kind what the module knows it by, e.g. `mail`; `app` says who erases it again
 */
export async function recordErasure(tx: Tx, kind: string, subjectId: string): Promise<void> {
  await tx
    .insertInto('erasure')
    .values({ kind, subject_id: subjectId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Writes what was erased since the last time into the list outside the database, and into its copy beside the backups.
 * Killed in the middle, it writes some lines again, which does no harm.
 * @returns how many lines were written
 */
export async function listErasures(database: Database, file: string, copy?: string): Promise<number> {
  return database.kysely.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LIST_LOCK})`.execute(connection)
    try {
      let [end, written] = [await endOfErasureList(file), 0]
      for (const orgId of await organisationIds(database)) {
        for (let done = BATCH; done === BATCH; written += done) {
          done = await inOrganisation(database, orgId, async (tx) => {
            const rows = await tx
              .selectFrom('erasure')
              .where('listed_at', 'is', null)
              .orderBy('erased_at')
              .limit(BATCH)
              .select(['kind', 'subject_id', 'erased_at'])
              .execute()
            if (rows.length === 0) return 0
            const lines = rows.map((row) => ({
              orgId,
              kind: row.kind,
              subjectId: row.subject_id,
              erasedAt: row.erased_at.toISOString(),
            }))
            end = await appendToErasureList(file, end, lines)
            const now = await instantOf(tx)
            await sql`update erasure e set listed_at = ${now} from unnest(${rows.map((row) => row.kind)}::text[],
              ${rows.map((row) => row.subject_id)}::uuid[]) as n (kind, id)
              where e.kind = n.kind and e.subject_id = n.id`.execute(tx)
            return rows.length
          })
        }
      }
      if (copy && end.count > 0) await mirrorErasureList(file, copy)
      return written
    } finally {
      await sql`select pg_advisory_unlock(${LIST_LOCK})`.execute(connection)
    }
  })
}
