import pg from 'pg'
import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { linkNow } from './sequencer.ts'

const db = useTestDatabase()
const addEvents = (orgId: string, count: number) =>
  db.asOwner(
    `insert into event (org_id, id, type, actor_kind, actor_via, subject_kind, subject_id, facts)
     select $1, gen_random_uuid(), 'trial.done', 'system', 'trial', 'trial', gen_random_uuid(), '{"n": 1}'
     from generate_series(1, $2::int)`,
    [orgId, count],
  )
const look = (client: pg.Client) =>
  client.query(
    `select * from ledger_unlinked(pg_current_snapshot(), '0', '00000000-0000-0000-0000-000000000000', 1000)`,
  )
async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: db.ownerUrl })
  await client.connect()
  // More often than it takes PostgreSQL to keep a plan for good.
  for (let i = 0; i < 10; i++) await look(client)
  return client
}
/** Pages of the two tables and their indexes that one look for new events touches. */
async function pagesOfOneLook(client: pg.Client): Promise<{ found: number | null; pages: number }> {
  const pagesSoFar = async () => {
    await client.query('select pg_stat_force_next_flush()')
    const { rows } = await client.query<{ pages: number }>(
      `select sum(heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit)::int as pages
       from pg_statio_user_tables where relname in ('event', 'event_link')`,
    )
    return rows[0]!.pages
  }
  const before = await pagesSoFar()
  const found = (await look(client)).rowCount
  return { found, pages: (await pagesSoFar()) - before }
}

test('looking for new events touches a few pages, however long the ledger and whatever the planner believed', async () => {
  const org = await db.newOrganisation()
  // Only what the test says: an analyze in between would be counted.
  for (const table of ['event', 'event_link']) await db.asOwner(`alter table ${table} set (autovacuum_enabled = false)`)
  await db.asOwner('analyze event, event_link')
  const sinceEmpty = await connected()
  await addEvents(org, 6000)
  await linkNow(db.database)
  await addEvents(org, 3)
  const beforeAnalyze = await connected()
  await expectFewPages(sinceEmpty)
  await expectFewPages(beforeAnalyze)
  await db.asOwner('analyze event, event_link')
  await expectFewPages(await connected())
  // So many ledgers that one of them looks like a single row.
  await db.asOwner(`insert into event_link select gen_random_uuid(), 0, gen_random_uuid(), sha256(''), sha256('')
    from generate_series(1, 20000)`)
  await db.asOwner('analyze event_link')
  await expectFewPages(await connected())

  async function expectFewPages(client: pg.Client): Promise<void> {
    const { found, pages } = await pagesOfOneLook(client)
    await client.end()
    expect(found).toBe(3)
    expect(pages).toBeGreaterThan(0)
    expect(pages).toBeLessThan(30)
  }
})
