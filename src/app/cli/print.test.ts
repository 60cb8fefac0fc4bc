import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import {
  CHILD_COLUMNS,
  type DrawnRun,
  households,
  layoutOf,
  PLAIN_CHOICES,
  RECORD_COLUMNS,
  seeded,
} from '../../../test/harness/print-runs.ts'
import { printCommand } from './print.ts'

let folder: string
let run: DrawnRun
const file = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-print-cli-'))
  run = layoutOf(PLAIN_CHOICES).draw(households(12, seeded(4), 3))
  const specification = {
    ...run.specification,
    data: { key: ['世帯番号'], children: { in: 'rows', columns: [...CHILD_COLUMNS] } },
  }
  await writeFile(file('spec.yaml'), stringify(specification))
  const rows = run.data.records.flatMap(({ values, children }) =>
    (children.length === 0 ? [['', '']] : children).map((child) => [...values, ...child].join(',')),
  )
  await writeFile(
    file('data.csv'),
    `\uFEFF${[...RECORD_COLUMNS, ...CHILD_COLUMNS].join(',')}\r\n${rows.join('\r\n')}\r\n`,
  )
  await writeFile(file('right.pdf'), await pdfkitPdf(run))
  const shifted = run.sheets.map((sheet, at) =>
    at < 4 ? sheet : { ...sheet, sides: [sheet.sides[0]!, run.sheets[at - 1]!.sides[1]!] },
  )
  await writeFile(file('shifted.pdf'), await pdfkitPdf({ ...run, sheets: shifted }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function command(...args: string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const [outText, errText] = [collected(out), collected(err)]
  const status = await printCommand(args, { language: 'ja', out, err })
  out.end()
  err.end()
  return { status, out: await outText, err: await errText }
}
async function collected(stream: PassThrough): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
const verify = (pdf: string, ...more: string[]) =>
  command('verify', '--spec', file('spec.yaml'), '--data', file('data.csv'), '--pdf', file(pdf), ...more)

test('正しい印刷: 0', async () => {
  const { status, out } = await verify('right.pdf')
  expect(status).toBe(0)
  expect(out).toContain('すべて正しく印刷されています。')
})

test('ずれた印刷: 人には、どの用紙のどのページかと、起きたことを一文で', async () => {
  const { status, out } = await verify('shifted.pdf')
  expect(status).toBe(1)
  expect(out).toMatch(/\n・5枚目から裏面が1件ずつずれています。/)
  expect(out).toContain('  8枚目(PDFの通しの16ページ目)  ')
})

test('ずれた印刷: 1。進み具合を流し、まとめで終わる', async () => {
  const { status, out } = await verify('shifted.pdf', '--json')
  expect(status).toBe(1)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.map(({ event }) => event)).toContain('progress')
  expect(lines.at(-1)).toMatchObject({
    event: 'summary',
    outcome: 'mismatches',
    sheets: 12,
    records: 12,
    diagnosis: [
      { kind: 'backs_shifted', sentence: { ja: expect.stringMatching(/^5枚目から裏面が1件ずつずれています/) } },
    ],
    hashes: { pdfs: [{ name: 'shifted.pdf', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
  })
  expect(lines.at(-1)!['mismatches']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        sheet: 8,
        record: run.data.records[7]!.key,
        kind: expect.any(String),
        detail: expect.any(Object),
      }),
    ]),
  )
})

test('できないとき: 2。何を直すかを言う', async () => {
  expect(await verify('nowhere.pdf')).toMatchObject({ status: 2, err: expect.stringContaining('nowhere.pdf') })
  await writeFile(file('broken.pdf'), 'no pdf')
  expect(await verify('broken.pdf')).toMatchObject({ status: 2, err: expect.stringContaining('broken.pdf') })
  await writeFile(file('other.csv'), '世帯番号,氏名\n1,試験\n')
  const missing = await command(
    'verify',
    '--spec',
    file('spec.yaml'),
    '--data',
    file('other.csv'),
    '--pdf',
    file('right.pdf'),
  )
  expect(missing).toMatchObject({ status: 2, err: expect.stringContaining('「児童氏名」がありません(other.csv)') })
  expect(await command('verify')).toMatchObject({ status: 2, err: expect.stringContaining('sekisho print verify') })
  expect(await command('verify', '--what')).toMatchObject({ status: 2 })
})

test('コマンドとして動く', { timeout: 120_000 }, async () => {
  const main = join(import.meta.dirname, '../main.ts')
  const args = [
    '--no-warnings',
    main,
    'print',
    'verify',
    '--spec',
    file('spec.yaml'),
    '--data',
    file('data.csv'),
    '--pdf',
    file('shifted.pdf'),
    '--json',
  ]
  const failure = await promisify(execFile)(process.execPath, args).catch(
    (cause: unknown) => cause as { code: number; stdout: string },
  )
  expect(failure).toMatchObject({ code: 1, stdout: expect.stringContaining('"event":"summary"') })
})

test('抜取り: 大きさ、見つける割合、引いた品', async () => {
  const { status, out } = await command('sample', '--lot', '700', '--seed', 's', '--population', 'h', '--json')
  expect(status).toBe(0)
  const plan = JSON.parse(out) as { size: number; letter: string; accept: number; items: number[] }
  expect(plan).toMatchObject({ size: 80, letter: 'J', accept: 0 })
  expect(plan.items).toHaveLength(80)
  expect(await command('sample', '--lot', '700', '--bad', '0.01')).toMatchObject({
    status: 0,
    out: expect.stringContaining('243個を開けます'),
  })
  expect(await command('sample', '--lot', '1')).toMatchObject({ status: 2 })
  expect(await command('sample', '--lot', '700', '--seed', 's')).toMatchObject({
    status: 2,
    err: expect.stringContaining('--population'),
  })
})

test('テストデータ: 仕様から作り、その仕様で読める', async () => {
  const folderOfItsOwn = join(folder, 'made', 'here')
  expect(await command('testdata', '--spec', file('spec.yaml'), '--to', folderOfItsOwn)).toMatchObject({ status: 0 })
  const made = await command('testdata', '--spec', file('spec.yaml'), '--to', folder)
  expect(made).toMatchObject({ status: 0 })
  const text = await readFile(file('testdata.csv'), 'utf8')
  expect(text).toContain('勅使河原')
  const again = await command('testdata', '--spec', file('spec.yaml'), '--to', folder)
  expect(again).toMatchObject({ status: 2, err: expect.stringContaining('上書きしません') })
  expect(
    await command('verify', '--spec', file('spec.yaml'), '--data', file('testdata.csv'), '--pdf', file('right.pdf')),
  ).toMatchObject({ status: expect.any(Number) })
})
