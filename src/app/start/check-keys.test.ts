import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { openKeyring, openVault } from '../../kernel/vault/index.ts'
import { checkKeys } from './check-keys.ts'
import { CannotStart } from './data-folder.ts'

const db = useTestDatabase()
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('主鍵がない: a start names the key that is missing, and makes no new one in its place', async () => {
  const file = join(folder, 'keys.json')
  // A new database needs none yet.
  await checkKeys(db.appUrl, file)
  const keyring = await openKeyring(file)
  const vault = await openVault({ folder: join(folder, 'vault'), keyring })
  const org = await db.newOrganisation()
  await db.inOrganisation(org, (tx) => vault.sealFacts(tx, { name: '見本' }))
  await checkKeys(db.appUrl, file)
  const { id } = (await keyring.keys()).current
  await rm(file)
  await expect(checkKeys(db.appUrl, file)).rejects.toThrow(CannotStart)
  await expect(checkKeys(db.appUrl, file)).rejects.toThrow(`is missing, and with it master key ${id}`)
  expect(await readdir(folder)).not.toContain('keys.json')
  await openKeyring(file)
  await expect(checkKeys(db.appUrl, file)).rejects.toThrow(`does not hold master key ${id}`)
})
