import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { layoutOf, DEFAULT_FRAME_BYTES } from './frames.ts'
import { openVaultFolder } from './vault-folder.ts'

/** Both start ten processes or so, each of which writes and flushes megabytes; a busy disk takes its time over that. */
const WITH_PROCESSES = { timeout: 120_000 }

const child = fileURLToPath(new URL('../../../test/harness/children/receiving-file.ts', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-receive-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test(
  'kill -9 while receiving: what was said to be received is whole, what was not lies only among the arriving',
  WITH_PROCESSES,
  async () => {
    const size = 2 * 1024 * 1024
    const here = join(folder, 'killed')
    const received: { id: string; byteCount: number }[] = []
    for (let round = 0; round < 5; round++) {
      const running = spawn(process.execPath, [child, here, String(size)], { stdio: ['ignore', 'pipe', 'inherit'] })
      const exited = once(running, 'exit')
      let lines = 0
      for await (const line of createInterface(running.stdout)) {
        received.push(JSON.parse(line.replace('received ', '')) as { id: string; byteCount: number })
        if (++lines === 1 + round) running.kill('SIGKILL')
      }
      await exited
    }
    const vaultFolder = await openVaultFolder(join(here, 'vault'))
    const sizes = await Promise.all(received.map(async ({ id }) => (await stat(vaultFolder.pathOf(id))).size))
    expect(new Set(sizes)).toEqual(new Set([layoutOf(size, DEFAULT_FRAME_BYTES).fileBytes]))
    expect(received.length).toBeGreaterThanOrEqual(15)
    for await (const { path } of vaultFolder.files()) {
      const isWhole = (await stat(path)).size === sizes[0]
      expect(isWhole || path.includes('/arriving/')).toBe(true)
    }
  },
)

test('the memory stays constant, whatever the size', WITH_PROCESSES, async () => {
  const bench = fileURLToPath(new URL('../../../test/bench/vault.bench.ts', import.meta.url))
  const residentMb = async (contender: string, megabytes: number) => {
    const here = join(folder, String(megabytes))
    await mkdir(here, { recursive: true })
    await writeFile(join(here, 'plain'), '')
    await truncate(join(here, 'plain'), megabytes * 1024 * 1024)
    const { stdout } = spawnSync(process.execPath, [bench, contender, here], { encoding: 'utf8' })
    return (JSON.parse(stdout) as { maxResidentMb: number }).maxResidentMb
  }
  for (const contender of ['vault.receive', 'vault.read']) {
    const [small, big] = [await residentMb(contender, 16), await residentMb(contender, 320)]
    // Far below the 304 MB between the two sizes; what a collector leaves lying is not counted.
    expect(big - small).toBeLessThan(150)
  }
})

const inNamespace = ['--user', '--map-root-user', '--mount']
const mayMount = spawnSync('unshare', [...inNamespace, 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0

test.skipIf(!mayMount)(
  'a disk that fills up: refused clearly, nothing half-written stays, what was there stays',
  async () => {
    const here = join(folder, 'full')
    const script = `mkdir -p ${here} && mount -t tmpfs -o size=2500k none ${here} && "$1" "$2" ${here} 1000000; ls ${here}/vault/arriving | wc -l`
    const { stdout, stderr } = spawnSync(
      'unshare',
      [...inNamespace, 'sh', '-ec', script, 'sh', process.execPath, child],
      { encoding: 'utf8' },
    )
    const lines = stdout.trim().split('\n')
    expect(lines.filter((line) => line.startsWith('received'))).toHaveLength(2)
    expect(lines.slice(-2).map((line) => line.trim())).toEqual(['refused storage_full', '0'])
    expect(stderr).toBe('')
    expect(await readdir(here)).toEqual([]) // the small disk was the child's alone
  },
)
