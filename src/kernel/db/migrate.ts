import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

/** Any number would do; it only has to be the same in every process that migrates. */
const MIGRATION_LOCK = 5_315_640_129

export interface MigrationReport {
  readonly applied: readonly string[]
  readonly version: number
}

export class DatabaseIsNewer extends Error {}

/**
 * Brings a database to this program's version: each file of `folder` once, in the order of its number, forward only.
 *
 * Runs as the owner under an advisory lock, so that two starting processes do not migrate twice. A file that was
 * applied and has changed since is refused: a migration is never edited after it was released.
 * @throws DatabaseIsNewer when the database has a migration that this program does not know
 */
export async function migrate(
  ownerUrl: string,
  folder = new URL('../../../db/migrations/', import.meta.url),
): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(
      `create table if not exists schema_migration (
         name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    const done = new Map<string, string>(
      (await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')).rows.map(
        (r) => [r.name, r.sha256],
      ),
    )
    const files = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
    const unknown = [...done.keys()].find((name) => !files.includes(name))
    if (unknown) throw new DatabaseIsNewer(`the database has migration ${unknown}, which this version does not know`)

    const applied: string[] = []
    for (const name of files) {
      const text = await readFile(new URL(name, folder), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = done.get(name)
      if (before === sha256) continue
      if (before) throw new Error(`migration ${name} was edited after it was applied; add a new one instead`)
      await applyOne(client, name, text, sha256)
      applied.push(name)
    }
    return { applied, version: files.length }
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`migration ${name}: ${(cause as Error).message}`, { cause })
  }
}
