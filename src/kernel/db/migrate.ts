import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { isExpanding, knownMigrations, MIGRATION_LOCK, MIGRATIONS, refuseNewer } from './migration-files.ts'
import { waitForOlderProcesses } from './running-processes.ts'

export interface MigrationReport {
  readonly applied: readonly string[]
  readonly version: number
}

export interface MigrateOptions {
  /** Only these, and exactly these: the version of a backup. */
  readonly only?: readonly string[]
  /** How long a contracting migration waits for processes that do not know it. Default 45 s. */
  readonly patienceMs?: number
}

export class DatabaseIsOlder extends Error {}
export { DatabaseIsNewer } from './migration-files.ts'

/**
 * Brings a database to this program's version: each file of `folder` once, in the order of its number, forward only.
 *
 * Runs as the owner under an advisory lock, so that two starting processes do not migrate twice. A file that was
 * applied and has changed since is refused: a migration is never edited after it was released. What only adds
 * (`-- expand`) is applied beside older processes; what takes something away waits until none of them is alive.
 * @throws DatabaseIsNewer when the database has a contracting migration that this program does not know; OlderProcessRuns
 */
export async function migrate(
  ownerUrl: string,
  folder = MIGRATIONS,
  { only, patienceMs = 45_000 }: MigrateOptions = {},
): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(
      `create table if not exists schema_migration (
         name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    await client.query('alter table schema_migration add column if not exists is_expand boolean not null default false')
    const rows = (
      await client.query<{ name: string; sha256: string; is_expand: boolean }>(
        'select name, sha256, is_expand from schema_migration',
      )
    ).rows
    const done = new Map(rows.map((row) => [row.name, row.sha256]))
    // The application asks for its own version at a start without the owner.
    await client.query(`do $$ begin
      execute format('grant select on schema_migration to %I', current_database() || '_app');
    exception when undefined_object then null; end $$`)
    const files = await knownMigrations(folder)
    refuseNewer(rows, files)

    const applied: string[] = []
    for (const name of files) {
      if (only && !only.includes(name)) continue
      const text = await readFile(new URL(name, folder), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = done.get(name)
      if (before === sha256) continue
      if (before) throw new Error(`migration ${name} was edited after it was applied; add a new one instead`)
      if (!isExpanding(text)) await waitForOlderProcesses(client, name, patienceMs)
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
      ? await client.query<{ name: string; is_expand: boolean }>('select name, is_expand from schema_migration')
      : { rows: [] }
    const done = new Set(rows.map(({ name }) => name))
    const files = await knownMigrations(folder)
    refuseNewer(rows, files)
    const missing = files.filter((name) => !done.has(name)).length
    if (missing > 0) throw new DatabaseIsOlder(`the database lacks ${missing} of ${files.length} migrations`)
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into schema_migration (name, sha256, is_expand) values ($1, $2, $3)', [
      name,
      sha256,
      isExpanding(text),
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`migration ${name}: ${(cause as Error).message}`, { cause })
  }
}
