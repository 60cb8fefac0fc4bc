import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { passMail } from '../pass-mail.fixture.ts'
import { type NextHop, startNextHop } from './next-hop.fixture.ts'

const db = useTestDatabase()
const TO = 'a@pref-x.example'
const ROUNDS = process.env['SEKISHO_DEEP'] ? 20 : 3
/** Attempts that one process has under way at once. */
const AT_ONCE = 32
const PROGRAM = fileURLToPath(new URL('./releasing-process.fixture.ts', import.meta.url))
let house: MailHouse
let room: MailRoom
let hop: NextHop

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  hop = await startNextHop()
})
afterAll(async () => {
  await room.close()
  await hop.stop()
})

const arrivedIds = () => hop.arrived.map(({ text }) => / id ([0-9a-f-]{36});/.exec(text.toString('latin1'))![1]!)

async function startReleasing(): Promise<ChildProcess> {
  const folder = dirname(dirname(room.vault.folder.arrivingPath('x')))
  const args = [PROGRAM, db.appUrl, folder, join(dirname(folder), 'keyring.json'), house.orgId, String(hop.port)]
  const child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test(
  'R16 kill -9 at any moment while mail goes out: everything leaves, nothing unapproved, twice only what was under way',
  { timeout: 600_000 },
  async () => {
    const { port } = await room.front()
    const { author, chief } = house.addresses
    const hold = (to: string) => submit(port, { from: author, to: [to], raw: mailWithList(author, [to]) })
    const pass = async (to: string) => {
      const mailId = await hold(to)
      await passMail({ house, room, inOrganisation: (orgId, work) => db.inOrganisation(orgId, work) }, mailId)
      return mailId
    }
    // Inside mail goes at once; the outside mail was approved in part, and of that a part may not leave any more.
    const inside = await Promise.all(Array.from({ length: 15 * ROUNDS }, () => hold(chief)))
    const approved: string[] = []
    while (approved.length < 6) approved.push(await pass(TO))
    const stopped = [await hold(TO), await pass('b@city-y.example'), await pass('c@city-y.example')]
    await db.inOrganisation(house.orgId, (tx) =>
      tx.updateTable('engagement').set({ status: 'closed' }).where('id', '=', house.cityY).execute(),
    )
    await db.setClock(new Date(Date.now() + 4 * 60_000))

    const points = fc.sample(fc.integer({ min: 1, max: 9 }), ROUNDS)
    for (const point of points) {
      const before = hop.arrived.length
      const child = await startReleasing()
      await expect
        .poll(() => hop.arrived.length, { interval: 3, timeout: 60_000 })
        .toBeGreaterThanOrEqual(before + point)
      child.kill('SIGKILL')
      await once(child, 'exit')
      // The lease of an attempt that was killed is over at once here.
      await db.asOwner(`update outbound_mail_recipient set lease_until = clock_now() - interval '1 second'
        where delivery = 'sending'`)
    }
    const last = await startReleasing()
    const open = () =>
      db.asOwner(`select 1 from outbound_mail_recipient r join outbound_mail m on m.id = r.mail_id
        where r.delivery in ('queued', 'sending', 'deferred') or m.release_due_at < clock_now()`)
    await expect.poll(open, { interval: 100, timeout: 120_000 }).toEqual([])
    last.kill('SIGKILL')
    await once(last, 'exit')

    const ids = arrivedIds()
    expect(new Set(ids)).toEqual(new Set([...inside, ...approved]))
    for (const id of stopped) expect(ids).not.toContain(id)
    expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(ROUNDS * AT_ONCE)
    const consumed = await db.asOwner('select 1 from permit_consumption')
    expect(consumed).toHaveLength(approved.length)
  },
)
