import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
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

test('コマンドとして動く', async () => {
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

test('作れないフォルダーは 2 と一文で終わる。待ち続けない', async () => {
  const main = join(import.meta.dirname, '../main.ts')
  const args = ['--no-warnings', main, 'print', 'testdata', '--spec', file('spec.yaml'), '--to']
  const told = await promisify(execFile)(process.execPath, [...args, '/proc/nope/here'], {
    timeout: 60_000,
    killSignal: 'SIGKILL',
    env: { ...process.env, LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' },
  }).catch((cause: unknown) => cause as { code: number; stderr: string })
  expect(told).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('/proc/nope/here というフォルダーを作れません。--to には'),
  })
  expect(await command('testdata', '--spec', file('spec.yaml'), '--to', file('data.csv'))).toMatchObject({
    status: 2,
    err: expect.stringContaining('フォルダーを作れません'),
  })
})

test('使えない値は、どの指定で、何を指定すればよいかを言う', async () => {
  const [spec, known] = [
    ['--spec', file('spec.yaml')],
    ['--data', file('data.csv'), '--pdf', file('right.pdf')],
  ]
  for (const [args, said] of [
    [['sample', '--lot', '0'], '--lot に「0」は指定できません。2から1,000,000,000までの整数を'],
    [['sample', '--lot', ''], '--lot に「」は指定できません。'],
    [['sample'], '--lot を指定してください。'],
    [
      ['sample', '--lot', '700', '--level', 'IV'],
      '--level に「IV」は指定できません。次のいずれかを指定してください: I、',
    ],
    [['sample', '--lot', '700', '--aql', '0.2'], '--aql に「0.2」は'],
    [['sample', '--lot', '700', '--bad', '1'], '--bad に「1」は指定できません。0より大きく1より小さい数'],
    [['sample', '--lot', '700', '--confidence', '95'], '--confidence に「95」は'],
    [['verify', ...spec, ...known, '--threads', '0'], '--threads に「0」は指定できません。1から16までの'],
    [['verify', ...known], '--spec を指定してください。'],
    [['verify', ...spec, '--data', file('data.csv')], '--pdf を指定してください。'],
    [['verify', ...spec, ...spec, ...known], '--spec は1つだけ'],
    [['verify', 'right.pdf', ...spec, ...known], '「right.pdf」の前に'],
    [['testdata', ...spec, '--plain', 'x'], '--plain に「x」は指定できません。0から1,000,000までの'],
    [['testdata', ...spec, '--records', 'x'], '--records という指定はありません。'],
    [['testdata', '--spec'], '--spec の値の書き方が'],
  ] as const) {
    const { status, err } = await command(...args)
    expect([args, status, err]).toEqual([args, 2, expect.stringContaining(said)])
  }
})

test('--help は用法を言って 0。間違った使い方は 2', async () => {
  for (const args of [['--help'], ['-h'], ['help'], ['verify', '--help'], ['sample', '-h'], ['testdata', '--help']]) {
    const { status, out, err } = await command(...args)
    expect([args, status, out.includes('sekisho print verify'), err]).toEqual([args, 0, true, ''])
  }
  expect(await command('nothing')).toMatchObject({ status: 2, out: '' })
})

test('PDFは書いた順に読む。データの後のファイルはデータ', async () => {
  const halves = [run.sheets.slice(0, 4), run.sheets.slice(4, 8), run.sheets.slice(8)]
  for (const [at, sheets] of halves.entries())
    await writeFile(file(`part-${at}.pdf`), await pdfkitPdf({ ...run, sheets }))
  const [a, b, c] = [0, 1, 2].map((at) => file(`part-${at}.pdf`)) as [string, string, string]
  const known = ['verify', '--spec', file('spec.yaml'), '--data', file('data.csv')]
  expect(await command(...known, '--pdf', a, b, '--pdf', c)).toMatchObject({ status: 0 })
  expect(await command(...known, file('data.csv'), '--pdf', a, b, c)).toMatchObject({
    status: 2,
    err: expect.not.stringContaining('PDF'),
  })
  expect(await command(...known, '--spec', file('spec.yaml'), '--pdf', a, b, c)).toMatchObject({ status: 2 })
})

test('書き出す先がなくなっても、1(不一致)とは言わない', async () => {
  const args = ['print', 'verify', '--spec', file('spec.yaml'), '--data', file('data.csv'), '--pdf', file('right.pdf')]
  const main = join(import.meta.dirname, '../main.ts')
  const child = spawn(process.execPath, ['--no-warnings', main, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  const said = collected(child.stderr.pipe(new PassThrough()))
  expect(await once(child, 'exit')).toEqual([2, null])
  expect(await said).not.toContain('node:')
})

test('読めないものは、どれかを言う', async () => {
  const known = ['verify', '--data', file('data.csv'), '--pdf', file('right.pdf')]
  expect(await command(...known, '--spec', folder)).toMatchObject({ status: 2, err: expect.stringContaining(folder) })
  expect(
    await command('verify', '--spec', file('spec.yaml'), '--data', folder, '--pdf', file('right.pdf')),
  ).toMatchObject({ status: 2, err: expect.stringContaining(folder) })
})

test('中止と故障は 2', async () => {
  const many = Array.from({ length: 40 }, () => file('right.pdf'))
  const args = ['print', 'verify', '--spec', file('spec.yaml'), '--data', file('data.csv'), '--pdf', ...many]
  const bin = join(import.meta.dirname, '../../../bin/sekisho.mjs')
  const child = spawn(process.execPath, [bin, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = collected(child.stderr.pipe(new PassThrough()))
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([2, null])
  expect(await said).not.toContain('node:')
  const out = new PassThrough()
  Object.defineProperty(out, 'write', {
    value: () => {
      throw new TypeError('見本 太郎')
    },
  })
  const err = new PassThrough()
  const told = collected(err)
  const status = await printCommand(args.slice(1, 8), { language: 'ja', out, err })
  err.end()
  expect([status, await told]).toEqual([2, expect.stringContaining('TypeError')])
  expect(await told).not.toContain('見本')
})
