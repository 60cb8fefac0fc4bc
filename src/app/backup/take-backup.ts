import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import type { Database } from '../../kernel/db/database.ts'
import { copyTableOut, sequenceValues, storedTables, type StoredTable } from '../../kernel/db/stored-tables.ts'
import { INSTANCE_LEDGER } from '../../kernel/ledger/index.ts'
import {
  endOfErasureList,
  holdContents,
  type Keyring,
  listErasures,
  newSealingKey,
  openVaultFolder,
  placeBundles,
  sealStream,
} from '../../kernel/vault/index.ts'
import { ERASURE_LIST, newestBackup } from './backup-folder.ts'
import { copyVault } from './copy-vault.ts'
import { BACKUP_FORMAT, keyPurpose, type Manifest, sealManifest } from './manifest.ts'
import type { InstallationFiles } from './installation-files.ts'
import { syncFolder, writeStored } from './stored-files.ts'

export interface BackupProgress {
  readonly phase: 'tables' | 'vault'
  readonly done: number
  readonly total: number
}

export interface TakeBackup {
  /** As the owner: every organisation, past row-level security. */
  readonly ownerUrl: string
  readonly database: Database
  readonly files: InstallationFiles
  readonly keyring: Keyring
  /** The folder of all backups. */
  readonly to: string
  readonly version: string
  /** Copies every file of the vault again, instead of linking what the newest backup has. */
  readonly isFull?: boolean
  /** Waited for between two tables. */
  readonly onProgress?: (progress: BackupProgress) => void | Promise<void>
}

export interface TakenBackup {
  readonly folder: string
  readonly manifest: Manifest
  readonly copiedCount: number
  readonly linkedCount: number
  /** Files that the running vault has lost, and that an earlier backup brought into this one. */
  readonly lostCount: number
}

/** Somebody else takes one at this moment. */
export class BackupRuns extends Error {}

/**
 * Takes a backup while everything runs: one snapshot of all tables, and every file of the vault whose row stands in it,
 * also when it is erased meanwhile. Tables and secrets are encrypted under a key that only the master key opens, and the
 * master key is not in it. Memory stays constant. Killed in the middle, it leaves a `.partial-…` folder that the next one
 * removes, and never something that looks like a backup.
 * @throws BackupRuns
 */
export async function takeBackup(options: TakeBackup): Promise<TakenBackup> {
  const { to, files, keyring } = options
  await mkdir(to, { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: options.ownerUrl })
  await client.connect()
  try {
    if (!(await holdContents(client))) throw new BackupRuns('another backup is being taken')
    for (const name of await readdir(to)) {
      if (name.startsWith('.partial-')) await rm(join(to, name), { recursive: true, force: true })
    }
    const before = options.isFull ? undefined : await newestBackup(to, keyring)
    const partial = join(to, `.partial-${randomUUID()}`)
    await mkdir(partial, { mode: 0o700 })
    // Both before the snapshot: they must not tell of anything that it does not hold.
    await listErasures(options.database, files.erasures, join(to, ERASURE_LIST))
    // There from the first backup on: a list that is missing later was lost, and is not merely empty.
    await writeFile(join(to, ERASURE_LIST), '', { flag: 'a', mode: 0o600 })
    const erasures = await endOfErasureList(files.erasures)
    const anchors = await copyAnchors(files.anchors, partial)

    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<{ at: Date }>('select clock_now() as at')
    const takenAt = rows[0]!.at
    const id = await freeName(to, takenAt.toISOString().slice(0, 19).replaceAll(':', '-').toLowerCase())
    const { key, locked } = await newSealingKey(keyring, keyPurpose(id))
    const [migrations, tables] = [await migrationsOf(client), await storedTables(client)]
    const written: Manifest['tables'] = []
    for (const [number, table] of tables.entries()) {
      await options.onProgress?.({ phase: 'tables', done: number, total: tables.length })
      written.push(await copyTable(client, table, { folder: partial, number, key }))
    }
    // Each content of the snapshot at its own place: a backup knows no bundles.
    await placeBundles(options.database, await openVaultFolder(files.vault))
    const vault = await copyVault(client, {
      from: files.vault,
      to: partial,
      before: before && { folder: join(to, before.manifest.id), list: before.manifest.vault.list },
      onProgress: (done, total) => void options.onProgress?.({ phase: 'vault', done, total }),
    })
    const manifest: Manifest = {
      format: BACKUP_FORMAT,
      id,
      takenAt: takenAt.toISOString(),
      version: options.version,
      migrations,
      key: locked,
      tables: written,
      sequences: await sequenceValues(client),
      ledgers: await ledgersOf(client),
      anchors,
      ...(await sealSecrets(files.secrets, partial, key)),
      vault: { list: vault.list, fileCount: vault.fileCount, byteCount: vault.byteCount },
      erasures,
      missingFileCount: vault.missingCount,
    }
    await client.query('commit')
    await writeStored(partial, 'manifest.json', oneChunk(sealManifest(manifest, key)))
    await syncFolder(partial)
    const folder = join(to, id)
    await rename(partial, folder)
    await syncFolder(to)
    return {
      folder,
      manifest,
      copiedCount: vault.copiedCount,
      linkedCount: vault.linkedCount,
      lostCount: vault.lostCount,
    }
  } finally {
    await client.end()
  }
}

async function* oneChunk(content: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(content as string)
}

/** A second one in the same second gets a name of its own. */
async function freeName(to: string, name: string): Promise<string> {
  const taken = new Set(await readdir(to))
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}-${n}`
    if (!taken.has(free)) return free
  }
}

async function migrationsOf(client: pg.Client): Promise<Manifest['migrations']> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  )
  return rows
}

async function copyTable(
  client: pg.Client,
  table: StoredTable,
  to: { folder: string; number: number; key: Buffer },
): Promise<Manifest['tables'][number]> {
  const id = randomUUID()
  let rowCount = 0
  async function* rows() {
    const copy = copyTableOut(client, table)
    for (;;) {
      const { done, value } = await copy.next()
      if (done) return void (rowCount = value)
      yield value
    }
  }
  const path = `tables/${String(to.number).padStart(4, '0')}.sealed`
  const packed = rowsThrough(rows())
  const file = await writeStored(to.folder, path, sealStream(to.key, id, packed))
  return { name: table.name, columns: [...table.columns], rowCount, file: { ...file, id } }
}

/** gzip, which every system reads; what is gained beyond its first level is not worth the time. */
async function* rowsThrough(rows: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gzip = createGzip({ level: 1 })
  let failure: Error | undefined
  pipeline(Readable.from(rows, { objectMode: false }), gzip, (cause) => (failure = cause ?? undefined))
  for await (const chunk of gzip) yield chunk as Buffer
  if (failure) throw failure
}

async function ledgersOf(client: pg.Client): Promise<Manifest['ledgers']> {
  const { rows } = await client.query<Manifest['ledgers'][number]>(
    `select o.id::text, coalesce(l.leaf_index + 1, 0) as size, coalesce(encode(l.chain_hash, 'hex'), '') as "chainHead"
     from (select org_id as id from organisation union all select $1::uuid) o
     left join lateral (select leaf_index, chain_hash from event_link where org_id = o.id order by leaf_index desc limit 1) l on true
     order by 1`,
    [INSTANCE_LEDGER],
  )
  return rows
}

async function copyAnchors(from: string, folder: string): Promise<Manifest['anchors']> {
  const names = await readdir(from).catch(() => [])
  const copied: Manifest['anchors'] = []
  for (const name of names.filter((one) => /^anchors-[0-9a-f-]{36}\.ndjson$/.test(one)).sort()) {
    copied.push(await writeStored(folder, `anchors/${name}`, oneChunk(await readFile(join(from, name)))))
  }
  return copied
}

/** Without them everybody would have to set up their authenticators again; readable, they would open them. */
async function sealSecrets(from: string, folder: string, key: Buffer): Promise<Pick<Manifest, 'secrets'>> {
  const content = await readFile(from).catch(() => undefined)
  if (!content) return {}
  const id = randomUUID()
  const file = await writeStored(folder, 'secrets.sealed', sealStream(key, id, oneChunk(content)))
  return { secrets: { ...file, id } }
}
