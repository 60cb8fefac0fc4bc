import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { inOrganisation, openDatabase } from '../../kernel/db/database.ts'
import { openKeyring, openVault, sweepErased } from '../../kernel/vault/index.ts'
import { mailById } from '../../operation/outbound-mail/store.ts'
import { addPrintJob } from '../../operation/print-checks/index.ts'
import { purgePrints } from '../../operation/print-checks/keeping/purge-prints.ts'
import { jobById } from '../../operation/print-checks/store.ts'
import { backupNames } from './backup-folder.ts'
import { type BackupHouse, databaseMill, emptyDatabase, openBackupHouse } from '../../../test/harness/backup-house.ts'
import { vaultPath } from './copy-vault.ts'
import { runDrill } from './drill.ts'
import type { DrillDatabase } from './drill-plan.ts'
import { installationFiles } from './installation-files.ts'
import { openBackup } from './manifest.ts'
import { isHalfRestored, NotEmpty, restoreBackup } from './restore-backup.ts'

const db = useTestDatabase()
let at: BackupHouse
let mill: Awaited<ReturnType<typeof databaseMill>>
const undo: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  ;[at, mill] = await Promise.all([openBackupHouse(db), databaseMill()])
})
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})
afterAll(() => Promise.all([at.close(), mill.close()]))

const drill = (folder: string) =>
  runDrill({
    folder,
    keyring: at.room.vault.keyring,
    erasures: at.files.erasures,
    openDatabase: mill.make,
    sampleCount: Infinity,
  })

async function target(make = mill.make): Promise<DrillDatabase & { files: ReturnType<typeof installationFiles> }> {
  const [database, folder] = [await make(), await mkdtemp(join(tmpdir(), 'sekisho-restored-'))]
  undo.push(
    () => database.close(),
    () => rm(folder, { recursive: true, force: true }),
  )
  return { ...database, files: installationFiles(folder) }
}

const openNewest = async () => openBackup(join(at.to, (await backupNames(at.to)).at(-1)!), at.room.vault.keyring)
const fileOf = async (mailId: string) =>
  db.inOrganisation(at.house.orgId, async (tx) => (await mailById(tx, mailId)).file_id)

test('取って、訓練して、戻す: every row, every ledger, every content', async () => {
  const mailId = await at.heldMail()
  const { manifest, copiedCount } = await at.backUp()
  expect(copiedCount).toBe(manifest.vault.fileCount)
  expect(manifest.vault.fileCount).toBeGreaterThanOrEqual(6)
  const report = await drill(join(at.to, manifest.id))
  expect(report.findings).toEqual([])
  expect(report.openedCount).toBe(manifest.vault.fileCount)
  expect(report.rowCount).toBeGreaterThan(100)
  expect(report.eventCount).toBeGreaterThan(10)

  // Into a database that nobody has migrated yet.
  const into = await target(emptyDatabase)
  const restored = await restoreBackup(await openNewest(), { ...into, erasures: at.files.erasures })
  expect(restored).toEqual({ fileCount: manifest.vault.fileCount, reappliedCount: 0, frozenCount: 6 })
  expect(await readFile(into.files.secrets, 'utf8')).toBe(await readFile(at.files.secrets, 'utf8'))
  expect(await isHalfRestored(into.ownerUrl)).toBe(false)
  const database = openDatabase(into.appUrl)
  undo.push(() => database.close())
  const vault = await openVault({ folder: into.files.vault, keyring: await openKeyring(at.files.keys) })
  const [there, here] = await Promise.all([
    inOrganisation(database, at.house.orgId, async (tx) =>
      buffer(await vault.read(tx, (await mailById(tx, mailId)).file_id)),
    ),
    db.inOrganisation(at.house.orgId, async (tx) => buffer(await at.room.vault.read(tx, await fileOf(mailId)))),
  ])
  expect(there.equals(here)).toBe(true)
  // What had not left may have left since: it waits for the privacy office.
  const mail = await inOrganisation(database, at.house.orgId, (tx) => mailById(tx, mailId))
  expect(mail).toMatchObject({ custody: 'frozen', release_due_at: null })
  // Append-only is append-only again, and row-level security holds.
  await expect(database.pool.query('delete from event')).rejects.toThrow(/permission denied/)
  expect((await database.pool.query('select * from outbound_mail')).rows).toEqual([])
  await expect(restoreBackup(await openNewest(), { ...into, erasures: undefined })).rejects.toThrow(NotEmpty)
})

test('動いている間に取る: mail arrives, and a content is erased and swept, after the snapshot; both are as the snapshot says', async () => {
  const mailId = await at.heldMail()
  const fileId = await fileOf(mailId)
  let later = ''
  const { manifest, folder } = await at.backUp({
    async onProgress({ phase, done }) {
      if (phase !== 'tables' || done !== 1) return
      later = await at.heldMail()
      await db.inOrganisation(at.house.orgId, (tx) => at.room.vault.erase(tx, fileId))
      expect(await sweepErased(db.database, at.room.vault.folder, at.house.orgId)).toBe(0)
    },
  })
  expect(await sweepErased(db.database, at.room.vault.folder, at.house.orgId)).toBe(1)
  expect(manifest.missingFileCount).toBe(0)
  expect((await stat(join(folder, vaultPath(fileId)))).size).toBeGreaterThan(0)
  await expect(stat(join(folder, vaultPath(await fileOf(later))))).rejects.toThrow('ENOENT')
  expect((await drill(folder)).findings).toEqual([])
})

test('束の中にある間に取る: contents that lie in a bundle, before the snapshot and after it, and the drill opens each', async () => {
  const { vault } = at.room
  const several = async () => {
    const pending = await Promise.all(
      ['一', '二', '三', '四'].map((text) =>
        vault.receive(Readable.from([Buffer.from(text.repeat(500))]), { isOneOfMany: true }),
      ),
    )
    await db.inOrganisation(at.house.orgId, (tx) => vault.adoptAll(tx, pending, { kind: 'mail' }))
    return pending.map(({ id }) => id)
  }
  const before = await several()
  expect(await readdir(vault.folder.bundleFolder)).toHaveLength(1)
  let after: string[] = []
  const { manifest, folder } = await at.backUp({
    async onProgress({ phase, done }) {
      if (phase === 'tables' && done === 1) after = await several()
    },
  })
  expect(manifest.missingFileCount).toBe(0)
  for (const id of before) expect((await stat(join(folder, vaultPath(id)))).size).toBeGreaterThan(0)
  for (const id of after) await expect(stat(join(folder, vaultPath(id)))).rejects.toThrow('ENOENT')
  const { findings, openedCount } = await drill(folder)
  expect(findings).toEqual([])
  expect(openedCount).toBe(manifest.vault.fileCount)
})

test('増えた分だけ: a file of the backup before is linked, only what is new is copied; --full copies all', async () => {
  const first = await at.backUp()
  await at.heldMail()
  const second = await at.backUp()
  expect(second).toMatchObject({ copiedCount: 1, linkedCount: first.manifest.vault.fileCount })
  const full = await at.backUp({ isFull: true })
  expect(full).toMatchObject({ linkedCount: 0, copiedCount: full.manifest.vault.fileCount })
  expect((await drill(second.folder)).findings).toEqual([])
})

test('保管庫から消えたファイル: said at once, in the backup while an earlier one has it, and found in a drill when none has', async () => {
  const [known, unknown] = [
    await fileOf(await at.heldMail()),
    await at.backUp().then(async () => fileOf(await at.heldMail())),
  ]
  const aside = async (fileId: string) => {
    const path = at.room.vault.folder.pathOf(fileId)
    await rename(path, `${path}.aside`)
    return () => rename(`${path}.aside`, path)
  }
  undo.push(await aside(known), await aside(unknown))
  const { manifest, folder, lostCount } = await at.backUp()
  expect({ lostCount, missing: manifest.missingFileCount }).toEqual({ lostCount: 1, missing: 1 })
  await stat(join(folder, vaultPath(known)))
  expect((await drill(folder)).findings.map(({ kind }) => kind)).toEqual(['content_missing'])
})

test('消去は戻らない: what was erased after the backup is erased again by a restore of it', async () => {
  const [content, kept] = [await at.heldMail(), await at.heldMail()]
  const [contentId, keptId] = [await fileOf(content), await fileOf(kept)]
  const facts = await db.inOrganisation(at.house.orgId, (tx) => at.room.vault.sealFacts(tx, { name: '見本太郎' }))
  const older = await at.backUp()
  await db.inOrganisation(at.house.orgId, async (tx) => {
    await at.room.vault.erase(tx, contentId)
    await at.room.vault.eraseFacts(tx, facts.id)
    await tx.insertInto('erasure').values({ kind: 'mail-record', subject_id: content }).execute()
  })
  // The next backup brings the list beside the backups up to date; so does a job every few minutes.
  await at.backUp()
  const into = await target()
  const backup = await openBackup(older.folder, at.room.vault.keyring)
  const { reappliedCount } = await restoreBackup(backup, { ...into, erasures: join(at.to, 'erasures.ndjson') })
  expect(reappliedCount).toBe(3)
  const database = openDatabase(into.appUrl)
  undo.push(() => database.close())
  const vault = await openVault({ folder: into.files.vault, keyring: await openKeyring(at.files.keys) })
  const inRestored = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
    inOrganisation(database, at.house.orgId, work)
  await expect(inRestored((tx) => vault.read(tx, contentId))).rejects.toThrow(new Refusal('content_erased'))
  expect(await inRestored((tx) => vault.openFacts(tx, facts.id))).toBeUndefined()
  await expect(stat(vault.folder.pathOf(contentId))).rejects.toThrow('ENOENT')
  expect(await inRestored((tx) => mailById(tx, content))).toMatchObject({ custody: 'purged', subject_line: '' })
  await inRestored((tx) => vault.read(tx, keptId))
  expect(await readFile(into.files.erasures, 'utf8')).toBe(await readFile(at.files.erasures, 'utf8'))
})

test('印刷のファイルも戻らない: a print job whose retention ended after the backup is cleared again, its record stays', async () => {
  const { vault } = at.room
  const put = async (text: string) => vault.receive(Readable.from([Buffer.from(text)]))
  const [data, specification] = [await put('世帯番号,児童氏名\r\n900001,見本 花子\r\n'), await put('version: 1')]
  const longAgo = new Date('2024-01-01T00:00:00Z')
  const { author } = at.house.people
  const jobId = await db.inOrganisation(at.house.orgId, async (tx) => {
    const shown = await tx
      .selectFrom('engagement')
      .where('id', '=', at.house.prefX)
      .selectAll()
      .executeTakeFirstOrThrow()
    const engagementId = newId()
    const engagement = { ...shown, id: engagementId, name: '終わる案件', created_at: longAgo }
    await tx.insertInto('engagement').values(engagement).execute()
    const { id: partyId } = await tx.selectFrom('party').select('id').limit(1).executeTakeFirstOrThrow()
    const printer = { id: newId(), engagement_id: engagementId, party_id: partyId, relation: 'vendor', tier: 1 }
    await tx.insertInto('engagement_party').values(printer).execute()
    const job = { title: '支払通知書', engagementId, partyId, personId: author }
    const { id } = await addPrintJob(tx, at.house.actor('author'), job, { vault })
    await tx.updateTable('engagement').set({ status: 'closed' }).where('id', '=', engagementId).execute()
    for (const [slot, pending] of [
      ['data', data],
      ['specification', specification],
    ] as const) {
      const file = await vault.adopt(tx, pending, { kind: 'print-file' })
      const { sha256, byteCount } = pending
      const row = { id: newId(), job_id: id, slot, revision: 1, position: 0, vault_file_id: file.id, sha256 }
      await tx
        .insertInto('print_file')
        .values({ ...row, byte_count: byteCount, name: '見本花子.csv', added_by: author, created_at: longAgo })
        .execute()
    }
    return id
  })
  const older = await at.backUp()
  expect(await purgePrints(db.database, at.house.orgId, { vault })).toBe(1)
  await at.backUp()
  const into = await target()
  await restoreBackup(await openBackup(older.folder, vault.keyring), {
    ...into,
    erasures: join(at.to, 'erasures.ndjson'),
  })
  const database = openDatabase(into.appUrl)
  undo.push(() => database.close())
  const restored = await openVault({ folder: into.files.vault, keyring: await openKeyring(at.files.keys) })
  await inOrganisation(database, at.house.orgId, async (tx) => {
    const { contents_erased_at, title } = await jobById(tx, jobId)
    expect([contents_erased_at, title]).toEqual([expect.any(Date), '支払通知書'])
    const files = await tx.selectFrom('print_file').where('job_id', '=', jobId).orderBy('slot').selectAll().execute()
    expect(files.map(({ slot, name }) => [slot, name])).toEqual([
      ['data', ''],
      ['specification', '見本花子.csv'],
    ])
    await expect(restored.read(tx, files[0]!.vault_file_id)).rejects.toThrow(new Refusal('content_erased'))
    await expect(stat(restored.folder.pathOf(files[0]!.vault_file_id))).rejects.toThrow('ENOENT')
    await restored.read(tx, files[1]!.vault_file_id)
  })
  expect(await purgePrints(database, at.house.orgId, { vault: restored }), 'nothing is left to erase').toBe(0)
})

test('途中で殺されても: nothing that looks like a backup is left, the vault is swept again, and the next one cleans up', async () => {
  const before = await backupNames(at.to)
  const { ownerUrl, appUrl } = db
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      fileURLToPath(new URL('../../../test/harness/children/taking-backup.ts', import.meta.url)),
      JSON.stringify({ ownerUrl, appUrl, files: at.files, to: at.to }),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let tables = 0
  child.stdout.on('data', (part: Buffer) => {
    tables += part.toString().split('\n').length - 1
    if (tables >= 5) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  expect(await backupNames(at.to)).toEqual(before)
  expect((await readdir(at.to)).filter((name) => name.startsWith('.partial-'))).toHaveLength(1)
  // The hold on the contents went with its connection.
  const { folder } = await at.backUp()
  expect((await readdir(at.to)).filter((name) => name.startsWith('.partial-'))).toEqual([])
  expect(await backupNames(at.to)).toHaveLength(before.length + 1)
  await stat(join(folder, 'manifest.json'))
})
