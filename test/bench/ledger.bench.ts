/**
 * The ledger: what the event costs an act (the same transactions with and without it, in turn, the sequencer at work in
 * a process of its own), and linking, exporting and verifying many events. A throw-away PostgreSQL with its default
 * settings: every commit is on disk.
 *
 *   node test/bench/ledger.bench.ts [events to verify, default 1000000] [rounds, default 7] [seconds a run, default 3]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { newId } from '../../src/base/ids.ts'
import { type Database, inOrganisation, openDatabase, type Tx } from '../../src/kernel/db/database.ts'
import { startEmbeddedPostgres } from '../../src/kernel/db/embedded.ts'
import { migrate } from '../../src/kernel/db/migrate.ts'
import { prepareDatabase } from '../../src/kernel/db/roles.ts'
import {
  anchorLedger,
  defineEvents,
  exportLedger,
  ledgerHealth,
  linkNow,
  recordEvent,
  startSequencer,
  verifyExport,
} from '../../src/kernel/ledger/index.ts'

const kinds = defineEvents('bench', { done: { count: z.int(), verdict: z.string() } })

async function bench(eventCount: number, rounds: number, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-bench-'))
  const server = await startEmbeddedPostgres({ folder, settings: { max_connections: '120' } })
  try {
    await prepareDatabase(server.adminUrl, 'sekisho', { owner: 'throw-away', app: 'throw-away', auditor: 'throw-away' })
    const urlAs = (role: string) =>
      Object.assign(new URL(server.adminUrl), { pathname: '/sekisho', username: role, password: 'throw-away' }).href
    await migrate(urlAs('sekisho_owner'))
    const owner = new pg.Client({ connectionString: urlAs('sekisho_owner') })
    // The server stops before it where something failed: that failure is the one to show.
    owner.on('error', () => undefined)
    await owner.connect()
    await owner.query(`
      create table act (org_id uuid not null default current_org() references organisation, id uuid not null,
        unit_id uuid not null, outcome text not null, created_at timestamptz not null default clock_now(),
        primary key (org_id, id), foreign key (org_id, unit_id) references unit (org_id, id));
      call protect_table('act', 'editable')`)
    await costOfTheEvent(urlAs('sekisho_app'), join(folder, 'cluster'), rounds, seconds)
    await manyEvents(owner, urlAs('sekisho_app'), folder, eventCount)
    await owner.end()
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Act {
  readonly org: string
  readonly units: readonly string[]
  readonly subjects: readonly string[]
}

const insertAct = (tx: Tx, act: Act, n: number) =>
  sql`insert into act (id, unit_id, outcome) values (${newId()}, ${act.units[n % act.units.length]}, 'pass')`.execute(
    tx,
  )

/** What stands in the transaction beside the event. */
const acts: Record<string, (tx: Tx, act: Act, n: number) => Promise<unknown>> = {
  'one INSERT': insertAct,
  'read, lock, decide (SELECT, SELECT FOR UPDATE, INSERT, UPDATE)': async (tx, act, n) => {
    const subject = act.subjects[n % act.subjects.length]
    await sql`select u.id, p.id from unit u left join unit p on p.org_id = u.org_id and p.id = u.parent_id
      where u.id = ${act.units[n % act.units.length]}`.execute(tx)
    await sql`select outcome from act where id = ${subject} for update`.execute(tx)
    await insertAct(tx, act, n)
    await sql`update act set outcome = 'done' where id = ${subject}`.execute(tx)
  },
}
async function costOfTheEvent(url: string, cluster: string, rounds: number, seconds: number): Promise<void> {
  const database = openDatabase(url, { maxConnections: 60 })
  const sequencer = spawn(process.execPath, ['--no-warnings', fileURLToPath(import.meta.url), 'sequencer', url], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  console.log(
    '| act | writers | without, acts/s | with the event, acts/s | with ÷ without: median (least … most of rounds) | processor, µs an act: without | with |',
  )
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  try {
    for (const [name, run] of Object.entries(acts)) {
      for (const writers of [10, 50]) {
        const setting = await organisation(database, writers)
        const rates: [number, number][] = []
        const cost: Record<string, number[]> = { true: [], false: [] }
        await runActs(database, setting, run, writers, 1, true)
        for (let round = 0; round < rounds; round++) {
          // In turn, and the other one first every second time: what else the machine does falls on both.
          const order = round % 2 === 0 ? [false, true] : [true, false]
          const rate: Record<string, number> = {}
          for (const withEvent of order) {
            const before = await processorTime(cluster, sequencer.pid!)
            rate[String(withEvent)] = await runActs(database, setting, run, writers, seconds, withEvent)
            // What the sequencer still has to do for these events belongs to them.
            while ((await ledgerHealth(database)).unlinkedCount > 0) await pause(50)
            const spent = (await processorTime(cluster, sequencer.pid!)) - before
            cost[String(withEvent)]!.push(spent / (rate[String(withEvent)]! * seconds))
          }
          rates.push([rate['false']!, rate['true']!])
        }
        const ratios = rates.map(([without, withEvent]) => withEvent / without).sort((a, b) => a - b)
        const per = (which: 0 | 1) => median(rates.map((pair) => pair[which])).toFixed(0)
        console.log(
          `| ${name} | ${writers} | ${per(0)} | ${per(1)} | ${median(ratios).toFixed(2)} (${ratios[0]!.toFixed(2)} … ${ratios.at(-1)!.toFixed(2)}) | ${median(cost['false']!).toFixed(0)} | ${median(cost['true']!).toFixed(0)} |`,
        )
      }
    }
    const from = performance.now()
    let health = await ledgerHealth(database)
    while (health.unlinkedCount > 0) health = await ledgerHealth(database)
    const { rows } = await database.pool.query<{ id: string }>('select id from organisation_ids() as id')
    let gaps = 0
    for (const { id } of rows) {
      gaps += await inOrganisation(database, id, async (tx) => {
        const counted = await sql<{ gaps: number }>`select (select count(*) from event) -
          (select count(*) from event_link) as gaps`.execute(tx)
        return counted.rows[0]!.gaps
      })
    }
    console.log(
      `\nAfter the last act the sequencer had linked the rest in ${(performance.now() - from).toFixed(0)} ms; ${gaps} events without a link.`,
    )
  } finally {
    await ended(sequencer)
    await database.close()
  }
}

/** µs that this process, the sequencer's and all of PostgreSQL have had; what else runs on the machine is not in it. */
async function processorTime(cluster: string, sequencer: number): Promise<number> {
  const postmaster = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]!
  const children = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')).trim().split(' ')
  let ticks = 0
  for (const pid of [process.pid, sequencer, ...children]) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    // utime and stime, in hundredths of a second.
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
    ticks += Number(user ?? 0) + Number(system ?? 0)
  }
  return ticks * 10_000
}

async function organisation(database: Database, writers: number): Promise<Act> {
  const act: Act = {
    org: newId(),
    units: Array.from({ length: writers }, newId),
    subjects: Array.from({ length: 5000 }, newId),
  }
  await inOrganisation(database, act.org, async (tx) => {
    await tx.insertInto('organisation').values({ name: 'Bench' }).execute()
    await tx
      .insertInto('unit')
      .values(act.units.map((id) => ({ id, name: 'Unit', kind: 'workplace' })))
      .execute()
    await sql`insert into act (id, unit_id, outcome)
      select unnest(${act.subjects}::uuid[]), ${act.units[0]}, 'open'`.execute(tx)
  })
  return act
}

async function runActs(
  database: Database,
  act: Act,
  run: (tx: Tx, act: Act, n: number) => Promise<unknown>,
  writers: number,
  seconds: number,
  withEvent: boolean,
): Promise<number> {
  const from = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const actor = { kind: 'account', orgId: act.org, personId: newId(), via: newId() } as const
      while (performance.now() - from < seconds * 1000) {
        const n = count++ * writers + writer
        await inOrganisation(database, act.org, async (tx) => {
          await run(tx, act, n)
          if (withEvent) {
            await recordEvent(tx, kinds.done, {
              actor,
              subject: { kind: 'act', id: newId() },
              facts: { count: n, verdict: 'pass' },
            })
          }
        })
      }
    }),
  )
  return count / ((performance.now() - from) / 1000)
}

async function manyEvents(owner: pg.Client, url: string, folder: string, count: number): Promise<void> {
  const database = openDatabase(url, { maxConnections: 5 })
  const org = newId()
  await inOrganisation(database, org, (tx) => tx.insertInto('organisation').values({ name: 'Bench' }).execute())
  for (let from = 0; from < count; from += 100_000) {
    await owner.query(
      `insert into event (org_id, id, type, actor_kind, actor_id, actor_via, subject_kind, subject_id, facts)
       select $1, gen_random_uuid(), 'bench.done', 'account', gen_random_uuid(), gen_random_uuid()::text, 'act',
         gen_random_uuid(), jsonb_build_object('count', n, 'verdict', 'pass')
       from generate_series($2::int, $3::int) n`,
      [org, from, Math.min(count, from + 100_000) - 1],
    )
  }
  await owner.query('vacuum analyze event')
  console.log(`\n| ${count.toLocaleString('en')} events | s | a second |\n|---|---:|---:|`)
  const row = (what: string, s: number) =>
    console.log(`| ${what} | ${s.toFixed(1)} | ${Math.round(count / s).toLocaleString('en')} |`)
  row('link', await timed(() => linkNow(database)))
  const written = (await inOrganisation(database, org, (tx) => anchorLedger(tx, { folder: join(folder, 'anchors') })))!
  const file = join(folder, 'export.ndjson')
  row(
    'export',
    await timed(async () => {
      const output = createWriteStream(file)
      await inOrganisation(database, org, (tx) => exportLedger(tx, output))
      await finished(output.end())
    }),
  )
  await database.close()
  for (const run of ['verify', 'verify, again', 'verify, once more']) {
    const before = process.memoryUsage().rss
    let most = before
    const s = await timed(async () => {
      const stream = createReadStream(file, { highWaterMark: 1 << 20 })
      const onProgress = () => (most = Math.max(most, process.memoryUsage().rss))
      const report = await verifyExport(stream, [written.line], { onProgress })
      if (report.findingCount > 0 || report.newestAnchoredIndex !== count - 1) throw new Error(JSON.stringify(report))
    })
    row(`${run} (${(((most - before) / 2 ** 20) | 0).toString()} MB more memory at most)`, s)
  }
  console.log(`\nThe export has ${((await stat(file)).size / 1e6).toFixed(0)} MB.`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!

function ended(child: ChildProcess): Promise<unknown> {
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return exit
}

const [first, ...rest] = process.argv.slice(2)
if (first === 'sequencer') startSequencer({ database: openDatabase(rest[0]!, { maxConnections: 2 }) })
else await bench(Number(first ?? 1_000_000), Number(rest[0] ?? 7), Number(rest[1] ?? 3))
