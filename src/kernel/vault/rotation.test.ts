import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { dropUnusedKeys, type Keyring, KeyringFault, openKeyring, openVault, rotateKeys, type Vault } from './index.ts'

const db = useTestDatabase()
let folder: string
let keyringFile: string
let keyring: Keyring
let vault: Vault

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-rotation-'))
  keyringFile = join(folder, 'keyring.json')
  keyring = await openKeyring(keyringFile)
  vault = await openVault({ folder: join(folder, 'vault'), keyring })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function filled(orgId: string, count: number) {
  const facts: string[] = []
  const pending = await vault.receive(Readable.from([Buffer.from(`内容 ${orgId}`)]))
  await db.inOrganisation(orgId, async (tx) => {
    await vault.adopt(tx, pending, { kind: 'mail' })
    for (let n = 0; n < count; n++) facts.push((await vault.sealFacts(tx, { n, orgId })).id)
  })
  return { orgId, fileId: pending.id, facts }
}

async function expectReadable(kept: Awaited<ReturnType<typeof filled>>, using = vault) {
  const { orgId, fileId, facts } = kept
  const content = await db.inOrganisation(orgId, (tx) => using.read(tx, fileId))
  expect((await buffer(content)).toString()).toBe(`内容 ${orgId}`)
  const opened = await db.inOrganisation(orgId, (tx) => using.openManyFacts(tx, facts))
  expect(facts.map((id) => opened.get(id))).toEqual(facts.map((_, n) => ({ n, orgId })))
}

const generationsInUse = async () =>
  (await db.asOwner<{ id: string }>('select distinct master_key_id as id from file_key')).map(({ id }) => id)

test('鍵の更新: every data key of every organisation is wrapped anew; everything stays readable', async () => {
  const kept = [await filled(await db.newOrganisation(), 3), await filled(await db.newOrganisation(), 1203)]
  const old = (await keyring.keys()).current.id
  const counts: number[] = []
  const rotation = await rotateKeys(db.database, keyring, (count) => counts.push(count))
  expect(rotation).toMatchObject({ isResumed: false, rewrappedCount: 1208 })
  expect(counts.at(-1)).toBe(1208)
  expect(await generationsInUse()).toEqual([rotation.currentId])
  expect(rotation.currentId).not.toBe(old)
  for (const one of kept) await expectReadable(one)
  expect(await dropUnusedKeys(db.database, keyring)).toEqual({ dropped: [old], stillUsed: [] })
  expect((await keyring.keys()).all.map(({ id }) => id)).toEqual([rotation.currentId])
  const another = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(keyringFile) })
  for (const one of kept) await expectReadable(one, another)
})

test('an old generation stays while one data key needs it, also one of a transaction that has not ended', async () => {
  const org = await db.newOrganisation()
  const old = (await keyring.keys()).current.id
  const [written, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const open = db.inOrganisation(org, async (tx) => {
    const { id } = await vault.sealFacts(tx, { late: true })
    written.resolve()
    await end.promise
    return id
  })
  await written.promise
  await rotateKeys(db.database, keyring)
  const dropping = dropUnusedKeys(db.database, keyring) // waits for the open transaction
  end.resolve()
  const id = await open
  expect(await dropping).toEqual({ dropped: [], stillUsed: [old] })
  expect(await db.inOrganisation(org, (tx) => vault.openFacts(tx, id))).toEqual({ late: true })
  expect(await rotateKeys(db.database, keyring)).toMatchObject({ isResumed: true, rewrappedCount: 1 })
  expect((await dropUnusedKeys(db.database, keyring)).dropped).toEqual([old])
})

test('a process with a copy of the keyring that is out of date cannot write what nobody could read', async () => {
  const org = await db.newOrganisation()
  const copy = join(folder, 'copy.json')
  await writeFile(copy, await readFile(keyringFile), { mode: 0o600 })
  const elsewhere = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(copy) })
  await rotateKeys(db.database, keyring)
  await dropUnusedKeys(db.database, keyring)
  await expect(db.inOrganisation(org, (tx) => elsewhere.sealFacts(tx, {}))).rejects.toThrow(KeyringFault)
  await expect(db.inOrganisation(org, (tx) => elsewhere.sealFacts(tx, {}))).rejects.toThrow(/was dropped/)
  const { id } = await db.inOrganisation(org, (tx) => vault.sealFacts(tx, {}))
  await expect(db.inOrganisation(org, (tx) => elsewhere.openFacts(tx, id))).rejects.toThrow(/does not hold master key/)
})

test('kill -9 in the middle of a rotation: nothing is lost, and the next one finishes it', async () => {
  const kept = await filled(await db.newOrganisation(), 2500)
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../../test/harness/children/rotating-keys.ts', import.meta.url)),
      db.appUrl,
      keyringFile,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit')
  for await (const _ of child.stdout) {
    child.kill('SIGKILL')
    break
  }
  await exited
  expect((await generationsInUse()).length).toBe(2)
  await expectReadable(kept)
  expect(await rotateKeys(db.database, keyring)).toMatchObject({ isResumed: true })
  expect(await generationsInUse()).toEqual([(await keyring.keys()).current.id])
  await expectReadable(kept)
})

test('two rotations at once: one after the other', async () => {
  const kept = await filled(await db.newOrganisation(), 50)
  const another = await openKeyring(keyringFile)
  await Promise.all([rotateKeys(db.database, keyring), rotateKeys(db.database, another)])
  expect(await generationsInUse()).toEqual([(await keyring.keys()).current.id])
  await expectReadable(kept)
})

test('the keyring is made once, also by processes that start together, and is for its owner only', async () => {
  const file = join(folder, 'new', 'keyring.json')
  const opened = await Promise.all(Array.from({ length: 8 }, () => openKeyring(file)))
  const ids = new Set(await Promise.all(opened.map(async (each) => (await each.keys()).current.id)))
  expect(ids.size).toBe(1)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test.each([
  ['loose permissions', (file: string) => chmod(file, 0o640), /chmod 600/],
  ['no JSON', (file: string) => writeFile(file, 'x'), /not a keyring of this version/],
  [
    'another format',
    (file: string) => writeFile(file, '{"format":"sekisho-keyring-9"}'),
    /not a keyring of this version/,
  ],
  [
    'a damaged key',
    async (file: string) => {
      const text = JSON.parse(await readFile(file, 'utf8')) as { keys: { key: string }[] }
      text.keys[0]!.key = Buffer.alloc(32).toString('base64')
      await writeFile(file, JSON.stringify(text))
    },
    /is damaged/,
  ],
])('a keyring with %s is refused, and says what to do', async (_name, spoil, message) => {
  const file = join(await mkdtemp(join(folder, 'spoiled-')), 'keyring.json')
  await openKeyring(file)
  await spoil(file)
  await expect(openKeyring(file)).rejects.toThrow(KeyringFault)
  await expect(openKeyring(file)).rejects.toThrow(message)
})
