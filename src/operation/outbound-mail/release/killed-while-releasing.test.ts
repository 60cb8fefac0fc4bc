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
const AT_ONCE = 4
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
    // Inside mail goes at once; of the outside mail one is approved and one is not.
    const inside = await Promise.all(Array.from({ length: 15 * ROUNDS }, () => hold(chief)))
    const [approved, unapproved] = [await hold(TO), await hold(TO)]
    await passMail({ house, room, inOrganisation: (orgId, work) => db.inOrganisation(orgId, work) }, approved)
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
      db.asOwner(`select 1 from outbound_mail_recipient where delivery in ('queued', 'sending', 'deferred')`)
    await expect.poll(open, { interval: 100, timeout: 120_000 }).toEqual([])
    last.kill('SIGKILL')
    await once(last, 'exit')

    const ids = arrivedIds()
    expect(new Set(ids)).toEqual(new Set([...inside, approved]))
    expect(ids).not.toContain(unapproved)
    expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(ROUNDS * AT_ONCE)
    const consumed = await db.asOwner('select 1 from permit_consumption')
    expect(consumed).toHaveLength(1)
  },
)
