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
export class DatabaseIsOlder extends Error {}

const MIGRATIONS = new URL('../../../db/migrations/', import.meta.url)

/**
 * Brings a database to this program's version: each file of `folder` once, in the order of its number, forward only.
 *
 * Runs as the owner under an advisory lock, so that two starting processes do not migrate twice. A file that was
 * applied and has changed since is refused: a migration is never edited after it was released.
 * @throws DatabaseIsNewer when the database has a migration that this program does not know
 */
export async function migrate(ownerUrl: string, folder = MIGRATIONS): Promise<MigrationReport> {
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
    // The application asks for its own version at a start without the owner.
    await client.query(`do $$ begin
      execute format('grant select on schema_migration to %I', current_database() || '_app');
    exception when undefined_object then null; end $$`)
    const files = await knownMigrations(folder)
    refuseNewer([...done.keys()], files)

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

/**
 * Looks whether a database is of this program's version, as the application: where the owner's URL is not given.
 * @throws DatabaseIsNewer, DatabaseIsOlder
 */
export async function checkMigrated(appUrl: string, folder = MIGRATIONS): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ is: boolean }>(
      `select to_regclass('public.schema_migration') is not null as is`,
    )
    const { rows } = tables[0]!.is
      ? await client.query<{ name: string }>('select name from schema_migration')
      : { rows: [] }
    const done = rows.map(({ name }) => name)
    const files = await knownMigrations(folder)
    refuseNewer(done, files)
    const missing = files.filter((name) => !done.includes(name)).length
    if (missing > 0) throw new DatabaseIsOlder(`the database lacks ${missing} of ${files.length} migrations`)
  } finally {
    await client.end()
  }
}

async function knownMigrations(folder: URL): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
}

function refuseNewer(done: readonly string[], files: readonly string[]): void {
  const unknown = done.find((name) => !files.includes(name))
  if (unknown) throw new DatabaseIsNewer(`the database has migration ${unknown}, which this version does not know`)
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
