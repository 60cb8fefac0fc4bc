import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runSekisho, startSekisho } from '../harness/running-sekisho.ts'

const LONG = 120_000
let parent: string
let data: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sekisho-start-'))
  await chmod(parent, 0o700)
  data = join(parent, 'data')
})
afterAll(() => rm(parent, { recursive: true, force: true }))

const healthOf = async (url: string) => {
  const answer = await fetch(`${url}/api/health`)
  return {
    status: answer.status,
    body: (await answer.json()) as { status: string; parts: Record<string, { state: string }> },
  }
}
const until = async (what: () => Promise<boolean>) => {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 100))
}

test('起動、停止、再開、強制終了のあとの再開', { timeout: LONG }, async () => {
  const first = await startSekisho({ data })
  expect((await healthOf(first.url)).status).toBe(200)
  expect(await (await fetch(first.url)).text()).toContain('<div id="')
  expect(first.output()).toMatch(/^mail /m)
  expect(await first.stop()).toBe(0)
  expect(await first.processes()).toEqual([])

  const second = await startSekisho({ data })
  // The outermost process is killed: everything below it notices and ends by itself.
  const before = await second.processes()
  expect(before.length).toBeGreaterThanOrEqual(5)
  await second.killOutermost()
  await until(async () => (await second.processes()).length === 0)

  const third = await startSekisho({ data })
  // Every process of the tree is killed in turn, the database too; those that can be replaced are.
  for (const part of ['run web', 'run smtp', 'run worker']) {
    const [victim] = (await third.processes()).filter(({ command }) => command.includes(part))
    process.kill(victim!.pid, 'SIGKILL')
    await until(async () =>
      (await third.processes()).some(({ pid, command }) => pid !== victim!.pid && command.includes(part)),
    )
  }
  await until(async () => (await healthOf(third.url).catch(() => ({ status: 0 }))).status === 200)
  for (const { pid } of await third.processes()) process.kill(pid, 'SIGKILL')

  const fourth = await startSekisho({ data })
  expect((await healthOf(fourth.url)).status).toBe(200)
  expect(await fourth.stop()).toBe(0)
})

test(
  'a second start on the same data, a taken port, a folder that cannot be written: one clear line and status 2',
  { timeout: LONG },
  async () => {
    const running = await startSekisho({ data })
    const again = await runSekisho(['start'], { SEKISHO_DATA: data, SEKISHO_HTTP_PORT: '0', SEKISHO_SMTP_PORT: '0' })
    expect(again).toEqual({
      status: 2,
      output: expect.stringMatching(/^sekisho: Sekisho already runs on .*\n$/) as string,
    })
    await running.stop()

    const taken = createServer()
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    )
    const refused = await runSekisho(['start'], {
      SEKISHO_DATA: data,
      SEKISHO_HTTP_PORT: String(port),
      SEKISHO_SMTP_PORT: '0',
    })
    expect(refused.status).toBe(2)
    expect(refused.output).toContain(`sekisho: port ${port} is taken: `)
    taken.close()

    const impossible = await runSekisho(['start'], { SEKISHO_DATA: '/dev/null/data' })
    expect(impossible).toEqual({
      status: 2,
      output: expect.stringMatching(/^sekisho: the data folder \/dev\/null\/data cannot be made .*\n$/) as string,
    })
    const wrong = await runSekisho(['start'], { SEKISHO_DATA: data, SEKISHO_HTTP_PORT: 'web' })
    expect(wrong).toEqual({ status: 2, output: expect.stringMatching(/^sekisho: SEKISHO_HTTP_PORT .*\n$/) as string })
  },
)
