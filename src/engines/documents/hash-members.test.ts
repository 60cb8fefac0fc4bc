import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type WrittenMember, zipOf } from './documents.fixture.ts'
import { hashMembers, MEMBER_LIMITS } from './hash-members.ts'

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const text = (words: string) => Buffer.from(words)
const list = { name: '名簿/職員.csv', content: text('氏名\n見本太郎\n') }
const note = { name: 'readme.txt', content: text('hello'), stored: true }

test('each member is hashed, also in archives within the archive', async () => {
  const inner = zipOf([list])
  const found = await hashMembers(zipOf([note, { name: 'inner.dat', content: inner }]))
  expect(found.isArchive).toBe(true)
  expect(found.unread).toEqual([])
  expect(found.members).toEqual([
    { path: ['readme.txt'], sha256: sha256(note.content), byteCount: 5 },
    { path: ['inner.dat'], sha256: sha256(inner), byteCount: inner.length },
    { path: ['inner.dat', '名簿/職員.csv'], sha256: sha256(list.content), byteCount: list.content.length },
  ])
})

test('names in CP932 are read as such', async () => {
  const name = iconv.encode('職員名簿.csv', 'cp932')
  const { members } = await hashMembers(zipOf([{ ...list, name, flags: 0 }]))
  expect(members[0]!.path).toEqual(['職員名簿.csv'])
})

test('an encrypted member is unread, the others are hashed', async () => {
  const found = await hashMembers(zipOf([{ ...list, flags: 0x801 }, note]))
  expect(found.unread).toEqual([{ path: ['名簿/職員.csv'], reason: 'encrypted' }])
  expect(found.members.map(({ path }) => path)).toEqual([['readme.txt']])
})

test.each([
  ['a cut zip', zipOf([list, note]).subarray(0, 90), 'damaged'],
  ['gzip', gzipSync(list.content), 'unknown_archive'],
  ['7z', Buffer.concat([Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), randomBytes(50)]), 'unknown_archive'],
  ['LZH', Buffer.concat([Buffer.from('\x20\x30-lh5-', 'latin1'), randomBytes(50)]), 'unknown_archive'],
  ['too many members', zipOf(Array.from({ length: 30 }, (_, n) => ({ ...note, name: `${n}` }))), 'too_many_members'],
  ['a directory that hides an entry behind its count', zipOf([note, list], undefined, 1), 'damaged'],
])('%s is unread as a whole, never an archive without members', async (_name, bytes, reason) => {
  const found = await hashMembers(bytes, { ...MEMBER_LIMITS, members: 20 })
  expect(found).toEqual({ isArchive: true, members: [], unread: [{ path: [], reason }] })
})

test('what contains nothing says so', async () => {
  const nothing = { isArchive: false, members: [], unread: [] }
  expect(await hashMembers(list.content)).toEqual(nothing)
  expect(await hashMembers(Buffer.alloc(0))).toEqual(nothing)
  expect(await hashMembers(text('a text that ends with PK\x05\x06'))).toEqual(nothing)
  expect(await hashMembers(zipOf([]))).toEqual({ ...nothing, isArchive: true })
})

test('a zip behind a program is found', async () => {
  const found = await hashMembers(zipOf([list], Buffer.from('MZ program')))
  expect(found).toMatchObject({ isArchive: true, unread: [], members: [{ sha256: sha256(list.content) }] })
})

test('limits: total size over all depths, ratio, depth, size in memory', async () => {
  const limits = { ...MEMBER_LIMITS, totalBytes: 100_000, depth: 2, nestedBytes: 20_000 }
  const noise = (size: number) => ({ name: `${size}`, content: randomBytes(size), stored: true })
  const reasons = async (bytes: Buffer) => (await hashMembers(bytes, limits)).unread.map(({ reason }) => reason)
  expect(await reasons(zipOf([noise(60_000), noise(30_000)]))).toEqual([])
  expect(await reasons(zipOf([noise(60_000), noise(50_000)]))).toEqual(['too_large'])
  const nested = (content: Buffer) => zipOf([{ name: 'in.zip', content, stored: true }])
  expect(await reasons(nested(zipOf([noise(10_000)])))).toEqual([])
  expect(await reasons(nested(nested(zipOf([note]))))).toEqual(['too_deep'])
  expect(await reasons(nested(zipOf([noise(30_000)])))).toEqual(['too_large'])
  const bomb = zipOf([{ name: 'zeros', content: Buffer.alloc(3_000_000) }])
  expect((await hashMembers(bomb)).unread).toEqual([{ path: ['zeros'], reason: 'too_large' }])
})

test('of an office file only what is embedded counts; a zip with one strange file is an archive again', async () => {
  const parts = ['[Content_Types].xml', '_rels/.rels', 'xl/theme/theme1.xml', 'xl/embeddings/a.bin']
  const office = parts.map((name) => ({ name, content: text(name) }))
  const names = async (files: WrittenMember[]) => (await hashMembers(zipOf(files))).members.map(({ path }) => path[0])
  expect(await names(office)).toEqual(['xl/embeddings/a.bin'])
  expect(await names([...office, list])).toHaveLength(5)
})

test('hostile bytes: it always answers; a hash is of something that was there, and what is lost is unread', async () => {
  const files = [
    list,
    note,
    { name: 'in.zip', content: zipOf([{ name: 'x', content: randomBytes(300) }]), stored: true },
  ]
  const good = zipOf(files)
  const known = new Set((await hashMembers(good)).members.map((member) => member.sha256))
  const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.option(fc.nat({ max: good.length }), { freq: 8 }),
      async (changes, cut) => {
        const bad = Buffer.from(good)
        for (const [at, value] of changes) bad[at] = value
        const found = await hashMembers(bad.subarray(0, cut ?? bad.length))
        const hashes = new Set(found.members.map((member) => member.sha256))
        expect([...hashes].filter((hash) => !known.has(hash))).toEqual([])
        const isLost = found.isArchive && hashes.size < known.size
        expect(!isLost || found.unread.length > 0).toBe(true)
      },
    ),
    { numRuns: 3000 },
  )
})
