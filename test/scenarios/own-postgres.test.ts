import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { runSekisho, type RunningSekisho, startSekisho, until } from '../harness/running-sekisho.ts'

const LONG = 300_000
const hasPsql = spawnSync('psql', ['--version']).status === 0
if (!hasPsql) process.stderr.write('own-postgres: skipped, and nothing proved: there is no psql here\n')

// A PostgreSQL of one's own, prepared by deploy/postgres/prepare.sql as its head says.
describe.skipIf(!hasPsql)('自前の PostgreSQL', () => {
  const name = `own_${randomBytes(4).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  let folder: string
  let running: RunningSekisho | undefined
  /** Where it is restored to: another database, prepared in the same way. */
  const other = `${name}_again`
  const urlAs = (role: string, database = name) =>
    Object.assign(new URL(inject('adminUrl')), { pathname: `/${database}`, username: `${database}_${role}`, password })
      .href
  const both = (database = name) => ({
    DATABASE_URL: urlAs('app', database),
    SEKISHO_OWNER_DATABASE_URL: urlAs('owner', database),
  })
  const prepare = (database: string) => {
    const given = { name: database, owner_password: password, app_password: password, auditor_password: password }
    const variables = Object.entries(given).flatMap(([key, value]) => ['-v', `${key}=${value}`])
    const file = join(import.meta.dirname, '../../deploy/postgres/prepare.sql')
    execFileSync('psql', ['-q', '-d', inject('adminUrl'), ...variables, '-f', file], { stdio: 'pipe' })
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sekisho-own-'))
    prepare(name)
  })
  afterAll(async () => {
    await running?.stop()
    const admin = new pg.Client(inject('adminUrl'))
    await admin.connect()
    for (const database of [name, other]) {
      await admin.query(`drop database if exists ${database} with (force)`)
      for (const role of ['owner', 'app', 'auditor']) await admin.query(`drop role if exists ${database}_${role}`)
    }
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  })

  const refused = (text: RegExp) => ({
    status: 2,
    output: expect.stringMatching(new RegExp(`^sekisho: ${text.source}\\n$`)) as string,
  })
  const start = (settings: Record<string, string>) =>
    runSekisho(['start'], {
      SEKISHO_DATA: join(folder, 'data'),
      SEKISHO_HTTP_PORT: '0',
      SEKISHO_SMTP_PORT: '0',
      ...settings,
    })

  test('準備の前に始めると: 何をすればよいかを 1 行で言う', { timeout: LONG }, async () => {
    expect(await start({ DATABASE_URL: urlAs('app') })).toEqual(
      refused(/the database lacks \d+ of \d+ migrations: start once with SEKISHO_OWNER_DATABASE_URL, .*/),
    )
    expect(await start({ DATABASE_URL: urlAs('app').replace(password, 'wrong') })).toEqual(
      refused(/the database could not be prepared: password authentication failed .*/),
    )
  })

  test('所有者の URL で始まり、以後は要らない。データフォルダーに PostgreSQL はない', { timeout: LONG }, async () => {
    running = await startSekisho({ data: join(folder, 'data'), settings: both() })
    // kill -9 of everything at once: the server is not ours and stays, and the next start goes on where it was.
    expect((await running.kill('*')).length).toBeGreaterThan(3)
    running = await startSekisho({ data: join(folder, 'data'), settings: { DATABASE_URL: urlAs('app') } })
    const { url } = running
    await until(async () => ((await (await fetch(`${url}/api/health`)).json()) as { status: string }).status === 'ok')
    const owner = new pg.Client(urlAs('owner'))
    await owner.connect()
    const { rows } = await owner.query<{ demos: string }>('select count(*) as demos from organisation where is_demo')
    await owner.end()
    expect(Number(rows[0]!.demos)).toBe(1)
    expect(await running.stop()).toBe(0)
    running = undefined
    expect(existsSync(join(folder, 'data/postgres'))).toBe(false)
    expect(existsSync(join(folder, 'data/keys.json'))).toBe(true)
  })

  test(
    '自前の PostgreSQL へ戻す: into an empty one, as docs/operations.md says, and never into one in use',
    { timeout: LONG },
    async () => {
      const backups = join(folder, 'backups')
      const command = (args: readonly string[], data: string, settings: Record<string, string>) =>
        runSekisho(args, { SEKISHO_DATA: join(folder, data), SEKISHO_BACKUP_DIR: backups, ...settings })
      expect((await command(['backup'], 'data', both())).status).toBe(0)
      const restore = (settings: Record<string, string>) =>
        command(['restore', '--keys', join(folder, 'data/keys.json')], 'restored', settings)
      // The owner's URL is needed, and a database in use is left as it is.
      expect(await restore({ DATABASE_URL: urlAs('app') })).toMatchObject({
        status: 2,
        output: expect.stringContaining('SEKISHO_OWNER_DATABASE_URL') as string,
      })
      expect(await restore(both())).toMatchObject({ status: 2, output: expect.stringMatching(/not empty/) as string })
      expect(existsSync(join(folder, 'restored'))).toBe(false)

      prepare(other)
      expect(await restore(both(other))).toMatchObject({ status: 0 })
      expect(existsSync(join(folder, 'restored/postgres'))).toBe(false)
      // What is there is what was there, row by row.
      const counts = async (database: string) => {
        const owner = new pg.Client(urlAs('owner', database))
        await owner.connect()
        const { rows } = await owner.query<{ people: number; memberships: number; migrations: number }>(
          `select (select count(*)::int from person) as people, (select count(*)::int from membership) as memberships,
           (select count(*)::int from schema_migration) as migrations`,
        )
        await owner.end()
        return rows[0]!
      }
      const restored = await counts(other)
      expect(restored.people).toBeGreaterThan(5)
      expect(restored).toEqual(await counts(name))
      // It starts there without the owner.
      running = await startSekisho({ data: join(folder, 'restored'), settings: { DATABASE_URL: urlAs('app', other) } })
      const { url } = running
      await until(async () => ((await (await fetch(`${url}/api/health`)).json()) as { status: string }).status === 'ok')
      expect(await running.stop()).toBe(0)
      running = undefined
    },
  )
})
