import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { knownMigrations, MIGRATIONS } from '../../kernel/db/migration-files.ts'
import { migrate } from '../../kernel/db/migrate.ts'
import {
  copyTableIn,
  emptyTables,
  setConstraintsAside,
  setSequences,
  storedTables,
} from '../../kernel/db/stored-tables.ts'
import { openSealedStream, VaultDamage } from '../../kernel/vault/index.ts'
import { BackupDamage, type Manifest, type OpenedBackup } from './manifest.ts'
import { readStored } from './stored-files.ts'

export interface SchemaComparison {
  /** Migrations of this program that the backup is older than. */
  readonly lacking: readonly string[]
}

/**
 * Compares the schema of a backup with the migrations of this program.
 * @throws BackupDamage `newer_schema` when the backup has one that this program does not know, or knows otherwise
 */
export async function compareSchema({ migrations }: Manifest, folder = MIGRATIONS): Promise<SchemaComparison> {
  const files = await knownMigrations(folder)
  for (const { name, sha256 } of migrations) {
    const text = files.includes(name) ? await readFile(new URL(name, folder)) : undefined
    if (text && createHash('sha256').update(text).digest('hex') === sha256) continue
    const why = text ? 'which is another one here' : 'which this version does not know'
    throw new BackupDamage('newer_schema', `the backup has migration ${name}, ${why}: use the version that took it`)
  }
  return { lacking: files.filter((name) => !migrations.some((one) => one.name === name)) }
}

/**
 * Fills an empty database with the tables of a backup, in one transaction: migrates to the backup's version, copies every
 * table in, puts every foreign key back (which checks every row), and then migrates to this program's version.
 * @param ownerUrl an empty database with its roles
 * @throws BackupDamage; then nothing of the backup is in the database
 */
export async function restoreDatabase(
  backup: OpenedBackup,
  ownerUrl: string,
  onProgress: (done: number, total: number) => void = () => undefined,
  migrations = MIGRATIONS,
): Promise<void> {
  const { manifest } = backup
  const { lacking } = await compareSchema(manifest, migrations)
  await migrate(ownerUrl, migrations, { only: manifest.migrations.map(({ name }) => name) })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    const tables = await storedTables(client)
    compareTables(manifest, tables)
    const aside = await setConstraintsAside(client)
    await emptyTables(client, tables)
    for (const [number, table] of manifest.tables.entries()) {
      onProgress(number, manifest.tables.length)
      const rowCount = await copyTableIn(client, table, rowsOf(backup, table.file)).catch(
        (cause: Error & { code?: string }) => {
          if (cause instanceof BackupDamage || cause.code === undefined) throw cause
          throw new BackupDamage('tables_differ', `${table.name} cannot be filled: ${cause.message}`)
        },
      )
      if (rowCount !== table.rowCount) {
        throw new BackupDamage('rows_differ', `${table.name} has ${rowCount} rows instead of ${table.rowCount}`)
      }
    }
    await aside.putBack().catch((cause: Error & { code?: string }) => {
      if (cause.code !== '23503') throw cause
      throw new BackupDamage('reference_broken', `a row refers to one that is not there: ${cause.message}`)
    })
    await setSequences(client, manifest.sequences)
    await client.query('delete from running_process')
    await client.query('commit')
    // A planner that knows nothing of full tables reads them again for each page of a ledger.
    await client.query('analyze')
  } finally {
    await client.end()
  }
  if (lacking.length > 0) await migrate(ownerUrl, migrations)
}

function compareTables(manifest: Manifest, tables: readonly { name: string; columns: readonly string[] }[]): void {
  const shape = ({ name, columns }: { name: string; columns: readonly string[] }) => `${name} (${columns.join(', ')})`
  const [given, wanted] = [new Set(manifest.tables.map(shape)), new Set(tables.map(shape))]
  const differing = [...wanted].filter((one) => !given.has(one)).concat([...given].filter((one) => !wanted.has(one)))
  if (differing.length > 0 || manifest.tables.length !== given.size)
    throw new BackupDamage('tables_differ', `the tables are not those of its version: ${differing.join('; ')}`)
}

/** The rows of a table as they were copied out: verified, decrypted, unpacked. */
async function* rowsOf(
  { folder, key }: OpenedBackup,
  file: Manifest['tables'][number]['file'],
): AsyncGenerator<Buffer> {
  const { id, ...stored } = file
  const gunzip = createGunzip()
  let failure: Error | undefined
  const plain = Readable.from(openSealedStream(key, id, readStored(folder, stored)), { objectMode: false })
  pipeline(plain, gunzip, (cause) => (failure = cause ?? undefined))
  try {
    for await (const chunk of gunzip) yield chunk as Buffer
  } catch (cause) {
    failure ??= cause as Error
  }
  if (failure instanceof VaultDamage)
    throw new BackupDamage('file_changed', `${stored.path}: ${failure.message}`, stored.path)
  if (failure) throw failure
}
