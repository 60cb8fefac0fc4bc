import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Tx } from '../../../src/kernel/db/database.ts'
import { keepNotesIn } from '../../../src/kernel/gates/index.ts'
import {
  buildMailHouse,
  mailWithList,
  openMailRoom,
  submit,
} from '../../../src/operation/outbound-mail/mail-house.fixture.ts'
import { passMail } from '../../../src/operation/outbound-mail/pass-mail.fixture.ts'
import { type BenchDatabase, startBenchDatabase } from './bench-database.ts'
import { inTurns } from './in-turns.ts'
import { startSink } from './mail-programs.ts'
import { processorMs } from './process-cost.ts'

const TEN_KB = 10 * 1024
const PROGRAM = fileURLToPath(new URL('release-process.ts', import.meta.url))

/**
 * Approved mails of 10 KB to the next hop: checks once more, permit and its consumption, SMTP, the answer noted. One
 * process does what the worker's jobs do, without their queue; so many at once. The first half is not counted: it warms up.
 */
export async function releaseRate(count: number, atOnce: number): Promise<void> {
  const db = await startBenchDatabase()
  const sink = await startSink()
  try {
    const house = await buildMailHouse(db)
    const room = await openMailRoom(db)
    keepNotesIn(room.vault)
    const place = {
      house,
      room,
      inOrganisation: <T>(orgId: string, work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work),
    }
    await db.inOrganisation(house.orgId, (tx) =>
      tx.insertInto('outbound_mail_policy').values({ cool_down_seconds: 0 }).execute(),
    )
    const { port } = await room.front()
    const ids: string[] = []
    await inTurns(Array.from({ length: count * 2 }, String), 8, async () => {
      const padding = Array.from({ length: Math.floor(TEN_KB / 80) }, (_, n) => `X-Trial-${n}: ${'x'.repeat(66)}`)
      const raw = mailWithList(house.addresses.author, ['a@pref-x.example'], padding)
      const id = await submit(port, { from: house.addresses.author, to: ['a@pref-x.example'], raw })
      await passMail(place, id)
      ids.push(id)
    })
    const vault = dirname(dirname(room.vault.folder.arrivingPath('x')))
    const child = spawn(
      process.execPath,
      [
        '--no-warnings',
        PROGRAM,
        db.url,
        vault,
        join(dirname(vault), 'keyring.json'),
        house.orgId,
        `${sink.port}`,
        `${atOnce}`,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, UV_THREADPOOL_SIZE: '16' } },
    )
    const ask = asking(child)
    await ask(ids.slice(0, count))
    const before = [await processorMs([child.pid!]), await processorMs([db.postmaster])] as const
    const ms = Number(await ask(ids.slice(count)))
    const ours = (await processorMs([child.pid!])) - before[0]
    const postgres = (await processorMs([db.postmaster])) - before[1]
    child.stdin.end()
    await once(child, 'exit')
    const each = (spent: number) => (spent / count).toFixed(1)
    console.log(
      `release: ${((count / ms) * 1000).toFixed(0)} mails/s of 10 KB, ${atOnce} at once; ` +
        `of the processor ${each(ours + postgres)} ms a mail, ${each(postgres)} of them PostgreSQL's; ${await deliveredCount(db, house.orgId)} of ${count * 2} delivered`,
    )
    keepNotesIn(undefined)
    await room.close()
  } finally {
    await sink.stop()
    await db.stop()
  }
}

/** Gives the process the ids of a run, and waits for its answer. */
function asking(child: ChildProcess): (ids: readonly string[]) => Promise<string> {
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]()
  const next = async () => {
    const line = await lines.next()
    if (line.done) throw new Error('the releasing process ended')
    return line.value
  }
  const isUp = next()
  return async (ids) => {
    await isUp
    child.stdin!.write(`${ids.join(' ')}\n`)
    return next()
  }
}

const deliveredCount = (db: BenchDatabase, orgId: string) =>
  db.inOrganisation(orgId, async (tx) => {
    const rows = await tx
      .selectFrom('outbound_mail_recipient')
      .where('delivery', '=', 'delivered')
      .select('id')
      .execute()
    return rows.length
  })
