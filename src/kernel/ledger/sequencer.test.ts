import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { openDatabase } from '../db/database.ts'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { canonicalEvent } from './rules/canonical-event.ts'
import { append, chainHash, chainStart, emptyFrontier, leafHash, rootOf } from './rules/merkle.ts'
import { defineEvents, recordEvent } from './record-event.ts'
import { INSTANCE_LEDGER, inInstance, recordInstanceEvent } from './record-instance-event.ts'
import { instanceEvents } from './events.ts'
import { ledgerHealth, unlinkedSince } from './read-models.ts'
import { linkNow, startSequencer } from './sequencer.ts'
import { ledgerHead, occurredText } from './store.ts'

const db = useTestDatabase()
const kinds = defineEvents('trial', { done: { n: z.number().int() } })
const record = (tx: Tx, orgId: string, n: number) =>
  recordEvent(tx, kinds.done, {
    actor: { kind: 'system', orgId, part: 'trial' },
    subject: { kind: 'trial', id: newId() },
    facts: { n },
  })

let org: string
beforeEach(async () => {
  org = await db.newOrganisation()
})

/** Computes the whole ledger again from its events and compares; answers the facts in ledger order. */
async function expectWholeLedger(orgId: string, count: number): Promise<number[]> {
  return db.inOrganisation(orgId, async (tx) => {
    const rows = await tx
      .selectFrom('event_link as l')
      .leftJoin('event as e', (on) => on.onRef('e.org_id', '=', 'l.org_id').onRef('e.id', '=', 'l.event_id'))
      .selectAll('l')
      .selectAll('e')
      .select(occurredText('e.occurred_at').as('occurred_at'))
      .orderBy('l.leaf_index')
      .execute()
    const waiting = await sql<{ n: number }>`select count(*) as n from event`.execute(tx)
    expect(waiting.rows[0]!.n).toBe(count)
    expect(rows.map((row) => row.leaf_index)).toEqual(Array.from({ length: count }, (_, i) => i))
    const frontier = emptyFrontier()
    let chain = chainStart(orgId)
    for (const row of rows) {
      const leaf = leafHash(Buffer.from(canonicalEvent(row as never)))
      expect(row.leaf_hash.equals(leaf)).toBe(true)
      chain = chainHash(chain, leaf)
      expect(row.chain_hash.equals(chain)).toBe(true)
      append(frontier, leaf)
    }
    expect(await ledgerHead(tx, orgId)).toEqual({ size: count, root: rootOf(frontier), chainHead: chain })
    return rows.map((row) => (row.facts as { n: number }).n)
  })
}

test('50 parallel writers, two sequencers at once: no gap, nothing twice', async () => {
  const writers = openDatabase(db.appUrl, { maxConnections: 50 })
  const other = await db.newOrganisation()
  const problems: Error[] = []
  const sequencers = [0, 1].map(() =>
    startSequencer({
      database: db.database,
      pollMs: 5,
      leaseMs: 300,
      batchSize: 37,
      onProblem: (problem) => void problems.push(problem),
    }),
  )
  onTestFinished(async () => {
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()))
    await writers.close()
  })
  await Promise.all(
    Array.from({ length: 50 }, async (_, writer) => {
      for (let i = 0; i < 20; i++) {
        const orgId = (writer + i) % 5 === 0 ? other : org
        await writers.kysely.transaction().execute(async (tx) => {
          await sql`select set_config('app.org', ${orgId}, true)`.execute(tx)
          await record(tx, orgId, writer * 100 + i)
        })
      }
    }),
  )
  await linkNow(db.database)
  expect(problems).toEqual([])
  const [own, others] = [await expectWholeLedger(org, 800), await expectWholeLedger(other, 200)]
  expect(new Set([...own, ...others]).size).toBe(1000)
})

test('a long transaction that commits late is linked, and while open holds up nobody', async () => {
  const late = new pg.Client({ connectionString: db.appUrl })
  await late.connect()
  await late.query('begin')
  await late.query(`select set_config('app.org', $1, true)`, [org])
  await insertRaw(late, -1)
  for (let n = 0; n < 40; n++) {
    await db.inOrganisation(org, (tx) => record(tx, org, n))
    expect(await linkNow(db.database, { batchSize: 3 })).toBe(1)
  }
  await late.query('commit')
  await late.end()
  expect(await linkNow(db.database)).toBe(1)
  expect((await expectWholeLedger(org, 41)).at(-1)).toBe(-1)
})

test('a long transaction, a backlog and a batch smaller than either: nothing is passed over', async () => {
  const late = new pg.Client({ connectionString: db.appUrl })
  await late.connect()
  await late.query('begin')
  await late.query(`select set_config('app.org', $1, true)`, [org])
  for (let n = 0; n < 25; n++) await insertRaw(late, 1000 + n)
  await db.inOrganisation(org, async (tx) => {
    for (let n = 0; n < 25; n++) await record(tx, org, n)
  })
  expect(await linkNow(db.database, { batchSize: 4 })).toBe(25)
  await late.query('commit')
  await late.end()
  await db.inOrganisation(org, async (tx) => {
    for (let n = 25; n < 50; n++) await record(tx, org, n)
  })
  expect(await linkNow(db.database, { batchSize: 4 })).toBe(50)
  expect(new Set(await expectWholeLedger(org, 75)).size).toBe(75)
})

test('a rolled back act leaves no event; a savepoint rolled back inside an act takes only its own', async () => {
  await expect(
    db.inOrganisation(org, async (tx) => {
      await record(tx, org, 1)
      throw new Error('the act failed')
    }),
  ).rejects.toThrow('the act failed')
  await db.inOrganisation(org, async (tx) => {
    await sql`savepoint part`.execute(tx)
    await record(tx, org, 2)
    await sql`rollback to part`.execute(tx)
    await sql`savepoint part`.execute(tx)
    await record(tx, org, 3)
    await sql`release part`.execute(tx)
  })
  expect(await linkNow(db.database)).toBe(1)
  expect(await expectWholeLedger(org, 1)).toEqual([3])
})

test('restored into another cluster, where transaction numbers mean nothing: everything unlinked is found, once', async () => {
  await db.inOrganisation(org, (tx) => record(tx, org, 1))
  await linkNow(db.database)
  await db.inOrganisation(org, (tx) => record(tx, org, 2))
  // As it looks after a restore: numbers from far in the future, and a state that belongs elsewhere.
  await db.asOwner(`alter table event disable trigger append_only`)
  await db.asOwner(`update event set xid = '900000000' where org_id = $1`, [org])
  await db.asOwner(`alter table event enable trigger append_only`)
  await db.asOwner(`update sequencer.state set cluster = 1, next_xid = '800000000'`)
  await db.inOrganisation(org, (tx) => record(tx, org, 3))
  expect(await linkNow(db.database, { batchSize: 1 })).toBe(2)
  await db.inOrganisation(org, (tx) => record(tx, org, 4))
  expect(await linkNow(db.database)).toBe(1)
  expect(await linkNow(db.database)).toBe(0)
  expect(await expectWholeLedger(org, 4)).toHaveLength(4)
})

test('the instance has a ledger of its own, also inside an organisation’s act', async () => {
  await inInstance(db.database, (tx) =>
    recordInstanceEvent(tx, instanceEvents.started, { part: 'trial', facts: { version: '1' } }),
  )
  await db.inOrganisation(org, async (tx) => {
    await record(tx, org, 1)
    await recordInstanceEvent(tx, instanceEvents.organisation_created, {
      part: 'trial',
      subject: { kind: 'organisation', id: org },
      facts: {},
    })
    await record(tx, org, 2)
  })
  await linkNow(db.database)
  expect(await expectWholeLedger(org, 2)).toEqual([1, 2])
  await expectWholeLedger(INSTANCE_LEDGER, 2)
  await expect(db.newOrganisation()).resolves.not.toBe(INSTANCE_LEDGER)
  await expect(
    inInstance(db.database, (tx) => tx.insertInto('organisation').values({ name: '×' }).execute()),
  ).rejects.toThrow(/organisation_is_not_the_instance/)
})

test('health: unlinked events are counted and, when they wait too long, an alarm', async () => {
  await linkNow(db.database)
  expect(await ledgerHealth(db.database)).toEqual({ state: 'stopped', unlinkedCount: 0, unlinkedSeconds: 0 })
  await db.inOrganisation(org, (tx) => record(tx, org, 1))
  await db.asOwner(`update sequencer.state set caught_up_at = now() - interval '4 seconds'`)
  expect(await unlinkedSince(db.database)).toBeUndefined()
  await db.asOwner(`update sequencer.state set caught_up_at = now() - interval '6 seconds'`)
  expect(await unlinkedSince(db.database)).toBeGreaterThan(5)
  expect(await ledgerHealth(db.database)).toMatchObject({ state: 'behind', unlinkedCount: 1 })
  await linkNow(db.database)
  expect(await unlinkedSince(db.database)).toBeUndefined()
})

test('whoever lost the lease links nothing, and no batch may leave a gap', async () => {
  const [first, second] = [newId(), newId()]
  const lease = async (holder: string, ms: number) =>
    (await db.asOwner<{ held: boolean }>('select ledger_lease($1, $2) as held', [holder, ms]))[0]!.held
  const link = (holder: string, at: number) =>
    db.database.pool.query('select ledger_link($1, $2, $3, null, null)', [
      holder,
      JSON.stringify([{ ledger: org, at, event: newId(), leaf: '00'.repeat(32), chain: '00'.repeat(32) }]),
      '[]',
    ])
  expect(await lease(first, 60_000)).toBe(true)
  expect(await lease(second, 60_000)).toBe(false)
  await expect(link(second, 0)).rejects.toThrow(/lease/)
  await expect(link(first, 1)).rejects.toThrow(/does not continue/)
  await link(first, 0)
  await expect(link(first, 0)).rejects.toThrow(/does not continue/)
  await lease(first, 0)
  expect(await lease(second, 0)).toBe(true)
  await expect(link(first, 1)).rejects.toThrow(/lease/)
})

/** As `recordEvent` does, in a transaction that the test holds open. */
async function insertRaw(client: pg.Client, n: number): Promise<void> {
  await client.query(`select record_event($1, 'trial.done', 'system', null, 'trial', 'trial', $2, $3, null)`, [
    newId(),
    newId(),
    JSON.stringify({ n }),
  ])
}

/** A sequencer in a process of its own. It says a line for each batch. */
function sequencerProcess(url: string): ChildProcess {
  const program = `
    import { openDatabase } from './src/kernel/db/database.ts'
    import { startSequencer } from './src/kernel/ledger/index.ts'
    startSequencer({ database: openDatabase(process.argv[1]), pollMs: 5, leaseMs: 200, batchSize: 20,
      onLinked: (count) => process.stdout.write('linked ' + count + '\\n') })`
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--input-type=module-typescript', '--eval', program, '--', url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('kill -9 in the middle of a batch, five times over: another takes over, no gap, nothing twice', async () => {
  const COUNT = 2000
  await db.inOrganisation(org, async (tx) => {
    for (let n = 0; n < COUNT; n++) await record(tx, org, n)
  })
  // Slow enough that the killed one is inside its statement: half of the links of each batch come after a pause.
  await db.asOwner(`create function slow_link() returns trigger language plpgsql as
    $$ begin if new.leaf_index % 20 = 10 then perform pg_sleep(0.02); end if; return new; end $$`)
  await db.asOwner(`create trigger slow before insert on event_link for each row execute function slow_link()`)
  let linked = 0
  for (let kill = 1; kill <= 5; kill++) {
    const child = sequencerProcess(db.appUrl)
    let said = 0
    for await (const chunk of child.stdout!) {
      linked += [...String(chunk).matchAll(/linked (\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0)
      if (++said === 3 * kill) break
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await db.asOwner('drop trigger slow on event_link')
  expect(linked).toBeGreaterThan(0)
  const [{ before } = { before: 0 }] = await db.asOwner<{ before: number }>(
    'select count(*) as before from event_link where org_id = $1',
    [org],
  )
  expect(before).toBeLessThan(COUNT)
  // The dead one's lease runs out by itself.
  await linkNow(db.database)
  expect(await expectWholeLedger(org, COUNT)).toHaveLength(COUNT)
})
