import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { dropUnusedKeys, openKeyring, openVault, rotateKeys, type Vault } from './index.ts'
import { printKey } from './print-key.ts'

const db = useTestDatabase()
let folder: string
let vault: Vault

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-print-key-'))
  vault = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(join(folder, 'keyring.json')) })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const keyOf = async (orgId: string, using = vault) =>
  (await db.inOrganisation(orgId, (tx) => printKey(tx, using))).toString('hex')

test('every organisation has one key, whoever asks first, and keeps it through a rotation of the master keys', async () => {
  const [orgId, other] = [await db.newOrganisation(), await db.newOrganisation()]
  const keys = await Promise.all(Array.from({ length: 6 }, () => keyOf(orgId)))
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(await keyOf(other)).not.toBe(keys[0])
  // Of those who made one at the same moment, only the one that counts is left.
  const [{ count }] = (await db.asOwner<{ count: string }>(
    'select count(*)::text as count from file_key where org_id = $1 and facts_id is not null',
    [orgId],
  )) as [{ count: string }]
  expect(count).toBe('1')

  await rotateKeys(db.database, vault.keyring)
  expect((await dropUnusedKeys(db.database, vault.keyring)).stillUsed).toEqual([])
  const again = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(vault.keyring.file) })
  expect(await keyOf(orgId, again)).toBe(keys[0])
})
