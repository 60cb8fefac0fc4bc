import { randomBytes } from 'node:crypto'
import { appendFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { openKeyring } from '../../kernel/vault/index.ts'
import { type BackupHouse, databaseMill, openBackupHouse } from '../../../test/harness/backup-house.ts'
import { runDrill } from './drill.ts'
import { BackupDamage, type Manifest, openBackup, sealManifest } from './manifest.ts'
import { restoreDatabase } from './restore-database.ts'
import { writeStored } from './stored-files.ts'

const db = useTestDatabase()
let at: BackupHouse
let mill: Awaited<ReturnType<typeof databaseMill>>
let whole: string
let erasures: string
let scratch: string
let files: string[]

beforeAll(async () => {
  ;[at, mill] = await Promise.all([openBackupHouse(db), databaseMill()])
  scratch = await mkdtemp(join(tmpdir(), 'sekisho-damage-'))
  // Something is erased before, so that the list of erasures is part of it.
  const { id } = await db.inOrganisation(at.house.orgId, (tx) => at.room.vault.sealFacts(tx, { name: '見本' }))
  await db.inOrganisation(at.house.orgId, (tx) => at.room.vault.eraseFacts(tx, id))
  whole = (await at.backUp()).folder
  erasures = join(at.to, 'erasures.ndjson')
  const entries = await readdir(whole, { recursive: true, withFileTypes: true })
  files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(whole.length + 1))
})
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true })
  await Promise.all([at.close(), mill.close()])
})

let copies = 0
const copy = async () => {
  const folder = join(scratch, String(++copies))
  await cp(whole, folder, { recursive: true })
  return folder
}
const drill = (folder: string, more: Partial<Parameters<typeof runDrill>[0]> = {}) =>
  runDrill({ folder, keyring: at.room.vault.keyring, erasures, openDatabase: mill.make, ...more })
const kinds = async (folder: string, more = {}) => (await drill(folder, more)).findings.map(({ kind }) => kind)

/** Opens the backup, changes its manifest, and seals it again: what a fault of our own program would write. */
async function resealed(change: (manifest: Manifest, folder: string, key: Buffer) => Manifest | Promise<Manifest>) {
  const folder = await copy()
  const { manifest, key } = await openBackup(folder, at.room.vault.keyring)
  await writeFile(join(folder, 'manifest.json'), sealManifest(await change(manifest, folder, key), key))
  return folder
}

test('無傷: nothing is found in what nobody has touched', async () => {
  expect(await kinds(await copy())).toEqual([])
})

test('どの傷も見つかる: one byte of any file, a file cut, gone, grown, exchanged, or one too many', async () => {
  const folder = await copy()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('flip', 'cut', 'remove', 'grow', 'exchange', 'foreign'),
      fc.nat(),
      fc.nat(),
      async (damage, which, where) => {
        const path = join(folder, files[which % files.length]!)
        const other = join(folder, files[where % files.length]!)
        const [bytes, others] = await Promise.all([readFile(path), readFile(other)])
        // An empty file has no byte to lose, and two equal ones may change places.
        fc.pre(bytes.length > 0 || (damage !== 'flip' && damage !== 'cut'))
        fc.pre(damage !== 'exchange' || !bytes.equals(others))
        const stray = join(folder, ['tables', 'vault', 'anchors', '.'][where % 4]!, 'stray')
        if (damage === 'flip') {
          const flipped = Buffer.from(bytes)
          flipped[where % bytes.length]! ^= 1 << (where % 8)
          await writeFile(path, flipped)
        } else if (damage === 'cut') await truncate(path, where % bytes.length)
        else if (damage === 'remove') await rm(path)
        else if (damage === 'grow') await appendFile(path, randomBytes(1 + (where % 20)))
        else if (damage === 'exchange') await Promise.all([writeFile(path, others), writeFile(other, bytes)])
        else await writeFile(stray, 'x')
        const found = await kinds(folder)
        await Promise.all([
          writeFile(path, bytes),
          ...(other === path ? [] : [writeFile(other, others)]),
          rm(stray, { force: true }),
        ])
        expect(found.length, `${damage} of ${path}`).toBeGreaterThan(0)
      },
    ),
    { numRuns: process.env['SEKISHO_DEEP'] ? 2000 : 30 },
  )
  expect(await kinds(folder)).toEqual([])
})

test('鍵が違う: the finding names the key that is needed, and those that are there', async () => {
  const other = await openKeyring(join(scratch, 'other-keys.json'))
  const { findings } = await drill(whole, { keyring: other })
  const { manifest } = await openBackup(whole, at.room.vault.keyring)
  expect(findings).toMatchObject([{ kind: 'wrong_key' }])
  expect(findings[0]!.message).toContain(manifest.key.masterKeyId)
  expect(findings[0]!.message).toContain((await other.keys()).current.id)
})

test('表が違う: a table left out, cut, or with a row less is found, although the seal holds', async () => {
  const without = (name: string) => resealed((m) => ({ ...m, tables: m.tables.filter((table) => table.name !== name) }))
  expect(await kinds(await without('public.notice'))).toContain('file_foreign')
  const noForeign = await without('public.notice')
  const { manifest } = await openBackup(whole, at.room.vault.keyring)
  await rm(join(noForeign, manifest.tables.find(({ name }) => name === 'public.notice')!.file.path))
  expect(await kinds(noForeign)).toEqual(['tables_differ'])

  const emptied = async (name: string, rowCount?: number) =>
    resealed(async (m, folder) => {
      // The file of a table that is empty, in the place of the other: each opens, and each hash is right.
      const empty = m.tables.find((table) => table.rowCount === 0)!
      const taken = m.tables.find((table) => table.name === name)!
      await rm(join(folder, taken.file.path))
      const stored = await writeStored(folder, taken.file.path, chunks(await readFile(join(folder, empty.file.path))))
      const file = { ...stored, id: empty.file.id }
      return { ...m, tables: m.tables.map((t) => (t === taken ? { ...t, file, rowCount: rowCount ?? t.rowCount } : t)) }
    })
  expect(await kinds(await emptied('public.outbound_mail'))).toEqual(['rows_differ'])
  expect(await kinds(await emptied('public.outbound_mail', 0))).toEqual(['reference_broken'])
  expect(await kinds(await emptied('public.event', 0))).toContain('ledger_damaged')
  expect(await kinds(await emptied('public.file_key', 0))).toContain('content_missing')
})

test('版が違う: a newer schema, or one that was altered, is refused', async () => {
  const newer = await resealed((m) => ({
    ...m,
    migrations: [...m.migrations, { name: '9999_later.sql', sha256: '0'.repeat(64) }],
  }))
  expect(await kinds(newer)).toEqual(['newer_schema'])
  const altered = await resealed((m) => ({
    ...m,
    migrations: m.migrations.map((one, n) => (n === 0 ? { ...one, sha256: '0'.repeat(64) } : one)),
  }))
  expect(await kinds(altered)).toEqual(['newer_schema'])
})

test('古い版: a backup from before an upgrade is restored and migrated, and reported: there is none of this version', async () => {
  const folder = join(scratch, 'migrations')
  await cp(new URL('../../../db/migrations', import.meta.url), folder, { recursive: true })
  await writeFile(join(folder, '9001_later.sql'), '-- expand\ncreate table later (id int);')
  expect(await kinds(whole, { migrations: pathToFileURL(`${folder}/`) })).toEqual(['older_schema'])
})

test('消去の一覧: missing, cut, or with a line changed, it is found', async () => {
  const list = join(scratch, 'erasures.ndjson')
  expect(await kinds(whole, { erasures: list })).toEqual(['erasures_damaged'])
  expect(await kinds(whole, { erasures: undefined })).toEqual(['erasures_damaged'])
  const text = await readFile(erasures, 'utf8')
  await writeFile(list, text.slice(0, text.length / 2))
  expect(await kinds(whole, { erasures: list })).toEqual(['erasures_damaged'])
  await writeFile(list, text.replace('"kind":"facts"', '"kind":"files"'))
  expect(await kinds(whole, { erasures: list })).toEqual(['erasures_damaged'])
})

test('半分だけ戻ることはない: after a damage in the last table nothing of the backup is in the database', async () => {
  const folder = await copy()
  const backup = await openBackup(folder, at.room.vault.keyring)
  await appendFile(join(folder, backup.manifest.tables.at(-1)!.file.path), 'x')
  const { ownerUrl, close } = await mill.make()
  await expect(restoreDatabase(backup, ownerUrl)).rejects.toThrow(BackupDamage)
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  expect((await client.query('select from organisation')).rowCount).toBe(0)
  expect((await client.query('select from event')).rowCount).toBe(0)
  await client.end()
  await close()
})

async function* chunks(content: Buffer) {
  yield content
}
