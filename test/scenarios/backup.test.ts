import { appendFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeyring } from '../../src/kernel/vault/index.ts'
import { printed, runSekisho, type RunningSekisho, startSekisho, until } from '../harness/running-sekisho.ts'

let folder: string
let running: RunningSekisho
const at = (...names: string[]) => join(folder, ...names)
const settings = () => ({ SEKISHO_DATA: at('data'), SEKISHO_BACKUP_DIR: at('backups') })
const backups = async () => (await readdir(at('backups'))).filter((name) => /^\d{4}-/.test(name)).sort()

/** Runs a command with `--json`, and reads what it says. */
async function command(args: readonly string[], more: Record<string, string> = {}) {
  const { status, output } = await runSekisho([...args, '--json'], { ...settings(), ...more })
  const line = output.split('\n').find((one) => one.startsWith('{'))
  return { status, output, said: line ? (JSON.parse(line) as Record<string, unknown>) : {} }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-nightly-'))
  running = await startSekisho({ data: at('data'), settings: { SEKISHO_BACKUP_DIR: at('backups') } })
})
afterAll(async () => {
  await running?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('毎晩のバックアップと復元訓練: taken by itself where there is none, drilled, and shown in health and metrics', async () => {
  const health = async () =>
    (
      (await (await fetch(`${running.url}/api/health`)).json()) as {
        parts: Record<string, { state: string; ages?: object }>
      }
    ).parts['backup']!
  await until(async () => (await health()).state === 'ok' && 'drillAgeHours' in ((await health()).ages ?? {}))
  expect(await health()).toEqual({ state: 'ok', ages: { backupAgeHours: 0, drillAgeHours: 0 } })
  const metrics = await fetch(`${running.url}/api/metrics`)
  expect(metrics.headers.get('content-type')).toContain('application/openmetrics-text')
  const text = await metrics.text()
  expect(text).toMatch(/^sekisho_backup_alarm 0$/m)
  expect(text).toMatch(/^sekisho_drill_findings 0$/m)
  expect(text).toMatch(/^sekisho_processes\{process="worker"\} 1$/m)
  expect(text.endsWith('# EOF\n')).toBe(true)
  expect((await readFile(at('backups', (await backups())[0]!, 'manifest.json'), 'utf8')).length).toBeGreaterThan(1000)
})

test('運用手引のとおりに戻す: backup, loss of everything, restore with the copy of the key, start, sign in as before', async () => {
  const { status, said } = await command(['backup'])
  expect({ status, said }).toMatchObject({
    status: 0,
    said: { missingFileCount: 0, keyId: expect.any(String) as string },
  })
  const [password, firstOutput] = [printed.demoPassword(running), running.output()]
  await cp(at('data', 'keys.json'), at('keys-apart.json'))
  const intoFilled = await command(['restore', '--keys', at('keys-apart.json')])
  expect(intoFilled).toMatchObject({ status: 2, output: expect.stringMatching(/not empty|空ではありません/) as string })
  await running.stop()
  await rm(at('data'), { recursive: true })

  // The wrong key: another installation's.
  await openKeyring(at('other-keys.json'))
  const wrong = await command(['restore', '--keys', at('other-keys.json')])
  expect(wrong.status).toBe(2)
  expect(wrong.output).toContain(said['keyId'])
  expect(await readdir(folder)).not.toContain('data')

  const restored = await command(['restore', '--keys', at('keys-apart.json')])
  expect(restored).toMatchObject({ status: 0, said: { backupId: said['backupId'] } })
  expect((await readdir(folder)).filter((name) => name.includes('restoring'))).toEqual([])
  running = await startSekisho({ data: at('data'), settings: { SEKISHO_BACKUP_DIR: at('backups') } })
  const entered = await fetch(`${running.url}/api/access/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sekisho': '1' },
    body: JSON.stringify({ email: /^ {2}(\S+@\S+)/m.exec(firstOutput)![1], password }),
  })
  expect(entered.status).toBe(200)
})

test('復元訓練は傷を見つける: status 1 and the place of a byte', async () => {
  const newest = (await backups()).at(-1)!
  await cp(at('backups', newest), at('damaged', newest), { recursive: true })
  await cp(at('backups', 'erasures.ndjson'), at('damaged', 'erasures.ndjson'))
  await appendFile(at('damaged', newest, 'tables', '0003.sealed'), 'x')
  const damaged = await command(['drill', at('damaged', newest)])
  expect(damaged).toMatchObject({
    status: 1,
    said: { findings: [{ kind: 'file_changed', path: 'tables/0003.sealed' }] },
  })
})
