import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ByteSource } from '../byte-source.ts'
import { openSandbox } from './open-sandbox.ts'
import type { DocumentSandbox } from './sandbox-reading.ts'

const inspector = new URL('../../../../test/harness/children/sandbox-inspector.ts', import.meta.url)
const list = Buffer.from('氏名,電話\n見本太郎,03-0000-0000\n見本花子,03-0000-0001\n')

/** Which reading processes run that this one has started, or whose starter has died; other tests start some too. */
const readers = () => {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n').slice(1, -1)
  const parentOf = new Map(lines.map((line) => line.trim().split(/\s+/, 2) as [string, string]))
  // A reader stands below us, or, its starter being dead, below nobody or below the holder of its namespaces alone.
  const isOurs = (pid: string | undefined, steps = 0): boolean =>
    pid === String(process.pid) ||
    (pid === '1' && steps <= 2) ||
    (pid !== undefined && pid !== '1' && isOurs(parentOf.get(pid), steps + 1))
  return lines
    .filter((line) => line.includes('documents/sandbox/child.ts') && line.includes('--permission'))
    .filter((line) => isOurs(line.trim().split(/\s+/, 1)[0]))
}

describe('サンドボックス', () => {
  let sandbox: DocumentSandbox
  beforeAll(async () => {
    sandbox = await openSandbox({ inspector, limits: { seconds: 3 } })
  })
  afterAll(() => sandbox.close())

  test('a file is read in a child, and only the inspector’s answer comes back', async () => {
    const { unread, files, inspected } = await sandbox.read(list, { name: '名簿.csv' })
    expect(unread).toEqual([])
    expect(files).toMatchObject([{ path: ['名簿.csv'], type: 'csv', byteCount: list.length }])
    expect(JSON.stringify(inspected)).toContain('見本花子|03-0000-0001')
  })

  test('the child sees no environment, files, programs, other processes or network', async () => {
    const { inspected } = await sandbox.read(list, { name: 'a.csv', inspect: { behaviour: 'look-around' } })
    expect(inspected).toMatchObject({
      environment: '',
      passwords: 'refused: ERR_ACCESS_DENIED',
      write: 'refused: ERR_ACCESS_DENIED',
      program: 'refused: ERR_ACCESS_DENIED',
      descriptors: '',
    })
    // Namespaces are the system's to permit; health says `partial` where it does not.
    const { network } = inspected as { network: string }
    expect(network).toBe(sandbox.state === 'full' ? 'refused: ENETUNREACH' : 'refused: ECONNREFUSED')
  })

  test.each([
    ['loop', 'timed_out'],
    ['crash', 'crashed'],
    ['nonsense', 'crashed'],
  ])('%s: the file is unread (%s), and the next one is read', async (behaviour, reason) => {
    const bad = await sandbox.read(list, { name: 'a.csv', inspect: { behaviour } })
    expect(bad).toMatchObject({ unread: [{ path: ['a.csv'], reason }], files: [] })
    expect(bad.inspected).toBeUndefined()
    const good = await sandbox.read(list, { name: 'b.csv' })
    expect(good.unread).toEqual([])
  })

  test('a child that takes too much memory is killed for that, long before its time is over', async () => {
    const small = await openSandbox({ inspector, limits: { memoryBytes: 256 * 1024 * 1024 } })
    const bad = await small.read(list, { name: 'a.csv', inspect: { behaviour: 'hoard' } })
    expect(bad).toMatchObject({ unread: [{ path: ['a.csv'], reason: 'out_of_memory' }], files: [] })
    expect((await small.read(list, { name: 'b.csv' })).unread).toEqual([])
    await small.close()
  })

  test('an inspector with a fault leaves its file unread', async () => {
    const { unread, files } = await sandbox.read(list, { name: 'a.csv', inspect: { behaviour: 'throw' } })
    expect(unread).toEqual([{ path: ['a.csv'], reason: 'crashed' }])
    expect(files).toHaveLength(1)
  })

  test('what an inspector leaves is read on, so that nothing unread stays unknown', async () => {
    const broken = Buffer.concat([list, Buffer.from([0x81])])
    const { unread } = await sandbox.read(broken, { name: 'a.csv', inspect: { behaviour: 'stop-early' } })
    expect(unread.map(({ reason }) => reason)).toEqual(['unknown_type'])
  })

  test('a file beyond what is taken over whole is read range by range', async () => {
    const bytes = Buffer.alloc(34 * 1024 * 1024)
    const asked: number[] = []
    const source: ByteSource = {
      byteCount: bytes.length,
      open({ from, until }) {
        asked.push(until - from)
        return Readable.from([bytes.subarray(from, until)])
      },
    }
    const patient = await openSandbox({ inspector })
    const { unread, files } = await patient.read(source, { name: '大.dat' })
    await patient.close()
    expect(unread).toEqual([{ path: ['大.dat'], reason: 'unknown_type' }])
    expect(files[0]?.byteCount).toBe(bytes.length)
    expect(Math.max(...asked)).toBeLessThanOrEqual(4 * 1024 * 1024)
  })

  test('a content that cannot be had is our fault and no file’s: it is thrown', async () => {
    const gone: ByteSource = {
      byteCount: 100,
      open: () =>
        new Readable({
          read() {
            this.destroy(new Error('the vault is damaged'))
          },
        }),
    }
    await expect(sandbox.read(gone, { name: 'a.csv' })).rejects.toThrow('the vault is damaged')
    expect((await sandbox.read(list, { name: 'a.csv' })).unread).toEqual([])
  })

  test('children make room for new ones after their number of files', async () => {
    const pool = await openSandbox({ inspector, limits: { filesPerChild: 2 } })
    const before = new Set(readers())
    const seen = new Set<string>()
    for (let file = 0; file < 4; file++) {
      expect((await pool.read(list, { name: 'a.csv' })).unread).toEqual([])
      for (const each of readers()) if (!before.has(each)) seen.add(each.trim().split(' ')[0]!)
    }
    // In namespaces a reader is started by a process that holds them.
    expect(seen.size).toBe(pool.state === 'full' ? 4 : 2)
    await pool.close()
  })
})

test('where node_modules is a link out of the program’s folder, a child still starts, and still sees nothing else', async () => {
  const root = fileURLToPath(new URL('../../../../', import.meta.url))
  const house = await mkdtemp(join(tmpdir(), 'sekisho-linked-'))
  try {
    for (const part of ['package.json', 'src/base', 'src/engines', 'test/harness/children'])
      await cp(join(root, part), join(house, part), { recursive: true })
    await symlink(join(root, 'node_modules'), join(house, 'node_modules'))
    const script = `
      import { openSandbox } from './src/engines/documents/sandbox/open-sandbox.ts'
      const sandbox = await openSandbox({ inspector: new URL('file://${house}/test/harness/children/sandbox-inspector.ts') })
      const list = Buffer.from('a,b\\n1,2\\n')
      const { unread } = await sandbox.read(list, { name: 'a.csv' })
      const { inspected } = await sandbox.read(list, { name: 'a.csv', inspect: { behaviour: 'look-around' } })
      console.log(JSON.stringify({ unread, passwords: inspected?.passwords }))
      await sandbox.close()`
    const said = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { cwd: house })
    expect(JSON.parse(said.toString())).toEqual({ unread: [], passwords: 'refused: ERR_ACCESS_DENIED' })
  } finally {
    await rm(house, { recursive: true })
  }
})

test('a child dies with the process that started it, whatever it is doing', async () => {
  const script = `
    import { openSandbox } from ${JSON.stringify(new URL('open-sandbox.ts', import.meta.url).href)}
    const sandbox = await openSandbox({ inspector: new URL(${JSON.stringify(inspector.href)}) })
    await sandbox.read(Buffer.from('a,b\\n1,2\\n'), { name: 'a.csv' })
    console.log('read')
    await new Promise(() => setInterval(() => undefined, 1000))`
  const before = new Set(readers())
  const parent = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script])
  await once(parent.stdout, 'data')
  const ours = () => readers().filter((each) => !before.has(each))
  expect(ours().length).toBeGreaterThan(0)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  for (let tries = 0; tries < 100 && ours().length > 0; tries++) await pause(100)
  expect(ours()).toEqual([])
})
