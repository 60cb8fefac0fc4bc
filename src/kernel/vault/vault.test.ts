import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../base/ids.ts'
import { hashOf } from '../../base/canonical-json.ts'
import { Refusal } from '../../base/refusal.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { zipBytes } from '../../engines/documents/zip-writer.ts'
import {
  findLineage,
  fingerprintsOf,
  openKeyring,
  openVault,
  partiesOfContents,
  recordLineage,
  type Vault,
  VaultDamage,
  type VaultFile,
} from './index.ts'

const db = useTestDatabase()
let folder: string
let vault: Vault

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-vault-'))
  vault = await openVault({ folder: join(folder, 'vault'), keyring: await openKeyring(join(folder, 'keyring.json')) })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function put(orgId: string, content: Buffer) {
  const pending = await vault.receive(Readable.from([content], { objectMode: false }))
  return db.inOrganisation(orgId, (tx) => vault.adopt(tx, pending, { kind: 'attachment' }))
}

const get = async (orgId: string, id: string) => buffer(await db.inOrganisation(orgId, (tx) => vault.read(tx, id)))

async function filesOnDisk() {
  let count = 0
  for await (const _ of vault.folder.files()) count++
  return count
}

test('預けた内容は、そのまま読み出せる。フォルダには平文がない', async () => {
  const org = await db.newOrganisation()
  const content = Buffer.from('氏名,所属\n見本太郎,総務部\n'.repeat(20_000))
  const file = await put(org, content)
  expect(await get(org, file.id)).toEqual(content)
  expect(file.byteCount).toBe(content.length)
  const onDisk = await readFile(vault.folder.pathOf(file.id))
  expect(onDisk.includes(Buffer.from('見本太郎'))).toBe(false)
  expect(await db.inOrganisation(org, (tx) => vault.fileById(tx, file.id))).toEqual(file)
})

test('他社の組織からは読めない', async () => {
  const [own, other] = [await db.newOrganisation(), await db.newOrganisation()]
  const file = await put(own, Buffer.from('自社のもの'))
  await expect(get(other, file.id)).rejects.toThrow(new Refusal('not_found'))
})

test('a transaction that rolls back leaves no row, and the content can be adopted again', async () => {
  const org = await db.newOrganisation()
  const pending = await vault.receive(Readable.from([Buffer.from('二度目で成功')]))
  await expect(
    db.inOrganisation(org, async (tx) => {
      await vault.adopt(tx, pending, { kind: 'mail' })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await expect(get(org, pending.id)).rejects.toThrow(new Refusal('not_found'))
  await db.inOrganisation(org, (tx) => vault.adopt(tx, pending, { kind: 'mail' }))
  expect((await get(org, pending.id)).toString()).toBe('二度目で成功')
})

test('消去: the key goes with the transaction; hash, size, kind and date stay', async () => {
  const org = await db.newOrganisation()
  const file = await put(org, Buffer.from('消される内容'))
  await expect(
    db.inOrganisation(org, async (tx) => {
      await vault.erase(tx, file.id)
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect((await get(org, file.id)).toString()).toBe('消される内容')
  for (let again = 0; again < 2; again++) await db.inOrganisation(org, (tx) => vault.erase(tx, file.id))
  await expect(get(org, file.id)).rejects.toThrow(new Refusal('content_erased'))
  expect(await db.inOrganisation(org, (tx) => vault.fileById(tx, file.id))).toEqual(file)
})

test('a range is what the same range of the content is, at and around the borders of frames', async () => {
  const org = await db.newOrganisation()
  const frame = 64 * 1024
  const content = randomBytes(3 * frame + 17)
  const file = await put(org, content)
  const { open } = await db.inOrganisation(org, (tx) => vault.openContent(tx, file.id))
  const edges = [
    0,
    1,
    frame - 1,
    frame,
    frame + 1,
    2 * frame,
    3 * frame,
    3 * frame + 16,
    content.length,
    content.length + 9,
  ]
  const wrong: number[][] = []
  for (const from of edges) {
    for (const until of edges) {
      const expected = content.subarray(from, Math.max(from, until))
      if (!(await buffer(open({ from, until }))).equals(expected)) wrong.push([from, until])
    }
  }
  expect(wrong).toEqual([])
})

test('大きすぎるものは断り、何も残さない', async () => {
  const before = await filesOnDisk()
  await expect(
    vault.receive(Readable.from([randomBytes(900), randomBytes(200)]), { limitBytes: 1024 }),
  ).rejects.toThrow(expect.objectContaining({ code: 'file_too_large' }))
  await expect(
    vault.receive(
      (async function* () {
        yield randomBytes(200_000)
        throw new Error('the sender went away')
      })(),
    ),
  ).rejects.toThrow('the sender went away')
  expect(await filesOnDisk()).toBe(before)
  const pending = await vault.receive(Readable.from([randomBytes(1024)]), { limitBytes: 1024 })
  await vault.discard(pending)
  await vault.discard(pending)
  expect(await filesOnDisk()).toBe(before)
})

test('a file that was changed or is missing ends the stream with VaultDamage', async () => {
  const org = await db.newOrganisation()
  const file = await put(org, randomBytes(200_000))
  const path = vault.folder.pathOf(file.id)
  const bytes = await readFile(path)
  bytes[150_000]! ^= 1
  await writeFile(path, bytes)
  await expect(get(org, file.id)).rejects.toThrow(VaultDamage)
  await rm(path)
  await expect(get(org, file.id)).rejects.toThrow(/its file is missing/)
})

test('a stream that is not read to its end gives its file back', async () => {
  const org = await db.newOrganisation()
  const file = await put(org, randomBytes(3_000_000))
  const openFiles = async () => {
    const links = await readdir('/proc/self/fd').catch(() => [])
    return links.length
  }
  const before = await openFiles()
  for (let n = 0; n < 20; n++) {
    const stream = await db.inOrganisation(org, (tx) => vault.read(tx, file.id))
    for await (const _ of stream) break
  }
  expect(await openFiles()).toBeLessThan(before + 10)
})

test('封をした事実: sealed, opened, erased; the commitment says nothing and stays', async () => {
  const org = await db.newOrganisation()
  const facts = { subject: '見本太郎様の件', recipients: ['a@x-pref.example'] }
  const one = await db.inOrganisation(org, (tx) => vault.sealFacts(tx, facts))
  const two = await db.inOrganisation(org, (tx) => vault.sealFacts(tx, facts))
  expect(one.commitment).not.toBe(two.commitment)
  expect(one.commitment).not.toBe(hashOf(facts))
  expect(await db.inOrganisation(org, (tx) => vault.openFacts(tx, one.id))).toEqual(facts)
  await db.inOrganisation(org, (tx) => vault.eraseFacts(tx, one.id))
  expect(await db.inOrganisation(org, (tx) => vault.openFacts(tx, one.id))).toBeUndefined()
  const many = await db.inOrganisation(org, (tx) => vault.openManyFacts(tx, [one.id, two.id, two.id]))
  expect([...many]).toEqual([[two.id, facts]])
  await expect(db.inOrganisation(org, (tx) => vault.openFacts(tx, newId()))).rejects.toThrow(new Refusal('not_found'))
})

test('sealed facts that were moved or changed do not open', async () => {
  const org = await db.newOrganisation()
  const [one, two] = await db.inOrganisation(org, (tx) =>
    Promise.all([vault.sealFacts(tx, { n: 1 }), vault.sealFacts(tx, { n: 2 })]),
  )
  await db.asOwner('alter table sealed_facts disable trigger append_only')
  await db.asOwner(
    `update sealed_facts a set commitment = b.commitment from sealed_facts b where a.id = $1 and b.id = $2`,
    [one.id, two.id],
  )
  await expect(db.inOrganisation(org, (tx) => vault.openFacts(tx, one.id))).rejects.toThrow(/commitment/)
  await db.asOwner(`update file_key a set wrapped = b.wrapped from file_key b where a.id = $2 and b.id = $1`, [
    one.id,
    two.id,
  ])
  await expect(db.inOrganisation(org, (tx) => vault.openFacts(tx, two.id))).rejects.toThrow(/key does not verify/)
  await db.asOwner('alter table sealed_facts enable trigger append_only')
})

test('来歴: a content is known again by its hash; the empty one never is', async () => {
  const org = await db.newOrganisation()
  const file = await put(org, Buffer.from('名簿'))
  const member = { kind: 'member', sha256: 'ab'.repeat(32), byteCount: 12 } as const
  const partyId = newId()
  for (let again = 0; again < 2; again++) {
    await db.inOrganisation(org, (tx) =>
      recordLineage(
        tx,
        file.id,
        [{ ...file, kind: 'file' }, member, { ...member, sha256: '00'.repeat(32), byteCount: 0 }],
        { partyId },
      ),
    )
  }
  const found = await db.inOrganisation(org, (tx) => findLineage(tx, [file.sha256, member.sha256, '00'.repeat(32)]))
  expect(found.map(({ kind, fileId, partyId }) => ({ kind, fileId, partyId }))).toEqual([
    { kind: 'file', fileId: file.id, partyId },
    { kind: 'member', fileId: file.id, partyId },
  ])
  expect(await db.inOrganisation(await db.newOrganisation(), (tx) => findLineage(tx, [file.sha256]))).toEqual([])

  // Whose it is, once for each party; what is nobody's, as a logo in every mail, is not in it.
  const [again, logo] = [
    await put(org, Buffer.from('again')),
    { kind: 'file', sha256: 'cd'.repeat(32), byteCount: 5 } as const,
  ]
  await db.inOrganisation(org, (tx) => recordLineage(tx, again.id, [member], { partyId }))
  await db.inOrganisation(org, (tx) => recordLineage(tx, again.id, [logo, { ...file, kind: 'file' }]))
  const asked = [member.sha256, logo.sha256, file.sha256]
  const whose = await db.inOrganisation(org, (tx) => partiesOfContents(tx, asked))
  expect(new Set(whose.map((one) => `${one.sha256} ${one.partyId}`))).toEqual(
    new Set([`${member.sha256} ${partyId}`, `${file.sha256} ${partyId}`]),
  )
  expect(whose).toHaveLength(2)
})

test('来歴: a list is known again inside another archive, read from the vault without unpacking it to the disk', async () => {
  const org = await db.newOrganisation()
  const list = '氏名,所属\n見本太郎,総務部\n'
  const zip = (names: string[]) =>
    buffer(zipBytes(names.map((name) => ({ name, content: [name === '名簿.csv' ? list : name] }))))
  const [first, second] = [
    await put(org, await zip(['名簿.csv'])),
    await put(org, await zip(['a.txt', '名簿.csv', 'b.txt'])),
  ]
  const fingerprints = async (file: VaultFile) => {
    const content = await db.inOrganisation(org, (tx) => vault.openContent(tx, file.id))
    return fingerprintsOf(file, content)
  }
  const known = await fingerprints(first)
  expect(known).toMatchObject({ unread: [], fingerprints: [{ kind: 'file' }, { kind: 'member' }] })
  await db.inOrganisation(org, (tx) => recordLineage(tx, first.id, known.fingerprints))
  const seen = await fingerprints(second)
  const found = await db.inOrganisation(org, (tx) =>
    findLineage(
      tx,
      seen.fingerprints.map(({ sha256 }) => sha256),
    ),
  )
  expect(found).toMatchObject([{ fileId: first.id, kind: 'member', byteCount: Buffer.byteLength(list) }])
})
