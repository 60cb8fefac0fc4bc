import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve, handOver, oddMail, ownMail, selfCheck } from '../harness/mail-by-hand.ts'
import { type OutsideServer, startOutsideServer } from '../harness/outside-server.ts'
import { CLIENT_DOMAIN, foundRealOrganisation, type RealOrganisation } from '../harness/real-organisation.ts'
import {
  databaseUrls,
  freePort,
  printed,
  type RunningSekisho,
  startSekisho,
  until,
} from '../harness/running-sekisho.ts'

/**
 * kill -9 of each part, one after the other and of everything at once, while mail comes in and approved mail goes out.
 * What was answered 250 is there; what nobody approved has not left; what was approved has left under one permit.
 */
const LONG = process.env['SEKISHO_DEEP'] ? 3_600_000 : 900_000
const TO = `uketsuke@${CLIENT_DOMAIN}`
/** Each process and the database, as often as asked; and at the end everything at once. The ledger is linked by the worker. */
const PARTS = ['run worker', 'run smtp', 'run web', '/cluster']
const KILLS = process.env['SEKISHO_DEEP'] ? 20 : PARTS.length
let folder: string
let outside: OutsideServer
let sekisho: RunningSekisho
let real: RealOrganisation
let settings: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-kill-'))
  outside = await startOutsideServer()
  const [http, smtp] = await Promise.all([freePort(), freePort()])
  settings = {
    SEKISHO_HTTP_PORT: String(http),
    SEKISHO_SMTP_PORT: String(smtp),
    SEKISHO_RELAY: `127.0.0.1:${outside.port}`,
  }
  sekisho = await startSekisho({ data: join(folder, 'data'), settings })
  real = await foundRealOrganisation(sekisho.url, printed.setupCode(sekisho))
}, LONG)
afterAll(async () => {
  await sekisho?.stop()
  await outside?.stop()
  await rm(folder, { recursive: true, force: true })
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const asOwner = async <Row extends pg.QueryResultRow>(text: string) => {
  const client = new pg.Client({ connectionString: (await databaseUrls(join(folder, 'data'))).owner })
  await client.connect()
  const { rows } = await client.query<Row>(text)
  await client.end()
  return rows
}

/** Hands mail in from several clients until it is told to stop; remembers only what was answered 250. */
function startLoad(clients: number) {
  const acknowledged = new Map<string, string>()
  const over = new AbortController()
  let next = 0
  const one = async () => {
    while (!over.signal.aborted) {
      const subject = `load ${(next += 1)}`
      const bytes = oddMail(subject, real.author.address, TO)
      const taken = await handOver(sekisho.smtpPort, {
        from: real.author.address,
        to: [TO],
        bytes,
        auth: real.submission,
      }).then(
        () => true,
        () => false,
      )
      if (taken) acknowledged.set(subject, sha256(bytes))
      else await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const running = Promise.all(Array.from({ length: clients }, one))
  return {
    acknowledged,
    async stop() {
      over.abort()
      await running
    },
  }
}

/** Keeps asking while a part is away. */
async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (cause) {
      if (attempt === 100) throw cause
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

async function sendChecked(subject: string): Promise<string> {
  const bytes = oddMail(subject, real.author.address, TO)
  await insist(() => handOver(sekisho.smtpPort, { from: real.author.address, to: [TO], bytes, auth: real.submission }))
  const held = await insist(() => ownMail(real.author.client, subject))
  await insist(() => selfCheck(real.author.client, held))
  return held.id
}

test(
  'kill -9 の中でも、250 と答えたものは失われず、許可のないものは出ず、承認したものは 1 つの許可で出る',
  { timeout: LONG },
  async () => {
    const approved: string[] = []
    const ids = await Promise.all(Array.from({ length: KILLS + 1 }, (_, at) => sendChecked(`approved ${at + 1}`)))
    const load = startLoad(3)
    const points = fc.sample(fc.integer({ min: 2, max: 12 }), KILLS)
    for (const [at, point] of points.entries()) {
      const part = PARTS[at % PARTS.length]!
      const before = load.acknowledged.size
      await until(async () => load.acknowledged.size >= before + point)
      // Approved, and in the middle of its release killed.
      await insist(() => approve(real.supervisor.client, ids[at]!))
      approved.push(ids[at]!)
      await sekisho.kill(part)
    }
    const before = load.acknowledged.size
    await until(async () => load.acknowledged.size >= before + 5)
    await sekisho.kill('*')
    await load.stop()
    expect(load.acknowledged.size).toBeGreaterThan(points.reduce((sum, point) => sum + point, 0))

    sekisho = await startSekisho({ data: join(folder, 'data'), settings })
    await insist(() => approve(real.supervisor.client, ids[KILLS]!))
    approved.push(ids[KILLS]!)

    const there = new Set(
      (await asOwner<{ sha256: string }>('select sha256 from outbound_mail')).map((row) => row.sha256),
    )
    const lost = [...load.acknowledged].filter(([, hash]) => !there.has(hash)).map(([subject]) => subject)
    expect(lost, 'answered 250 and gone').toEqual([])

    // An attempt that was killed keeps its lease for a quarter of an hour; here that time is over at once.
    await until(async () => {
      await asOwner(`update outbound_mail_recipient set lease_until = now() where delivery = 'sending' and is_outside`)
      await asOwner(`update outbound_mail_recipient set next_try_at = now() where delivery in ('queued', 'deferred')`)
      const [row] = await asOwner<{ n: number }>(
        `select count(*)::int as n from outbound_mail where custody = 'released' and id in ('${approved.join(`','`)}')`,
      )
      return row!.n === approved.length
    })
    // Notices to our own people go by the same relay; they are not what is held here.
    const sentOut = outside.mails.filter(({ recipients }) => recipients.includes(TO))
    const subjectsOut = sentOut.map(({ bytes }) => /^Subject: (.*)\r$/m.exec(bytes.toString('latin1'))![1]!)
    expect([...new Set(subjectsOut)].sort(), 'what was approved has left, and nothing else').toEqual(
      ids.map((_, at) => `approved ${at + 1}`),
    )
    const permits = await asOwner<{ mail_id: string; n: number }>(`
    select m.id as mail_id, count(distinct r.permit_id)::int as n from outbound_mail m
    join outbound_mail_recipient r on r.org_id = m.org_id and r.mail_id = m.id
    where r.permit_id is not null group by 1`)
    expect(Object.fromEntries(permits.map((row) => [row.mail_id, row.n]))).toEqual(
      Object.fromEntries(approved.map((id) => [id, 1])),
    )
    const [consumed] = await asOwner<{ n: number }>('select count(*)::int as n from permit_consumption')
    expect(consumed!.n).toBe(approved.length)
    // Only an attempt that was under way at a kill may have been made twice (RFC 1047): one for each kill at most.
    expect(subjectsOut.length).toBeLessThanOrEqual(approved.length + KILLS + 1)

    // And everything that was held is read in the end, and still held.
    await until(async () => {
      const [row] = await asOwner<{ n: number }>(`select count(*)::int as n from outbound_mail m where custody = 'held'
      and not exists (select 1 from outbound_mail_reading d where d.org_id = m.org_id and d.mail_id = m.id)`)
      return row!.n === 0
    })
    // The ledger has no gap, and nothing twice, whenever the one that links it was killed.
    await until(async () => {
      const [row] = await asOwner<{ n: number }>(
        `select count(*)::int as n from event e where not exists (select 1 from event_link l where l.event_id = e.id)`,
      )
      return row!.n === 0
    })
    const chains = await asOwner<{ isWhole: boolean }>(
      `select count(*) = max(leaf_index) + 1 and min(leaf_index) = 0 and count(distinct event_id) = count(*) as "isWhole"
       from event_link group by org_id`,
    )
    expect(chains.length).toBeGreaterThan(1)
    for (const { isWhole } of chains) expect(isWhole).toBe(true)
    const health = await fetch(`${sekisho.url}/api/health`)
    expect(health.status).toBe(200)
  },
)
