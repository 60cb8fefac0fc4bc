import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { DatabaseIsNewer, migrate } from './migrate.ts'

const db = useTestDatabase()
let folder: string
const url = () => pathToFileURL(`${folder}/`)
const write = (name: string, text: string) => writeFile(join(folder, name), text)

// The template is migrated already: these folders stand for other versions of the program.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  await db.asOwner('delete from schema_migration')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('each file once, in the order of its number', async () => {
  await write('0002_b.sql', 'create table mig_b (id int references mig_a)')
  await write('0001_a.sql', 'create table mig_a (id int primary key)')
  expect((await migrate(db.ownerUrl, url())).applied).toEqual(['0001_a.sql', '0002_b.sql'])
  expect(await migrate(db.ownerUrl, url())).toEqual({ applied: [], version: 2 })
})

test('a file that fails leaves nothing behind, and the next start tries it again', async () => {
  await write('0001_half.sql', 'create table mig_half (id int); select 1 / 0')
  await expect(migrate(db.ownerUrl, url())).rejects.toThrow('migration 0001_half.sql: division by zero')
  expect(await db.asOwner(`select to_regclass('mig_half') as t`)).toEqual([{ t: null }])
})

test('an edited migration and a newer database are refused', async () => {
  await write('0001_edited.sql', 'create table mig_c (id int)')
  await migrate(db.ownerUrl, url())
  await write('0001_edited.sql', 'create table mig_c (id bigint)')
  await expect(migrate(db.ownerUrl, url())).rejects.toThrow('edited after it was applied')
  await rm(join(folder, '0001_edited.sql'))
  await expect(migrate(db.ownerUrl, url())).rejects.toThrow(DatabaseIsNewer)
})

test('two processes that start together migrate once', async () => {
  await write('0001_twice.sql', 'create table mig_d (id int); select pg_sleep(0.05)')
  const reports = await Promise.all([migrate(db.ownerUrl, url()), migrate(db.ownerUrl, url())])
  expect(reports.flatMap((report) => report.applied)).toEqual(['0001_twice.sql'])
})
