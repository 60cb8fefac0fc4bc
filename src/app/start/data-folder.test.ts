import { fork } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CannotStart, takeDataFolder } from './data-folder.ts'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sekisho-data-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

test('one at a time, and only its owner may look', async () => {
  const data = await takeDataFolder(join(parent, 'data'))
  expect((await stat(data.path)).mode & 0o777).toBe(0o700)
  await expect(takeDataFolder(data.path)).rejects.toThrow(CannotStart)
  await data.release()
  await (await takeDataFolder(data.path)).release()
})

test('the lock of a killed process is taken over, also when its id lives on as another process', async () => {
  const ownLock = async () => Number((await readFile(join(parent, 'sekisho.pid'), 'utf8')).split(' ')[0])
  await writeFile(join(parent, 'sekisho.pid'), '999999999 1\n')
  const afterKilled = await takeDataFolder(parent)
  expect(await ownLock()).toBe(process.pid)
  await afterKilled.release()
  const other = fork('-e', ['setInterval(() => {}, 1000)'], { execArgv: ['-e', 'setInterval(() => {}, 1000)'] })
  await writeFile(join(parent, 'sekisho.pid'), `${other.pid} 1\n`)
  const afterReuse = await takeDataFolder(parent)
  expect(await ownLock()).toBe(process.pid)
  await afterReuse.release()
  other.kill('SIGKILL')
})

test('a folder that cannot be made is one clear line', async () => {
  await writeFile(join(parent, 'file'), '')
  await expect(takeDataFolder(join(parent, 'file', 'data'))).rejects.toThrow(
    /cannot be made \(ENOTDIR\): give another one by SEKISHO_DATA/,
  )
})
