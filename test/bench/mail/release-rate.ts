import type { Tx } from '../../../src/kernel/db/database.ts'
import {
  buildMailHouse,
  mailWithList,
  openMailRoom,
  submit,
} from '../../../src/operation/outbound-mail/mail-house.fixture.ts'
import { passMail } from '../../../src/operation/outbound-mail/pass-mail.fixture.ts'
import { relayDeliverer } from '../../../src/operation/outbound-mail/release/relay-deliverer.ts'
import { type BenchDatabase, startBenchDatabase } from './bench-database.ts'
import { startSink } from './mail-programs.ts'
import { processorMs } from './process-cost.ts'

const TEN_KB = 10 * 1024

/**
 * Approved mails of 10 KB to the next hop: checks once more, permit and its consumption, SMTP, the answer noted. What the
 * worker's jobs do, without their queue; so many at once.
 */
export async function releaseRate(count: number, atOnce: number): Promise<void> {
  const db = await startBenchDatabase()
  const sink = await startSink()
  try {
    const house = await buildMailHouse(db)
    const relay = relayDeliverer({ host: '127.0.0.1', port: sink.port, name: 'gate.jisha.example' })
    const room = await openMailRoom(db, relay)
    const place = {
      house,
      room,
      inOrganisation: <T>(orgId: string, work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work),
    }
    await db.inOrganisation(house.orgId, (tx) =>
      tx.insertInto('outbound_mail_policy').values({ cool_down_seconds: 0 }).execute(),
    )
    const { port } = await room.front()
    const prepare = async () => {
      const padding = Array.from({ length: Math.floor(TEN_KB / 80) }, (_, n) => `X-Trial-${n}: ${'x'.repeat(66)}`)
      const raw = mailWithList(house.addresses.author, ['a@pref-x.example'], padding)
      const id = await submit(port, { from: house.addresses.author, to: ['a@pref-x.example'], raw })
      await passMail(place, id)
      return id
    }
    const run = async (some: string[]) => {
      await inTurns(some, atOnce, async (id) => {
        const outcome = await room.work.releaseMail(house.orgId, id)
        if (outcome !== 'released') throw new Error(`a mail that was passed is ${String(outcome)}`)
      })
      await inTurns(some, atOnce, (id) => room.work.deliverMail(house.orgId, id))
    }
    const ids: string[] = []
    await inTurns(Array.from({ length: count * 2 }, String), 8, async () => void ids.push(await prepare()))
    await run(ids.splice(0, count)) // Not counted: it warms up.
    const processes = [[process.pid], [db.postmaster]] as const
    const spent = () => Promise.all(processes.map((roots) => processorMs(roots)))
    const [at, before] = [performance.now(), await spent()]
    await run(ids)
    const [ms, after] = [performance.now() - at, await spent()]
    const [ours, postgres] = after.map((one, n) => ((one - before[n]!) / count).toFixed(1))
    const delivered = await deliveredCount(db, house.orgId)
    console.log(
      `release: ${((count / ms) * 1000).toFixed(0)} mails/s of 10 KB, ${atOnce} at once; of the processor ${ours} ms ours and ${postgres} ms PostgreSQL's a mail; ${delivered} of ${count * 2} delivered`,
    )
    await room.close()
  } finally {
    await sink.stop()
    await db.stop()
  }
}

async function inTurns(ids: readonly string[], atOnce: number, work: (id: string) => Promise<unknown>): Promise<void> {
  const left = [...ids]
  const one = async () => {
    for (let id = left.pop(); id; id = left.pop()) await work(id)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
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
