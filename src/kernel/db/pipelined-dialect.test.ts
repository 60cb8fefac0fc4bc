import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { AbortedTransactionError, CompiledQuery, sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '../../base/ids.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { type Tx, organisationOf } from './database.ts'
import { goAlong, joined, prepared } from './statements.ts'

const db = useTestDatabase()
let org: string
beforeEach(async () => {
  org = await db.newOrganisation('前')
})

const rename = (tx: Tx, name: string) => sql`update organisation set name = ${name}`.execute(tx)
const renameAlong = (tx: Tx, name: string | null) =>
  goAlong(tx, { text: 'update organisation set name = $1', values: [name] })
const nameNow = () =>
  db.inOrganisation(org, async (tx) => (await tx.selectFrom('organisation').select('name').executeTakeFirst())?.name)

test('what goes along is done before what follows, and commits with it', async () => {
  const seen = await db.inOrganisation(org, async (tx) => {
    await renameAlong(tx, '途中')
    const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
    await renameAlong(tx, '後')
    return name
  })
  expect(seen).toBe('途中')
  expect(await nameNow()).toBe('後')
})

test('what goes along and fails takes the transaction with it: with the commit, and before another statement', async () => {
  await expect(
    db.inOrganisation(org, async (tx) => {
      await rename(tx, '変わった')
      await renameAlong(tx, null)
    }),
  ).rejects.toThrow(/null value in column "name"/)
  expect(await nameNow()).toBe('前')
  await expect(
    db.inOrganisation(org, async (tx) => {
      await renameAlong(tx, null)
      await rename(tx, '変わった')
    }),
  ).rejects.toThrow(/null value in column "name"/)
  expect(await nameNow()).toBe('前')
})

test('a failure that somebody swallows does not commit either', async () => {
  await expect(
    db.inOrganisation(org, async (tx) => {
      await rename(tx, '変わった')
      await renameAlong(tx, null)
      await rename(tx, '変わった').catch(() => undefined)
    }),
  ).rejects.toThrow(AbortedTransactionError)
  expect(await nameNow()).toBe('前')
})

test('what was not sent is forgotten when the work fails, and the connection goes on', async () => {
  for (let i = 0; i < 30; i++) {
    const work = db.inOrganisation(org, async (tx) => {
      if (i % 2 === 0) await rename(tx, '変わった')
      await renameAlong(tx, '変わった')
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
  }
  expect(await nameNow()).toBe('前')
  expect(await db.inOrganisation(org, organisationOf)).toBe(org)
})

test('a transaction whose connection was cut rejects, and the next one has another connection', async () => {
  await expect(
    db.inOrganisation(org, async (tx) => {
      await rename(tx, '変わった')
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await db.database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
      await renameAlong(tx, '変わった')
    }),
  ).rejects.toThrow(/terminat|not queryable/)
  expect(await nameNow()).toBe('前')
})

test('the organisation is a UUID and nothing else; a name stands for one text', async () => {
  await expect(db.inOrganisation(`'; drop table x; --`, async () => 1)).rejects.toThrow(TypeError)
  prepared('trial_name', CompiledQuery.raw('select 1'))
  expect(() => prepared('trial_name', CompiledQuery.raw('select 2'))).toThrow(/another statement/)
  await expect(
    db.inOrganisation(org, (tx) => goAlong(tx, { text: 'select $1', values: [{} as never] })),
  ).rejects.toThrow(/plain values/)
})

test('only neighbours without values become one message', () => {
  const [a, b, c] = [{ text: 'a' }, { text: 'b', values: [1] }, { text: 'c', name: 'c' }]
  expect(joined([a, a, b, a, a, c, a])).toEqual([{ text: 'a; a' }, b, { text: 'a; a' }, c, a])
})

const PROGRAM = fileURLToPath(new URL('../../../test/harness/children/acts-with-events.ts', import.meta.url))

test('kill -9 between act and commit, again and again: no act without its event, no event without its act', async () => {
  for (let round = 0; round < 3; round++) {
    const child: ChildProcess = spawn(process.execPath, ['--no-warnings', PROGRAM, db.appUrl, org], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let count = 0
    await new Promise<void>((resolve) => child.stdout!.on('data', () => ++count > 20 + round * 11 && resolve()))
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const { acts, events, both } = await db.inOrganisation(org, async (tx) => {
    const { rows } = await sql<{ acts: number; events: number; both: number }>`
      select (select count(*) from unit) as acts, (select count(*) from event) as events,
        (select count(*) from unit u join event e on e.subject_id = u.id) as both`.execute(tx)
    return rows[0]!
  })
  expect(acts).toBeGreaterThan(60)
  expect([events, both]).toEqual([acts, acts])
})

test('an id of nobody shows nothing', async () => {
  expect(await db.inOrganisation(newId(), (tx) => tx.selectFrom('organisation').selectAll().execute())).toEqual([])
})
