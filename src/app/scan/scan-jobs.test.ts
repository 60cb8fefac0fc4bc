import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { openKeyring, openVault, type Vault } from '../../kernel/vault/index.ts'
import type { InventoryEquipment } from '../../planning/inventory/index.ts'
import { scanJobs } from '../../planning/inventory/jobs.ts'
import { addScanUpload, endUploads } from '../../planning/inventory/operations/add-scan-upload.ts'
import { beginFolderScan, beginUploadScan } from '../../planning/inventory/operations/begin-scan.ts'
import { cancelScan, removeScan } from '../../planning/inventory/operations/end-scan.ts'
import { listFolder } from '../../planning/inventory/operations/list-folder.ts'
import { giveFileUp, readScanFile } from '../../planning/inventory/operations/read-scan-file.ts'
import { scanFileLines, scanLines, scanView } from '../../planning/inventory/read-models.ts'
import { openScanDesk } from './scan-desk.ts'
import { openScanFolders } from './scan-folders.ts'

const db = useTestDatabase()
const LIST = '氏名,電話番号\n佐藤 太郎,090-0000-0001\n鈴木 花子,090-0000-0002\n高橋 一郎,090-0000-0003\n'
let root: string
let tree: string
let vault: Vault
let equipment: InventoryEquipment
let orgId: string
let actor: Actor

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sekisho-scan-'))
  tree = join(root, 'share')
  vault = await openVault({ folder: join(root, 'vault'), keyring: await openKeyring(join(root, 'keyring.json')) })
  equipment = { vault, folders: openScanFolders([tree]), scans: openScanDesk(2) }
  orgId = await db.newOrganisation()
  actor = { orgId, personId: newId(), kind: 'account', via: 'test' }
  await inOrg((tx) => tx.insertInto('person').values({ id: actor.personId, name: '試験 事務局' }).execute())
  await mkdir(join(tree, '営業部'), { recursive: true })
  await writeFile(join(tree, '営業部', '名簿.csv'), LIST)
  await writeFile(join(tree, 'note.txt'), '会議は午後からです。\n')
  await writeFile(join(tree, 'old.7z'), Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1'))
  await mkdir(join(root, 'secret'))
  await writeFile(join(root, 'secret', 'list.csv'), LIST)
  await symlink(join(root, 'secret'), join(tree, 'way-out'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const inOrg = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
const view = (scanId: string) => inOrg((tx) => scanView(tx, actor, { scanId }))
const files = (scanId: string, more: object = {}) =>
  inOrg((tx) => scanFileLines(tx, actor, { scanId, size: 50, ...more }))
const events = async (type: string) =>
  (await db.asOwner<{ type: string }>(`select type from event where org_id = $1 and type = $2`, [orgId, type])).length

async function scanFolder(below = ''): Promise<string> {
  const { readFile, listFolder: job } = scanJobs(equipment)
  const { folders } = equipment
  const { scanId } = await inOrg((tx) =>
    beginFolderScan(tx, actor, { folder: tree, below }, { folders, listFolder: job }),
  )
  // Both twice, as a queue may do.
  for (const _ of [1, 2]) await listFolder(db.database, orgId, scanId, { folders, readFile })
  return scanId
}

const waiting = (scanId: string) =>
  inOrg((tx) =>
    tx.selectFrom('pii_scan_file').where('scan_id', '=', scanId).where('status', 'is', null).select('id').execute(),
  )

test('a folder is searched: each file once, counts and never values, and who looked is told once a day', async () => {
  const scanId = await scanFolder()
  expect(await view(scanId)).toMatchObject({ state: 'running', fileCount: 4, readCount: 1, unreadCount: 1 })
  const ids = await waiting(scanId)
  expect(ids).toHaveLength(3)
  for (const { id } of [...ids, ...ids]) await readScanFile(db.database, orgId, id, equipment)

  const seen = await view(scanId)
  expect(seen).toMatchObject({
    state: 'done',
    folder: tree,
    fileCount: 4,
    readCount: 4,
    cleanCount: 1,
    foundCount: 1,
    unreadCount: 2,
    persons: { min: 3, best: 3, max: 3 },
  })
  expect(seen.types.find(({ type }) => type === 'PHONE')).toEqual({ type: 'PHONE', fileCount: 1, count: 3 })
  const { items } = await files(scanId)
  expect(items[0]).toMatchObject({ path: join('営業部', '名簿.csv'), status: 'found', counts: { PHONE: 3 } })
  expect(Object.fromEntries(items.map(({ path, status, reason }) => [path, reason ?? status]))).toEqual({
    [join('営業部', '名簿.csv')]: 'found',
    'note.txt': 'clean',
    'old.7z': 'unknown_archive',
    'way-out': 'link_outside',
  })
  expect(JSON.stringify(items)).not.toContain('太郎')
  expect((await files(scanId, { type: 'PHONE' })).items).toHaveLength(1)
  expect((await files(scanId, { status: 'clean' })).items.map(({ path }) => path)).toEqual(['note.txt'])
  expect((await files(scanId, { text: '営業' })).items).toHaveLength(1)
  const first = await files(scanId, { size: 3 })
  const rest = await files(scanId, { size: 3, cursor: first.nextCursor })
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id))
  expect(await events('pii_scan.looked')).toBe(1)

  await inOrg((tx) => removeScan(tx, actor, { scanId }, { vault }))
  expect(await view(scanId)).toMatchObject({ state: 'removed', fileCount: 0 })
})

test('no folder but those that the settings name, by no way around', async () => {
  const { folders } = equipment
  expect(await folders.placeOf(tree, '営業部')).toBe(join(tree, '営業部'))
  for (const [folder, below] of [
    [root, ''],
    [join(root, 'secret'), ''],
    [tree, '..'],
    [tree, '../secret'],
    [tree, 'way-out'],
    [tree, '/etc'],
    [tree, 'nowhere'],
    [tree, 'a\0b'],
  ] as const)
    expect(await folders.placeOf(folder, below), `${folder} ${below}`).toBeUndefined()
  expect(await openScanFolders([]).placeOf('/', '')).toBeUndefined()
  const job = scanJobs(equipment).listFolder
  await expect(
    inOrg((tx) => beginFolderScan(tx, actor, { folder: tree, below: '..' }, { folders, listFolder: job })),
  ).rejects.toEqual(new Refusal('folder_not_allowed'))

  // What was a file when it was listed, and a way out when it is read.
  expect(await folders.open(tree, 'way-out/list.csv')).toEqual({ reason: 'link_outside' })
  await symlink(join(root, 'secret', 'list.csv'), join(tree, 'exchanged.csv'))
  expect(await folders.open(tree, 'exchanged.csv')).toEqual({ reason: 'link_outside' })
  expect(await folders.open(tree, '../secret/list.csv')).toEqual({ reason: 'link_outside' })
  expect(await folders.open(tree, '営業部')).toEqual({ reason: 'not_a_file' })
  expect(await folders.open(tree, 'gone.csv')).toEqual({ reason: 'gone' })
  await rm(join(tree, 'exchanged.csv'))

  // The folder that was begun with is another place when its turn comes.
  await mkdir(join(tree, 'begun'))
  await writeFile(join(tree, 'begun', 'list.csv'), LIST)
  const place = (await folders.placeOf(tree, 'begun'))!
  const listed = async () => {
    const found = []
    for await (const file of folders.list(place)) found.push(file)
    return found
  }
  expect(await listed()).toEqual([{ path: 'list.csv', byteCount: Buffer.byteLength(LIST) }])
  await rename(place, join(tree, 'moved'))
  await symlink(join(root, 'secret'), place)
  expect(await listed()).toEqual([{ path: '.', reason: 'link_outside' }])
  expect(await folders.open(place, 'list.csv')).toEqual({ reason: 'link_outside' })
  // Within what the settings allow it may lie where it likes.
  await rm(place)
  await symlink(join(tree, 'moved'), place)
  expect(await listed()).toEqual([{ path: 'list.csv', byteCount: Buffer.byteLength(LIST) }])
  const opened = await folders.open(place, 'list.csv')
  expect('content' in opened && opened.content.byteCount).toBe(Buffer.byteLength(LIST))
  if ('close' in opened) await opened.close()
  await rm(place)
  await rm(join(tree, 'moved'), { recursive: true })
})

test('names that are no UTF-8 are read by their bytes, and a path that no index can hold is told', async () => {
  const place = join(tree, '旧')
  await mkdir(place)
  for (const name of ['職員名簿.csv', '能力表.csv'])
    await writeFile(Buffer.concat([Buffer.from(`${place}/`), iconv.encode(name, 'cp932')]), LIST)
  const deep = Array.from({ length: 12 }, (_, i) => `${i}${'長'.repeat(80)}`).join('/')
  await mkdir(join(place, deep), { recursive: true })
  await writeFile(join(place, deep, 'list.csv'), LIST)
  const scanId = await scanFolder('旧')
  for (const { id } of await waiting(scanId)) await readScanFile(db.database, orgId, id, equipment)
  expect(await view(scanId)).toMatchObject({ state: 'done', fileCount: 3, foundCount: 2, unreadCount: 1 })
  const { items } = await files(scanId)
  expect(new Set(items.map(({ path, reason }) => reason ?? path))).toEqual(
    new Set(['職員名簿.csv', '能力表.csv', 'path_too_long']),
  )
  expect((await files(scanId, { text: '能力' })).items).toHaveLength(1)
  await rm(place, { recursive: true })
})

test('uploads are read and erased; a scan that is stopped takes and reads no more', async () => {
  const { readFile } = scanJobs(equipment)
  const upload = async (scanId: string) => {
    const received = await vault.receive(
      (async function* () {
        yield await Promise.resolve(Buffer.from(LIST))
      })(),
    )
    return inOrg((tx) => addScanUpload(tx, scanId, { fileName: '名簿.csv', received }, { vault, readFile }))
  }
  const { scanId } = await inOrg((tx) => beginUploadScan(tx, actor))
  const [one, two] = [await upload(scanId), await upload(scanId)]
  await readScanFile(db.database, orgId, one.fileId, equipment)
  // What was read is not given up any more; what nobody can read is, and the scan comes to its end.
  await giveFileUp(db.database, orgId, one.fileId, equipment)
  const three = await upload(scanId)
  await giveFileUp(db.database, orgId, three.fileId, equipment)
  expect((await files(scanId, { status: 'unread' })).items).toMatchObject([{ reason: 'not_finished' }])
  expect(await view(scanId)).toMatchObject({ state: 'collecting', fileCount: 3, readCount: 2, foundCount: 1 })
  await inOrg((tx) => endUploads(tx, scanId))
  expect((await view(scanId)).state).toBe('running')
  await inOrg((tx) => cancelScan(tx, actor, { scanId }, { vault }))
  await readScanFile(db.database, orgId, two.fileId, equipment)
  expect(await view(scanId)).toMatchObject({ state: 'cancelled', readCount: 2 })
  await expect(upload(scanId)).rejects.toEqual(new Refusal('scan_ended'))
  const keys = await db.asOwner(
    `select f.id from vault_file f join file_key k on k.id = f.id where f.kind = 'scan-upload' and f.org_id = $1`,
    [orgId],
  )
  expect(keys).toEqual([])
  const { items } = await inOrg((tx) => scanLines(tx, actor, { size: 50 }))
  expect(items[0]).toMatchObject({ id: scanId, askedByName: '試験 事務局', source: 'upload' })
})

const PROGRAM = fileURLToPath(new URL('../../../test/harness/children/scanning-worker.ts', import.meta.url))
async function startScanning(): Promise<ChildProcess> {
  const args = ['--no-warnings', PROGRAM, db.appUrl, join(root, 'vault'), join(root, 'keyring.json'), tree]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('two workers share a scan; one is killed, and every file is counted once', async () => {
  const place = join(tree, 'many')
  const [folders, perFolder] = [6, 20]
  for (let n = 0; n < folders; n++) {
    await mkdir(join(place, `部署${n}`), { recursive: true })
    for (let k = 0; k < perFolder; k++) await writeFile(join(place, `部署${n}`, `名簿${k}.csv`), LIST)
  }
  const { listFolder: job } = scanJobs(equipment)
  const { scanId } = await inOrg((tx) =>
    beginFolderScan(tx, actor, { folder: tree, below: 'many' }, { folders: equipment.folders, listFolder: job }),
  )
  const [killed, other] = await Promise.all([startScanning(), startScanning()])
  try {
    await expect.poll(async () => (await view(scanId)).readCount, { timeout: 60_000 }).toBeGreaterThan(10)
    killed.kill('SIGKILL')
    await expect.poll(async () => (await view(scanId)).state, { interval: 300, timeout: 120_000 }).toBe('done')
  } finally {
    killed.kill('SIGKILL')
    other.kill('SIGKILL')
  }
  const count = folders * perFolder
  expect(await view(scanId)).toMatchObject({ fileCount: count, readCount: count, foundCount: count })
  expect((await view(scanId)).persons.best).toBe(3 * count)
})
