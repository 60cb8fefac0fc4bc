import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { watchDisk, type WatchedDisk } from '../../../test/harness/watched-disk.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { openKeyring, openVault, placeBundles, sweepErased, sweepOrphans, type Vault } from './index.ts'

const db = useTestDatabase()
let folder: string
let vault: Vault
let disk: WatchedDisk
let org: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-bundles-'))
  disk = await watchDisk()
  org = await db.newOrganisation()
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  const own = await mkdtemp(join(folder, 'vault-'))
  vault = await openVault({ folder: own, keyring: await openKeyring(join(folder, 'keyring.json')) })
})
afterEach(() => {
  disk.mend()
  return db.setClock(undefined)
})

async function* cutIn(plain: Buffer, size: number) {
  for (let from = 0; from < plain.length; from += size) {
    yield plain.subarray(from, from + size)
    // Others come in between, as in a server.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
/** Takes contents in side by side; all but the first find company. */
const receiveAll = (plain: readonly Buffer[]) =>
  Promise.all(plain.map((one) => vault.receive(cutIn(one, 40_000), { isOneOfMany: true })))
async function putAll(plain: readonly Buffer[]): Promise<string[]> {
  const pending = await receiveAll(plain)
  await db.inOrganisation(org, (tx) => vault.adoptAll(tx, pending, { kind: 'mail' }))
  return pending.map(({ id }) => id)
}
const read = (id: string) => db.inOrganisation(org, async (tx) => buffer(await vault.read(tx, id)))
const some = (count: number, bytes = 3000) => Array.from({ length: count }, () => randomBytes(bytes))
const bundles = () => readdir(vault.folder.bundleFolder)
const isPlaced = (id: string) =>
  access(vault.folder.pathOf(id)).then(
    () => true,
    () => false,
  )
const EIO = () => Promise.reject(Object.assign(new Error('EIO: injected'), { code: 'EIO' }))

test('any contents, taken in together: read whole and in ranges, in their bundle, and at their own place', async () => {
  const sizes = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.constantFrom(65_536, 65_537, 131_000, 140_000, 700_000))
  await fc.assert(
    fc.asyncProperty(fc.array(sizes, { minLength: 1, maxLength: 9 }), fc.nat(), fc.nat(), async (bytes, a, b) => {
      const plain = bytes.map((size) => randomBytes(size))
      const ids = await putAll(plain)
      const whole = async () => {
        for (const [n, id] of ids.entries()) {
          expect((await read(id)).equals(plain[n]!)).toBe(true)
          const [from, until] = [a % (bytes[n]! + 1), b % (bytes[n]! + 1)].sort((x, y) => x - y)
          const range = await db.inOrganisation(org, (tx) => vault.read(tx, id, { from: from!, until: until! }))
          expect((await buffer(range)).equals(plain[n]!.subarray(from, until))).toBe(true)
        }
      }
      await whole()
      await placeBundles(db.database, vault.folder)
      expect(await bundles()).toEqual([])
      for (const id of ids) expect(await isPlaced(id)).toBe(true)
      await whole()
    }),
    { numRuns: process.env['SEKISHO_DEEP'] ? 300 : 12 },
  )
})

test('one that comes alone has its own place at once; those that come together are synced once', async () => {
  const syncs: string[] = []
  disk.at('fsync', async (really) => {
    syncs.push('fsync')
    return really()
  })
  const [alone] = await putAll(some(1))
  expect(await isPlaced(alone!)).toBe(true)
  expect(syncs.splice(0)).toHaveLength(2)
  await putAll(some(40))
  // The first one went alone, the others went together: two syncs for the file and its name, of each.
  expect(await bundles()).toHaveLength(1)
  expect(syncs).toHaveLength(4)
})

test.each([
  ['write', 1],
  ['write', 4],
  ['fsync', 1],
  ['fsync', 2],
  ['fsync', 5],
  ['rename', 1],
  ['rename', 3],
] as const)(
  'placing that breaks at %s number %i: everything stays readable, and the next one ends it',
  async (step, at) => {
    const plain = some(8)
    const ids = await putAll(plain)
    let count = 0
    disk.at(step, (really) => (++count === at ? EIO() : really()))
    await expect(placeBundles(db.database, vault.folder)).rejects.toThrow('EIO')
    disk.mend()
    for (const [n, id] of ids.entries()) expect((await read(id)).equals(plain[n]!)).toBe(true)
    await placeBundles(db.database, vault.folder)
    expect(await bundles()).toEqual([])
    for (const [n, id] of ids.entries()) expect((await read(id)).equals(plain[n]!)).toBe(true)
    expect(await readdir(join(vault.folder.arrivingPath('x'), '..'))).toEqual([])
  },
)

test.each(['write', 'fsync', 'rename'] as const)(
  'a bundle whose %s fails: none of its contents is received',
  async (step) => {
    disk.at(step, EIO)
    const received = await Promise.allSettled(
      some(5).map((one) => vault.receive(cutIn(one, 999), { isOneOfMany: true })),
    )
    expect(received.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'))
    disk.mend()
    expect(await bundles()).toEqual([])
    expect(await readdir(join(vault.folder.arrivingPath('x'), '..'))).toEqual([])
    expect(await putAll(some(3))).toHaveLength(3)
  },
)

test('what is erased while it lies in a bundle leaves no ciphertext, and its neighbours stay', async () => {
  const plain = some(6)
  const ids = await putAll(plain)
  await db.inOrganisation(org, async (tx) => {
    await vault.erase(tx, ids[2]!)
    await vault.erase(tx, ids[5]!)
  })
  expect(await bundles()).toHaveLength(1)
  expect(await sweepErased(db.database, vault.folder, org)).toBe(2)
  await placeBundles(db.database, vault.folder)
  expect(await Promise.all(ids.map(isPlaced))).toEqual([true, true, false, true, true, false])
  expect(await bundles()).toEqual([])
  await expect(read(ids[2]!)).rejects.toMatchObject({ code: 'content_erased' })
  for (const n of [0, 1, 3, 4]) expect((await read(ids[n]!)).equals(plain[n]!)).toBe(true)
})

test('a bundle is gone for good before anything of it is erased: no power cut brings it back', async () => {
  await putAll(some(4))
  const left: number[] = []
  disk.at('fsync', async (really) => {
    left.push((await bundles()).length)
    return really()
  })
  await placeBundles(db.database, vault.folder)
  expect(left.at(-1)).toBe(0)
})

test('what is discarded from a bundle gets no place; what nobody adopted is found as an orphan', async () => {
  const pending = await receiveAll(some(5))
  const [, dropped, lost] = pending
  const kept = pending.filter((one) => one !== dropped && one !== lost)
  await vault.discard(dropped!)
  await vault.discard(dropped!)
  await db.inOrganisation(org, (tx) => vault.adoptAll(tx, kept, { kind: 'mail' }))
  // A row whose content lies in a bundle is not missing anything.
  const { rowsWithoutFiles } = await sweepOrphans(db.database, vault.folder)
  for (const { id } of kept) expect(rowsWithoutFiles.map((row) => row.id)).not.toContain(id)
  await placeBundles(db.database, vault.folder)
  expect(await isPlaced(dropped!.id)).toBe(false)
  await db.setClock(new Date(Date.now() + 2 * 3_600_000))
  expect((await sweepOrphans(db.database, vault.folder)).filesWithoutRows).toEqual([lost!.id])
})

test('any byte of a bundle that changed is found; nothing is put at a wrong place', async () => {
  const plain = some(4, 50)
  const ids = await putAll(plain)
  const path = vault.folder.bundlePath((await bundles())[0]!)
  const right = await readFile(path)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: right.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(right)
      changed[at]! ^= by
      await writeFile(path, changed)
      const outcome = await Promise.all(
        ids.map(async (id, n) => (await read(id).catch(() => plain[n]!)).equals(plain[n]!)),
      )
      expect(outcome).not.toContain(false)
    }),
    { numRuns: 60 },
  )
  // A length, an id, the count, the end: the bundle stays where it is, and nothing of it is placed past the fault.
  for (const [at, by] of [
    [31, 1],
    [12, 1],
    [11, 1],
    [right.length, 0],
  ] as const) {
    const changed = Buffer.from(at < right.length ? right : right.subarray(0, -1))
    if (at < right.length) changed[at]! ^= by
    await writeFile(path, changed)
    expect(await placeBundles(db.database, vault.folder)).toEqual({ bundleCount: 1, damaged: [basename(path)] })
    expect(await Promise.all(ids.slice(1).map(isPlaced))).toEqual([false, false, false])
  }
  await writeFile(path, right)
  await placeBundles(db.database, vault.folder)
  for (const [n, id] of ids.entries()) expect((await read(id)).equals(plain[n]!)).toBe(true)
})
