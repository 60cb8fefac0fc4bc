import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument, xlsxBytes } from '../../engines/documents/index.ts'
import { printRows } from '../../engines/pii/index.ts'
import { VaultDamage } from './damage.ts'
import { matchRows } from './match-rows.ts'
import { SegmentDamage, segmentContent } from './print-segment.ts'
import { receiveFile } from './receive-file.ts'
import { openVaultFolder, type VaultFolder } from './vault-folder.ts'

const KEY = Buffer.alloc(32, 7)
let root: string
let folder: VaultFolder
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sekisho-prints-'))
  folder = await openVaultFolder(root)
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function sealed(pieces: readonly Uint8Array[]) {
  const source = async function* () {
    for (const piece of pieces) yield await Promise.resolve(piece)
  }
  const { pending, dataKey } = await receiveFile(folder, source())
  return { fileId: pending.id, path: folder.pathOf(pending.id), key: dataKey, byteCount: pending.byteCount }
}
const segment = (prints: BigUint64Array) => sealed(segmentContent(prints).pieces)

const printsOf = (bytes: Uint8Array, name: string, key = KEY) => printRows(readDocument(bytes, { name }).parts, key)

const SURNAMES = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本']
const GIVEN = ['太郎', '花子', '一郎', '美咲', '健太']
const people = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `${SURNAMES[i % 7]!} ${GIVEN[i % 5]!}`,
    phone: `090-0000-${String(from + i).padStart(4, '0')}`,
    birth: `19${50 + (i % 50)}-0${1 + (i % 9)}-1${i % 10}`,
  }))

async function xlsx(list: ReturnType<typeof people>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  const rows = list.map(({ name, phone, birth }, i) => [`X${i}`, name, birth, phone, '総務部'])
  for await (const piece of xlsxBytes('職員', { headers: ['職員番号', '氏名', '生年月日', '電話番号', '所属'], rows }))
    pieces.push(piece)
  return Buffer.concat(pieces)
}

test('X県の一覧は、csvにし、列を入れ替え、半分の行と列を除いても、X県のものと分かる', async () => {
  const [ofX, ofY] = [people(60, 1000), people(60, 5000)]
  const segments = await Promise.all(
    (
      [
        ['x', ofX],
        ['y', ofY],
      ] as const
    ).map(async ([datasetId, list]) => ({
      datasetId,
      file: await segment((await printsOf(await xlsx(list), 'a.xlsx')).prints),
    })),
  )

  const half = ofX.filter((_, i) => i % 2 === 0).reverse()
  const lines = half.map(({ name, phone }) => `${phone.replaceAll('-', '')},${name.replace(' ', '　')}`)
  const csv = Buffer.from(`携帯,お名前\n${lines.join('\n')}\n`)
  expect(matchRows(await printsOf(csv, '送付.csv'), segments)).toMatchObject([{ datasetId: 'x', matchedCount: 30 }])

  // Once the data are disposed of, nothing knows them; another key knows nobody; namesakes with other numbers are others.
  expect(matchRows(await printsOf(csv, '送付.csv'), segments.slice(1))).toEqual([])
  expect(matchRows(await printsOf(csv, '送付.csv', Buffer.alloc(32, 8)), segments)).toEqual([])
  const namesakes = Buffer.from(
    `氏名,電話番号\n${ofX.map(({ name }, i) => `${name},080-0000-${2000 + i}`).join('\n')}\n`,
  )
  expect(matchRows(await printsOf(namesakes, 'b.csv'), segments)).toEqual([])
})

test('every registered print is found and no other, at any size and at the edges of pages', async () => {
  const print = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
  await fc.assert(
    fc.asyncProperty(
      fc.array(print, { maxLength: 40 }),
      fc.array(print, { maxLength: 20 }),
      fc.constantFrom(0, 1, 8191, 8192, 8193, 17_000),
      async (some, asked, filler) => {
        const registered = BigUint64Array.from([...some, ...Array.from({ length: filler }, (_, i) => BigInt(i) << 49n)])
        const content = segmentContent(registered)
        expect(content.count).toBe(new Set(registered).size)
        const file = await sealed(content.pieces)
        const prints = BigUint64Array.from([...some, ...asked, 0n, 2n ** 64n - 1n])
        const persons = Uint32Array.from(prints.keys())
        const known = new Set(registered)
        const expected = [...prints].filter((one) => known.has(one)).length
        const [match] = matchRows({ prints, persons }, [{ datasetId: 'd', file }])
        expect(match?.matchedCount ?? 0).toBe(expected)
      },
    ),
    { numRuns: 30 },
  )
})

test('a segment that was cut, changed or is something else is damage, never an empty answer', async () => {
  const rows = { prints: BigUint64Array.from([2n]), persons: Uint32Array.from([0]) }
  const matchIn = (file: Awaited<ReturnType<typeof segment>>) => () => matchRows(rows, [{ datasetId: 'd', file }])
  const file = await segment(BigUint64Array.from([1n, 2n, 3n]))
  expect(matchIn(file)()).toMatchObject([{ datasetId: 'd', matchedCount: 1 }])

  const bytes = await readFile(file.path)
  bytes[40]! ^= 1
  await writeFile(file.path, bytes)
  expect(matchIn(file)).toThrow(VaultDamage)
  await truncate(file.path, 40)
  expect(matchIn(file)).toThrow(VaultDamage)
  await rm(file.path)
  expect(matchIn(file)).toThrow(VaultDamage)
  for (const other of ['', 'short', 'a letter that is long enough to have an end of its own'])
    expect(matchIn(await sealed([Buffer.from(other)]))).toThrow(SegmentDamage)
})
