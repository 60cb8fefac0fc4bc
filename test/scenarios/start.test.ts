import { chmod, chown, mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  databaseUrls,
  type RunningSekisho,
  runSekisho,
  startSekisho,
  type StartOptions,
  until,
} from '../harness/running-sekisho.ts'

const LONG = 400_000
let parent: string
let data: string
let running: RunningSekisho | undefined
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sekisho-start-'))
  await chmod(parent, 0o700)
  data = join(parent, 'data')
})
afterAll(async () => {
  await stop()
  await rm(parent, { recursive: true, force: true })
})

const start = async (options: Partial<StartOptions> = {}) => (running = await startSekisho({ data, ...options }))
/** Starting takes seconds: whoever finds it running goes on with it. */
const started = async () => running ?? start()
async function stop() {
  const status = await running?.stop()
  running = undefined
  return status
}

const healthOf = async (url: string) => {
  const answer = await fetch(`${url}/api/health`)
  return {
    status: answer.status,
    body: (await answer.json()) as { status: string; parts: Record<string, { state: string }> },
  }
}
const isHealthy = async (url: string) => (await healthOf(url).catch(() => ({ status: 0 }))).status === 200

test('起動すると使え、Ctrl-C で何も残さず終わる', { timeout: LONG }, async () => {
  const first = await start()
  // The demonstration's first events get their place in the ledger within moments.
  await until(async () => (await healthOf(first.url)).body.status === 'ok')
  expect(await (await fetch(first.url)).text()).toContain('<div id="')
  expect(first.output()).toMatch(/^mail /m)
  expect(first.output()).toMatch(/password for all of them, shown this once: \S{20,}$/m)
  expect(await stop()).toBe(0)
  expect(await first.processes()).toEqual([])
})

const oneLine = (pattern: RegExp) => ({
  status: 2,
  output: expect.stringMatching(new RegExp(`^sekisho: ${pattern.source}\\n$`)) as string,
})
const noPorts = { SEKISHO_HTTP_PORT: '0', SEKISHO_SMTP_PORT: '0' }

test.each(['SEKISHO_HTTP_PORT', 'SEKISHO_SMTP_PORT'])(
  '%s が使用中: 1行と終了状態 2',
  { timeout: LONG },
  async (name) => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    )
    const refused = await runSekisho(['start'], { SEKISHO_DATA: data, ...noPorts, [name]: String(port) })
    taken.close()
    expect(refused.status).toBe(2)
    const lines = refused.output.split('\n').filter((line) => line.startsWith('sekisho: '))
    expect(lines).toEqual([expect.stringContaining(`port ${port} is taken: `)])
  },
)

test('作れないフォルダー、誤った設定、知らない命令: 1行と終了状態 2', { timeout: LONG }, async () => {
  expect(await runSekisho(['start'], { SEKISHO_DATA: '/dev/null/data' })).toEqual(
    oneLine(/the data folder \/dev\/null\/data cannot be made .*/),
  )
  for (const [name, value] of [
    ['SEKISHO_HTTP_PORT', 'web'],
    ['SEKISHO_PUBLIC_URL', 'sekisho.example'],
    ['SEKISHO_RELAY', 'mail.example'],
    ['DATABASE_URL', 'mysql://localhost/sekisho'],
    ['SEKISHO_OWNER_DATABASE_URL', 'postgres://localhost/sekisho'],
    ['SEKISHO_TLS_CERT', '/nowhere.pem'],
  ] as const) {
    const answer = await runSekisho(['start'], { SEKISHO_DATA: data, [name]: value })
    expect(answer, name).toEqual(oneLine(new RegExp(`${name} .*`)))
  }
  expect(await runSekisho(['strat'], { SEKISHO_DATA: data })).toEqual(oneLine(/there is no command "strat"; .*/))
})

test('再開では、デモも暗証も作り直さない', { timeout: LONG }, async () => {
  const again = await start()
  expect(again.output()).not.toContain('password for all of them')
  expect(again.output()).toContain('setup code: ')
})

test('外側のプロセスだけを kill -9: 中のものは自分で終わり、次の起動が引き継ぐ', { timeout: LONG }, async () => {
  const second = await started()
  expect((await second.processes()).length).toBeGreaterThanOrEqual(6)
  running = undefined
  await second.killOutermost()
  await until(async () => (await second.processes()).length === 0)
  expect(await isHealthy((await start()).url)).toBe(true)
})

test('web、smtp、worker を kill -9: それぞれ起動し直される', { timeout: LONG }, async () => {
  const third = await started()
  for (const part of ['run web', 'run smtp', 'run worker']) {
    const victims = await third.kill(part)
    expect(victims.length, part).toBe(1)
    await until(async () => (await third.processes()).some(({ command }) => command.includes(part)))
  }
  await until(() => isHealthy(third.url))
})

test('データベースだけを kill -9: 起動し直され、また使えるようになる', { timeout: LONG }, async () => {
  const third = await started()
  expect((await third.kill('/cluster')).length).toBeGreaterThan(0)
  await until(async () => third.output().includes('PostgreSQL ended (SIGKILL); starting it again'))
  await until(() => isHealthy(third.url))
  // A part that the database's end took with it is started again a little later than the web.
  await until(async () => {
    const parts = (await third.processes()).filter(({ command }) => / run (web|smtp|worker)/.test(command))
    return parts.length === 3
  })
})

test('すべてを同時に kill -9: 次の起動でそのまま使える', { timeout: LONG }, async () => {
  const third = await started()
  running = undefined
  await third.kill('*')
  expect(await third.processes()).toEqual([])
  expect(await healthOf((await start()).url)).toMatchObject({ status: 200 })
})

test('同じフォルダーで二つ目は動かない: 1行と終了状態 2', { timeout: LONG }, async () => {
  await started()
  expect(await runSekisho(['start'], { SEKISHO_DATA: data, ...noPorts })).toEqual(oneLine(/Sekisho already runs on .*/))
})

test('新しい版のデータベース: 1行と終了状態 2、データはそのまま', { timeout: LONG }, async () => {
  await started()
  const { owner } = await databaseUrls(data)
  const client = new pg.Client({ connectionString: owner })
  await client.connect()
  await client.query(`insert into schema_migration (name, sha256) values ('9999_of_tomorrow.sql', 'x')`)
  await client.end()
  await stop()
  expect(await runSekisho(['start'], { SEKISHO_DATA: data, ...noPorts })).toEqual(
    oneLine(/the database has migration 9999_of_tomorrow\.sql, which this version does not know: .*/),
  )
})

test('sekisho help はデータベースなしで答える', { timeout: LONG }, async () => {
  const help = await runSekisho(['help'], { SEKISHO_DATA: join(parent, 'never-made') })
  expect(help.status).toBe(0)
  expect(help.output).toContain('sekisho start')
})

// Started by root, each as somebody else or on another kind of system.
describe.skipIf(process.getuid?.() !== 0)('誰が起動しても、どんな Linux でも', () => {
  const as = (uid: number) => ['setpriv', '--reuid', String(uid), '--regid', String(uid), '--clear-groups']
  /** A folder that its owner alone, or everybody, may pass through. */
  const folderOf = async (uid: number, mode: number) => {
    const folder = await mkdtemp(join(tmpdir(), 'sekisho-start-'))
    await chmod(folder, mode)
    await chown(folder, uid, uid)
    folders.push(folder)
    return folder
  }
  const folders: string[] = []
  afterEach(stop)
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
  const withoutUnshare = { PATH: '/nonexistent' }

  test.each([
    ['an ordinary user', 65_534],
    ['a user without a name', 12_345],
  ])('%s', { timeout: LONG }, async (_, uid) => {
    const own = await folderOf(uid, 0o700)
    const theirs = await start({ data: join(own, 'data'), through: as(uid), settings: { HOME: own } })
    await until(() => isHealthy(theirs.url))
    expect((await stat(join(own, 'data'))).uid).toBe(uid)
  })

  test('root, where user namespaces are closed: PostgreSQL runs as nobody', { timeout: LONG }, async () => {
    const open = await folderOf(0, 0o755)
    const first = await start({ data: join(open, 'data'), settings: withoutUnshare })
    await until(() => isHealthy(first.url))
    expect((await stat(join(open, 'data/postgres/cluster'))).uid).toBe(65_534)
    expect((await stat(join(open, 'data'))).mode & 0o077, 'nobody may pass, and nobody may list').toBe(0o001)
  })

  test('root, namespaces closed, in a 0700 folder: one line and status 2', { timeout: LONG }, async () => {
    const shut = await folderOf(0, 0o700)
    const settings = { SEKISHO_DATA: join(shut, 'data'), ...noPorts, ...withoutUnshare }
    expect(await runSekisho(['start'], settings)).toEqual(oneLine(/PostgreSQL does not run as root, .* DATABASE_URL/))
  })
})
