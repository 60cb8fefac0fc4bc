import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/kernel/db/embedded.ts'
import { migrate } from '../../src/kernel/db/migrate.ts'
import { prepareDatabase, roleNames } from '../../src/kernel/db/roles.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
    templateName: string
    rolePassword: string
  }
}

/**
 * One PostgreSQL for the whole run, and one migrated template that each test file copies.
 *
 * With DATABASE_URL set, that server is used instead (the user must be allowed to create databases and roles): the same
 * tests then run on a Debian PostgreSQL.
 */
export default async function setup(project: TestProject) {
  const given = process.env['DATABASE_URL']
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-test-'))
  const embedded = given
    ? undefined
    : await startEmbeddedPostgres({
        folder,
        settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
      })
  const adminUrl = given ?? embedded!.adminUrl
  const rolePassword = randomBytes(12).toString('hex')
  const templateName = `sekisho_test_${createHash('sha256').update(rolePassword).digest('hex').slice(0, 8)}`
  try {
    await prepareDatabase(adminUrl, templateName, { owner: rolePassword, app: rolePassword, auditor: rolePassword })
    const owner = new URL(adminUrl)
    Object.assign(owner, {
      pathname: `/${templateName}`,
      username: roleNames(templateName).owner,
      password: rolePassword,
    })
    await migrate(owner.href)
    await injectClock(owner.href)
  } catch (cause) {
    await embedded?.stop()
    throw cause
  }
  project.provide('adminUrl', adminUrl)
  project.provide('templateName', templateName)
  project.provide('rolePassword', rolePassword)

  return async () => {
    if (embedded) await embedded.stop()
    else await dropEverything(adminUrl, templateName)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Tests move the clock: `clock_now()` reads an offset that production does not have. */
async function injectClock(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(`
    create table test_clock (ahead interval not null);
    insert into test_clock values ('0');
    grant select on test_clock to public;
    create or replace function clock_now() returns timestamptz language sql stable security definer
      as 'select now() + ahead from test_clock'`)
  await client.end()
}

async function dropEverything(adminUrl: string, templateName: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
    `${templateName}%`,
  ])
  for (const { datname } of rows)
    await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
  for (const role of Object.values(roleNames(templateName)))
    await client.query(`drop role if exists ${client.escapeIdentifier(role)}`)
  await client.end()
}
