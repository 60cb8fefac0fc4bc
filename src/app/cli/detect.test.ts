import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { detectCommand } from './detect.ts'

async function run(input: readonly (string | Buffer)[], args = ['text', '--json']) {
  const said = { out: '', err: '' }
  const into = (name: keyof typeof said) =>
    new Writable({
      write(part: Buffer, _, done) {
        said[name] += part.toString()
        done()
      },
    })
  const status = await detectCommand(args, { input: Readable.from(input), out: into('out'), err: into('err') })
  return { status, ...said }
}

test('each line is answered with places in UTF-16 code units, cut anywhere on its way', async () => {
  const given = '📨担当 山田 花子様 電話０９０-１２３４-５６７８'
  const bytes = Buffer.from(
    `${JSON.stringify({ id: 'a', text: given })}\n${JSON.stringify({ id: 2, text: '会議は三時です。' })}`,
  )
  const { status, out } = await run(Array.from(bytes, (byte) => Buffer.of(byte)))
  expect(status).toBe(0)
  const [first, second] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(first.findings.map(({ type, start, end }: never) => [type, given.slice(start, end)])).toEqual([
    ['PERSON', '山田 花子'],
    ['PHONE', '０９０-１２３４-５６７８'],
  ])
  expect(first.findings[1].score).toBeGreaterThan(0.5)
  expect(second).toEqual({ id: 2, findings: [] })
})

test('a line that can not be read is named by number and fault, without its content; the others are answered', async () => {
  const { status, out, err } = await run([
    '{"id":1,"text":"a"}\n',
    '山田花子 {"\n',
    '\n{"id":3}\n',
    '{"id":4,"text":"\u2028"}\n',
  ])
  expect(status).toBe(2)
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual([1, 4])
  expect(err).toContain('line 2: this is not JSON')
  expect(err).toMatch(/line 4: text: /)
  expect(err).not.toContain('山田')
})

test('odd lines: a byte order mark, CRLF, empty lines, half letters, a line of megabytes', async () => {
  const long = `${'長い文章。'.repeat(200_000)}担当 山田 花子様`
  const half = '\ud83d山田 花子様\udce8 電話\u3000０９０-１２３４-５６７８ ﾔﾏﾀﾞ ﾊﾅｺ様'
  const lines = [
    { id: 'empty', text: '' },
    { id: 'half', text: half },
    { id: 'long', text: long },
  ]
  const { status, out, err } = await run([
    Buffer.from(`\ufeff${lines.map((line) => `${JSON.stringify(line)}\r\n\r\n`).join('')}{"id":"cut","tex`),
  ])
  expect(status).toBe(2)
  expect(err).toBe('sekisho: line 7: this is not JSON\n')
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers.map(({ id }) => id)).toEqual(['empty', 'half', 'long'])
  const textsOf = (k: number, text: string) =>
    answers[k].findings.map(({ type, start, end }: never) => [type, text.slice(start, end)])
  expect(textsOf(0, '')).toEqual([])
  expect(textsOf(1, half)).toEqual([
    ['PERSON', '山田 花子'],
    ['PHONE', '０９０-１２３４-５６７８'],
    ['PERSON', 'ﾔﾏﾀﾞ ﾊﾅｺ'],
  ])
  expect(textsOf(2, long)).toEqual([['PERSON', '山田 花子']])
})

test('a sheet is answered with the type of each column and the number of persons', async () => {
  const grid = [
    ['番号', '氏名', '電話番号', '品名', '生年月日'],
    [1, '見本 花子', '090-0000-0001', '封筒', '1980-01-02'],
    [2, '試験 太郎', '090-0000-0002', null, '1975-03-04'],
    [3, '例示 桜', '090-0000-0003', '封筒', '1990-05-06'],
  ]
  const lines = [
    { id: 's', grid },
    { id: 'empty', grid: [] },
    { id: 'bad', grid: [[{ x: 1 }]] },
  ]
  const { status, out, err } = await run(
    [lines.map((line) => `${JSON.stringify(line)}\n`).join('')],
    ['sheet', '--json'],
  )
  expect(status).toBe(2)
  expect(err).toMatch(/line 3: grid\.0\.0: /)
  const [sheet, empty] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(sheet).toEqual({
    id: 's',
    columns: [null, 'PERSON', 'PHONE', null, 'BIRTH'],
    persons: { min: 3, best: 3, max: 3 },
  })
  expect(empty).toEqual({ id: 'empty', columns: [], persons: { min: 0, best: 0, max: 0 } })
})

test('anything else gets the usage', async () => {
  expect(await run([], ['word'])).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringContaining('detect text --json'),
  })
})

test('the command runs without a database and a data folder', async () => {
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, '../main.ts'), 'detect', 'text', '--json'],
    { env: { PATH: process.env.PATH, SEKISHO_DATA: '/nowhere/at/all' } },
  )
  child.stdin.end('{"id":"x","text":"連絡先: hanako@example.jp"}\n')
  const [out, status] = await Promise.all([text(child.stdout), new Promise((resolve) => child.on('close', resolve))])
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ id: 'x', findings: [{ type: 'EMAIL', start: 5, end: 22 }] })
})
