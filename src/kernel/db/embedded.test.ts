import { readFile } from 'node:fs/promises'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from './embedded.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-pg-'))
  await chmod(folder, 0o700)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ask = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}
const serverPid = async () => Number((await readFile(join(folder, 'pg/cluster/postmaster.pid'), 'utf8')).split('\n')[0])

test('殺されたあとも確定した行は残る: a server left over by a killed process is stopped, and its rows are there', async () => {
  const first = await startEmbeddedPostgres({ folder: join(folder, 'pg') })
  await ask(first.adminUrl, 'create table kept (id int)')
  await ask(first.adminUrl, 'insert into kept values (1)')
  const left = await serverPid()
  // Nobody stops the first one: this is what a killed Node leaves behind.
  const second = await startEmbeddedPostgres({ folder: join(folder, 'pg') })
  expect(existsSync(`/proc/${left}`)).toBe(false)
  expect(await ask(second.adminUrl, 'select * from kept')).toEqual([{ id: 1 }])
  process.kill(await serverPid(), 'SIGKILL')
  const third = await startEmbeddedPostgres({ folder: join(folder, 'pg') })
  expect(await ask(third.adminUrl, 'select * from kept')).toEqual([{ id: 1 }])
  await third.stop()
  expect(existsSync(join(folder, 'pg/cluster/postmaster.pid'))).toBe(false)
})

test('an initdb that was interrupted is done again', async () => {
  const broken = join(folder, 'broken')
  const { mkdir, writeFile } = await import('node:fs/promises')
  await mkdir(join(broken, 'cluster'), { recursive: true })
  await writeFile(join(broken, 'cluster', 'half'), '')
  const server = await startEmbeddedPostgres({ folder: broken })
  expect(await ask(server.adminUrl, 'show fsync')).toEqual([{ fsync: 'on' }])
  await server.stop()
})
