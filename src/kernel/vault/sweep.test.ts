import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { openKeyring, openVault, sweepErased, sweepOrphans, type Vault } from './index.ts'

const db = useTestDatabase()
let folder: string
let vault: Vault
const inHours = (hours: number) => db.setClock(new Date(Date.now() + hours * 3_600_000))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-sweep-'))
  vault = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(join(folder, 'keyring.json')) })
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(() => db.setClock(undefined))

const receive = () => vault.receive(Readable.from([Buffer.from('内容')]))
async function put(orgId: string) {
  const pending = await receive()
  await db.inOrganisation(orgId, (tx) => vault.adopt(tx, pending, { kind: 'mail' }))
  return pending.id
}
const isThere = (id: string) =>
  access(vault.folder.pathOf(id)).then(
    () => true,
    () => false,
  )

test('消去した内容の暗号文は、あとで取り除かれる。二度行っても、途中で消えていてもよい', async () => {
  const [org, other] = [await db.newOrganisation(), await db.newOrganisation()]
  const [one, two, kept, foreign] = [await put(org), await put(org), await put(org), await put(other)]
  for (const id of [one, two]) await db.inOrganisation(org, (tx) => vault.erase(tx, id))
  await db.inOrganisation(other, (tx) => vault.erase(tx, foreign))
  await rm(vault.folder.pathOf(two)) // removed already, and killed before saying so
  expect(await isThere(one)).toBe(true)
  expect(await sweepErased(db.database, vault.folder, org)).toBe(2)
  expect(await sweepErased(db.database, vault.folder, org)).toBe(0)
  expect([await isThere(one), await isThere(kept), await isThere(foreign)]).toEqual([false, true, true])
  await sweepErased(db.database, vault.folder, other)
  expect(await isThere(foreign)).toBe(false)
})

test('what nobody adopted is found after an hour, and removed only when asked to', async () => {
  const org = await db.newOrganisation()
  const kept = await put(org)
  const lost = await receive()
  const arriving = vault.folder.arrivingPath('01890000-0000-7000-8000-000000000000')
  await writeFile(arriving, 'half-written')
  expect((await sweepOrphans(db.database, vault.folder)).filesWithoutRows).toEqual([])
  await inHours(2)
  const found = await sweepOrphans(db.database, vault.folder)
  expect(new Set(found.filesWithoutRows)).toEqual(new Set([lost.id, '01890000-0000-7000-8000-000000000000']))
  expect(await isThere(lost.id)).toBe(true)
  await sweepOrphans(db.database, vault.folder, { removeFiles: true })
  expect([await isThere(lost.id), await isThere(kept)]).toEqual([false, true])
  expect(await readdir(join(folder, 'vault', 'arriving'))).toEqual([])
})

test('a row whose file is gone is told, an erased one is not', async () => {
  const org = await db.newOrganisation()
  const [missing, erased] = [await put(org), await put(org)]
  await db.inOrganisation(org, (tx) => vault.erase(tx, erased))
  await sweepErased(db.database, vault.folder, org)
  await rm(vault.folder.pathOf(missing))
  const { rowsWithoutFiles } = await sweepOrphans(db.database, vault.folder, { removeFiles: true })
  expect(rowsWithoutFiles).toEqual([{ orgId: org, id: missing }])
})
