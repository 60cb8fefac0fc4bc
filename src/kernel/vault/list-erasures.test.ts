import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import {
  endOfErasureList,
  ErasureListDamage,
  type ErasureListEnd,
  listErasures,
  type ListedErasure,
  mirrorErasureList,
  openKeyring,
  openVault,
  readErasureList,
  recordErasure,
  type Vault,
} from './index.ts'

const db = useTestDatabase()
let folder: string
let vault: Vault
let names = 0
const newFile = () => join(folder, `list-${++names}.ndjson`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-erasures-'))
  vault = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(join(folder, 'keys.json')) })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(file: string, known?: ErasureListEnd): Promise<ListedErasure[]> {
  const all: ListedErasure[] = []
  for await (const one of readErasureList(file, known)) all.push(one)
  return all
}

const erase = async (orgId: string, count: number) => {
  for (let n = 0; n < count; n++) {
    const { id } = await db.inOrganisation(orgId, (tx) => vault.sealFacts(tx, { n }))
    await db.inOrganisation(orgId, (tx) => vault.eraseFacts(tx, id))
  }
}

test('消去の一覧: what is erased notes itself, stands in the list once, and again in its copy; a rolled-back one does not', async () => {
  const [one, two] = [await db.newOrganisation(), await db.newOrganisation()]
  const [file, copy] = [newFile(), newFile()]
  await erase(one, 2)
  await erase(two, 1)
  await db.inOrganisation(one, (tx) => recordErasure(tx, 'mail-record', '0198f000-0000-7000-8000-000000000001'))
  await expect(
    db.inOrganisation(one, async (tx) => {
      await recordErasure(tx, 'mail-record', '0198f000-0000-7000-8000-000000000002')
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await listErasures(db.database, file, copy)).toBe(4)
  expect(await listErasures(db.database, file, copy)).toBe(0)
  const listed = await read(file)
  expect(listed.map(({ orgId, kind }) => `${orgId} ${kind}`).sort()).toEqual(
    [`${one} facts`, `${one} facts`, `${one} mail-record`, `${two} facts`].sort(),
  )
  expect(await read(copy)).toEqual(listed)
  // Nobody takes an erasure back: the application may only say that it stands in the list.
  await expect(db.database.pool.query('delete from erasure')).rejects.toThrow(/permission denied/)
  await expect(db.database.pool.query('update erasure set subject_id = subject_id')).rejects.toThrow(
    /permission denied/,
  )
  await erase(two, 1)
  expect(await listErasures(db.database, file, copy)).toBe(1)
  expect(await read(copy)).toHaveLength(5)
})

test('two that write at once write each erasure once', async () => {
  const org = await db.newOrganisation()
  const file = newFile()
  await erase(org, 6)
  const written = await Promise.all([listErasures(db.database, file), listErasures(db.database, file)])
  expect(written[0] + written[1]).toBe(6)
  expect(await read(file)).toHaveLength(6)
})

test('a line that a crash tore is passed over; the list goes on, and nothing is lost', async () => {
  const org = await db.newOrganisation()
  const file = newFile()
  await erase(org, 2)
  await listErasures(db.database, file)
  await appendFile(file, '{"n":3,"org":"01')
  await erase(org, 1)
  expect(await listErasures(db.database, file)).toBe(1)
  expect(await read(file)).toHaveLength(3)
})

test('every change is found: a byte, a line taken out, an end cut off below what is known', async () => {
  const org = await db.newOrganisation()
  const file = newFile()
  await erase(org, 5)
  await listErasures(db.database, file)
  const [whole, known] = [await readFile(file), await endOfErasureList(file)]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('flip', 'cut', 'line'), fc.nat(), async (damage, at) => {
      const bytes = Buffer.from(whole)
      const lines = whole.toString().trimEnd().split('\n')
      if (damage === 'flip') {
        // The last byte ends the last line; without it the line is the same.
        bytes[at % (bytes.length - 1)]! ^= 1 << (at % 7)
        await writeFile(file, bytes)
      } else if (damage === 'cut') {
        await writeFile(file, bytes)
        await truncate(file, at % (bytes.length - 1))
      } else await writeFile(file, lines.toSpliced(at % lines.length, 1).join('\n'))
      await expect(read(file, known)).rejects.toThrow(ErasureListDamage)
    }),
    { numRuns: 100 },
  )
})

test('the copy of another list is never written over', async () => {
  const org = await db.newOrganisation()
  const [file, copy] = [newFile(), newFile()]
  await erase(org, 3)
  await listErasures(db.database, file, copy)
  const other = newFile()
  await erase(org, 1)
  await listErasures(db.database, other)
  await expect(mirrorErasureList(other, copy)).rejects.toThrow(ErasureListDamage)
  expect(await read(copy)).toHaveLength(3)
})
