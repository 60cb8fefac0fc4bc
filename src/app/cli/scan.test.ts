import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zippedStaffList } from '../demo/staff-list.ts'
import type { ScannedFile } from '../scan/scanned-file.ts'
import { closedReason, walkFiles } from '../scan/walk-files.ts'
import { scanCommand } from './scan.ts'

const LIST = '氏名,電話番号\n見本 太郎,090-0000-0001\n試験 花子,090-0000-0002\n'

let folder: string
let tree: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-scan-'))
  tree = join(folder, '共有')
  await mkdir(join(tree, '古い', 'もっと'), { recursive: true })
  await writeFile(join(tree, '名簿.csv'), LIST)
  await writeFile(join(tree, '議事.txt'), '明日の会議は三時からです。\n')
  await writeFile(join(tree, '古い', '壊れた.xlsx'), Buffer.from('PK\x03\x04 not a sheet', 'latin1'))
  await writeFile(join(tree, '古い', 'もっと', '職員.zip'), await zippedStaffList())
  await writeFile(
    join(tree, '古い', '半分.zip'),
    zipSync({ 'a.csv': strToU8(LIST), 'b.7z': strToU8('7z\xbc\xaf\x27\x1c', true) }),
  )
  await symlink(tree, join(tree, '古い', '輪'))
  await symlink(join(tree, '名簿.csv'), join(tree, '名簿へ'))
  await symlink('/etc', join(tree, '外へ'))
  await symlink(join(folder, 'nothing'), join(tree, '無い'))
  execFileSync('mkfifo', [join(tree, '管')])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(args: readonly string[]) {
  const said = { out: '', err: '' }
  const into = (name: keyof typeof said) =>
    new Writable({
      write(part: Buffer, _, done) {
        said[name] += part.toString()
        done()
      },
    })
  const status = await scanCommand([...args, '--parallel', '1'], { language: 'ja', out: into('out'), err: into('err') })
  return { status, ...said }
}
const linesOf = (out: string) =>
  Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ScannedFile)
      .map(({ path, ...rest }) => [path.slice(tree.length + 1), rest]),
  )

test('a tree: lists, archives and what cannot be read, each once, whatever links and pipes lie in it', async () => {
  const { status, out, err } = await run([tree, '--json'])
  expect(err).toBe('')
  expect(status).toBe(1)
  const files = linesOf(out)
  expect(Object.keys(files)).toHaveLength(8)
  expect(out.trim().split('\n')).toHaveLength(8)
  expect(files).toMatchObject({
    '名簿.csv': { status: 'found', persons: { min: 2, best: 2, max: 2 }, counts: { PERSON: 2, PHONE: 2 } },
    '議事.txt': { status: 'clean', persons: { max: 0 }, counts: {}, specialCare: [] },
    '古い/壊れた.xlsx': { status: 'unread', reason: 'wrong_name' },
    '古い/半分.zip': { status: 'unread', persons: { best: 2 } },
    '古い/もっと/職員.zip': { status: 'found' },
    外へ: { status: 'unread', reason: 'link_outside' },
    無い: { status: 'unread', reason: 'gone' },
    管: { status: 'unread', reason: 'not_a_file' },
  })
  expect(files['古い/もっと/職員.zip']!.persons.max).toBeGreaterThanOrEqual(3800)
  expect(out).not.toContain('太郎')
})

test('globs choose, and the exit status says what came of it', async () => {
  expect(await run([tree, '--json', '--include', '*.txt'])).toMatchObject({ status: 0 })
  const { status, out } = await run([tree, '--include', '*.xlsx', '--include', '*.txt', '--exclude', 'もっと'])
  expect(status).toBe(2)
  expect(out).toContain('読み取れません: ')
  expect(out).toContain('2件を調べました。個人情報あり0件、読み取れなかったもの1件、なし1件。')
  expect(await run(['--json'])).toMatchObject({ status: 2, err: expect.stringContaining('sekisho scan PATH') })
  expect(await run([join(folder, 'no such')])).toMatchObject({ status: 2 })
})

test('a scan that was killed goes on from its state: nothing is read twice, a changed file is read again', async () => {
  const [state, small] = [join(folder, 'state'), join(folder, 'small')]
  await mkdir(small)
  for (const name of ['a', 'b', 'c', 'd']) await writeFile(join(small, `${name}.csv`), LIST)
  const main = join(import.meta.dirname, '../main.ts')
  const child = spawn(
    process.execPath,
    ['--no-warnings', main, 'scan', small, '--json', '--state', state, '--parallel', '1'],
    { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await ended
  const before = (await readFile(state, 'utf8')).trimEnd()
  const readBefore = before.match(/"scanned"/g)!.length
  expect(readBefore).toBeGreaterThanOrEqual(1)
  await writeFile(state, `${before}\n{"mark":[1,2],"scan`)

  const whole = await run([small, '--json', '--state', state])
  expect(whole.out.trim().split('\n')).toHaveLength(4)
  const after = await readFile(state, 'utf8')
  expect(after.match(/"scanned"/g)).toHaveLength(4)
  await writeFile(join(small, 'b.csv'), `${LIST}例示 桜,090-0000-0003\n`)
  expect((await run([small, '--json', '--state', state])).out).toContain('"best":3')
  expect((await readFile(state, 'utf8')).match(/"scanned"/g)).toHaveLength(5)

  // A file that is no state is not written over.
  const { status, err } = await run([small, '--state', join(small, 'a.csv')])
  expect(status).toBe(2)
  expect(err).toContain('上書きしません')
  expect(await readFile(join(small, 'a.csv'), 'utf8')).toBe(LIST)
})

test('roots in each other are walked once, and the causes of closed files are told apart', async () => {
  const paths: string[] = []
  for await (const { path } of walkFiles([join(tree, '古い'), tree, tree], { include: ['*.csv', '*.xlsx'] }))
    paths.push(path)
  expect(paths).toEqual([join(tree, '古い', '壊れた.xlsx'), join(tree, '名簿.csv')])
  expect(['EACCES', 'EPERM', 'ENOENT', 'EIO'].map((code) => closedReason({ code }))).toEqual([
    'no_permission',
    'no_permission',
    'gone',
    'io_error',
  ])
})

test('names that are no UTF-8 are opened by their bytes and shown as they were written, typed or met, again from a state', async () => {
  const old = Buffer.concat([Buffer.from(`${folder}/`), iconv.encode('旧サーバー', 'cp932')])
  mkdirSync(old)
  for (const name of ['職員名簿.csv', '表―2.csv'])
    writeFileSync(Buffer.concat([old, Buffer.from('/'), iconv.encode(name, 'cp932')]), LIST)
  const state = join(folder, 'old-state')
  const args = [folder, '--json', '--exclude', '共有', '--include', '*名簿*', '--include', '表*', '--state', state]
  for (const _ of [1, 2]) {
    const { out } = await run(args)
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ScannedFile)
    expect(lines).toMatchObject(
      ['職員名簿.csv', '表―2.csv'].map((name) => ({ path: join(folder, '旧サーバー', name), status: 'found' })),
    )
  }
  expect((await readFile(state, 'utf8')).match(/"scanned"/g)).toHaveLength(2)

  const typed = Buffer.concat([old, Buffer.from('/'), iconv.encode('表―2.csv', 'cp932')]).toString('latin1')
  const script = `exec "$1" --no-warnings "$2" scan "$(printf '${[...Buffer.from(typed, 'latin1')].map((one) => `\\${one.toString(8).padStart(3, '0')}`).join('')}')" --json`
  const main = join(import.meta.dirname, '../main.ts')
  const { stdout } = spawnSync('sh', ['-c', script, 'sh', process.execPath, main], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toMatchObject({ path: join(folder, '旧サーバー', '表―2.csv'), status: 'found' })
})
