import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { checkMigrated, DatabaseIsNewer, migrate } from './migrate.ts'
import { isExpanding } from './migration-files.ts'
import { OlderProcessRuns, runningProcesses } from './running-processes.ts'

const db = useTestDatabase()
const program = fileURLToPath(new URL('../../../test/harness/children/announced-process.ts', import.meta.url))
let older: string
let newer: string
const children: ChildProcess[] = []
const url = (folder: string) => pathToFileURL(`${folder}/`)

// The older version of the program is this one; the newer one has the same migrations and one more.
beforeAll(async () => {
  older = await mkdtemp(join(tmpdir(), 'sekisho-older-'))
  await cp(new URL('../../../db/migrations', import.meta.url), older, { recursive: true })
})
beforeEach(async () => {
  newer = await mkdtemp(join(tmpdir(), 'sekisho-newer-'))
  await cp(older, newer, { recursive: true })
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  await rm(newer, { recursive: true, force: true })
  await db.asOwner(`delete from running_process`)
  await db.asOwner(`delete from schema_migration where name like '9%'`)
})
afterAll(() => rm(older, { recursive: true, force: true }))

/** Starts a real process of one version, and answers when it has said its first word. */
async function startVersion(folder: string) {
  const child = spawn(process.execPath, ['--no-warnings', program, db.appUrl, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child.stdout, 'data')
  return { child, said: () => said }
}

test('広げる変更: what only adds is applied beside the older process, which goes on and may start again', async () => {
  const { child, said } = await startVersion(older)
  expect(said()).toBe('announced\n')
  await writeFile(join(newer, '9001_adds.sql'), '-- expand: a column more\nselect 1;\n')
  expect((await migrate(db.ownerUrl, url(newer), { patienceMs: 0 })).applied).toEqual(['9001_adds.sql'])
  expect(child.exitCode).toBeNull()
  await checkMigrated(db.appUrl, url(older))
  expect((await startVersion(older)).said()).toBe('announced\n')
  expect(await runningProcesses(db.database.pool)).toEqual([{ name: 'web', count: 2 }])
})

test('縮める変更: what takes away waits for the older process, says which it is, and goes on when it has stopped', async () => {
  const { child } = await startVersion(older)
  await writeFile(join(newer, '9002_takes.sql'), '-- contract: a column less\nselect 1;\n')
  await expect(migrate(db.ownerUrl, url(newer), { patienceMs: 0 })).rejects.toThrow(OlderProcessRuns)
  await expect(migrate(db.ownerUrl, url(newer), { patienceMs: 0 })).rejects.toThrow(
    /9002_takes\.sql .* web on old-host \(knows \d{4}_/,
  )
  const migrating = migrate(db.ownerUrl, url(newer), { patienceMs: 20_000 })
  child.kill('SIGTERM')
  expect((await migrating).applied).toEqual(['9002_takes.sql'])
  // The older version does not come back, and the newer one does.
  const late = await startVersion(older)
  expect(late.said()).toContain('refused: the database has migration 9002_takes.sql')
  expect((await startVersion(newer)).said()).toBe('announced\n')
  await expect(checkMigrated(db.appUrl, url(older))).rejects.toThrow(DatabaseIsNewer)
})

test('a killed process holds nobody up for long, and one that slept through the change ends when it wakes', async () => {
  const { child, said } = await startVersion(older)
  child.kill('SIGSTOP')
  await db.asOwner(`update running_process set seen_at = clock_timestamp() - interval '31 seconds'`)
  await writeFile(join(newer, '9003_takes.sql'), '-- contract\nselect 1;\n')
  expect((await migrate(db.ownerUrl, url(newer), { patienceMs: 0 })).applied).toEqual(['9003_takes.sql'])
  child.kill('SIGCONT')
  const [status] = (await once(child, 'exit')) as [number]
  expect({ status, said: said() }).toMatchObject({ status: 3, said: expect.stringContaining('outdated') as string })
})

test('what says nothing takes away: the comment counts, not a word further down', () => {
  expect(isExpanding('-- expand\ncreate table a ();')).toBe(true)
  expect(isExpanding('-- kernel/db: a table more\n-- expand\ncreate table a ();')).toBe(true)
  expect(isExpanding('-- contract: drops a\ndrop table a;')).toBe(false)
  expect(isExpanding('create table a ();\n-- expand\n')).toBe(false)
  expect(isExpanding('-- expanded view\nselect 1;')).toBe(false)
})
