import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startDrillDatabase } from './drill-database.ts'

const program = fileURLToPath(new URL('../../../test/harness/children/killed-drill.ts', import.meta.url))

test('殺された訓練の後始末: the next one stops the server that was left, and removes its folder', async () => {
  const child = spawn(process.execPath, ['--no-warnings', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const folder = said.toString().trim()
  expect(dirname(folder)).toBe(tmpdir())
  const server = Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(`/proc/${server}`)).toBe(true)
  const database = await startDrillDatabase()
  expect(existsSync(`/proc/${server}`)).toBe(false)
  expect(existsSync(folder)).toBe(false)
  await database.close()
})
