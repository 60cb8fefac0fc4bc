import { sql } from 'kysely'
import { type Database, inOrganisation, type Tx } from '../db/database.ts'
import { organisationIds } from '../db/organisations.ts'
import type { Keyring } from './keyring.ts'
import { boundTo } from './store.ts'

export interface Rotation {
  /** The generation that now wraps everything. */
  readonly currentId: string
  /** An earlier rotation had not come to its end, and this one finished it instead of adding a generation. */
  readonly isResumed: boolean
  readonly rewrappedCount: number
}

const BATCH = 500
/** Any number would do; it only has to be the same in every process that rotates. */
const ROTATION_LOCK = 5_315_640_003

/**
 * Makes a new master key and wraps every data key of every organisation with it; contents stay as they are. The vault
 * goes on working meanwhile. Killed in the middle, everything stays readable, and the next call finishes.
 * @param onProgress how many data keys were wrapped anew so far
 */
export async function rotateKeys(
  database: Database,
  keyring: Keyring,
  onProgress: (rewrappedCount: number) => void = () => undefined,
): Promise<Rotation> {
  return alone(database, async () => {
    const organisations = await organisationIds(database)
    const isResumed = await usesAnOldGeneration(database, keyring, organisations)
    if (!isResumed) await keyring.addGeneration((id) => register(database, id))
    const { current } = await keyring.keys()
    let rewrappedCount = 0
    for (const orgId of organisations) {
      for (let done = BATCH; done === BATCH; onProgress(rewrappedCount)) {
        done = await inOrganisation(database, orgId, (tx) => rewrapBatch(tx, keyring, orgId, current.id))
        rewrappedCount += done
      }
    }
    return { currentId: current.id, isResumed, rewrappedCount }
  })
}

/**
 * Takes out of keyring and database every old generation that wraps nothing any more. A copy of the database that is
 * older than the rotation can then only be read with an equally old copy of the keyring.
 * @returns the generations that went, and those that stay because something still needs them
 */
export async function dropUnusedKeys(
  database: Database,
  keyring: Keyring,
): Promise<{ dropped: string[]; stillUsed: string[] }> {
  return alone(database, async () => {
    const { current, all } = await keyring.keys()
    const [dropped, stillUsed]: [string[], string[]] = [[], []]
    for (const { id } of all) {
      if (id === current.id) continue
      // The foreign key of file_key refuses while one data key of any organisation, or of a running transaction, needs it.
      const isFree = await sql`delete from master_key where id = ${id}`.execute(database.kysely).then(
        () => true,
        (cause: { code?: string }) => {
          if (cause.code !== '23503') throw cause
          return false
        },
      )
      if (isFree) await keyring.dropGeneration(id)
      ;(isFree ? dropped : stillUsed).push(id)
    }
    return { dropped, stillUsed }
  })
}

/** One rotation at a time, whoever starts it; the lock ends with the connection of a killed one. */
async function alone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return database.kysely.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${ROTATION_LOCK})`.execute(connection)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${ROTATION_LOCK})`.execute(connection)
    }
  })
}

async function rewrapBatch(tx: Tx, keyring: Keyring, orgId: string, currentId: string): Promise<number> {
  const rows = await tx
    .selectFrom('file_key')
    .where('master_key_id', '<>', currentId)
    .select(['id', 'master_key_id', 'wrapped'])
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .execute()
  const anew = await Promise.all(
    rows.map(async ({ id, master_key_id, wrapped }) => {
      const dataKey = await keyring.unwrap({ masterKeyId: master_key_id, wrapped }, boundTo(orgId, id))
      return keyring.wrap(dataKey, boundTo(orgId, id))
    }),
  )
  const ids = rows.map(({ id }) => id)
  await sql`update file_key k set master_key_id = n.master_key_id, wrapped = n.wrapped
    from unnest(${ids}::uuid[], ${anew.map((key) => key.masterKeyId)}::text[], ${anew.map((key) => key.wrapped)}::bytea[])
      as n (id, master_key_id, wrapped)
    where k.id = n.id`.execute(tx)
  return rows.length
}

async function usesAnOldGeneration(database: Database, keyring: Keyring, organisations: readonly string[]) {
  const { current } = await keyring.keys()
  for (const orgId of organisations) {
    const found = await inOrganisation(database, orgId, (tx) =>
      tx.selectFrom('file_key').where('master_key_id', '<>', current.id).select('id').limit(1).executeTakeFirst(),
    )
    if (found) return true
  }
  return false
}

async function register(database: Database, id: string): Promise<void> {
  await database.kysely.insertInto('master_key').values({ id }).execute()
}
