import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { type Database, openDatabase } from '../../../kernel/db/database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { deliveries } from '../operations/deliver-mail.ts'
import { startWire } from '../smtp/cut-wire.fixture.ts'
import { recipientsOf } from '../store.ts'
import type { Deliverer } from './deliverer.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let wire: Awaited<ReturnType<typeof startWire>>
let database: Database

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
  wire = await startWire(db.appUrl)
  database = openDatabase(wire.url)
})
afterAll(async () => {
  await database.close()
  await wire.stop()
  await room.close()
})

let given = 0
/** A mail within the house, which waits for nobody, and its only attempt. */
async function attempt(relay: Deliverer) {
  const { port } = await room.front()
  const { author, chief } = house.addresses
  const mailId = await submit(port, {
    from: author,
    to: [chief],
    raw: mailWithList(author, [chief], [`X-Trial: ${given++}`]),
  })
  const deliver = deliveries(database, { ...room.equipment, relay })
  const state = async () => {
    const [row] = await db.inOrganisation(house.orgId, (tx) => recipientsOf(tx, mailId))
    return row!.delivery
  }
  return { outcome: deliver(house.orgId, mailId), state, deliver: () => deliver(house.orgId, mailId) }
}

test('the database goes away between the next hop’s 250 and our note: noted when it is back, and sent once', async () => {
  let sent = 0
  const { outcome, state, deliver } = await attempt(({ recipients }) => {
    sent += 1
    wire.cut()
    setTimeout(() => wire.mend(), 700)
    return Promise.resolve(recipients.map(({ id }) => ({ recipientId: id, reply: '250 2.0.0 taken' })))
  })
  expect(await outcome).toBe('attempted')
  expect(await state()).toBe('delivered')
  expect(await deliver()).toBe('nothing_due')
  expect(sent).toBe(1)
})

test('the database goes away before the attempt: nothing is said to the next hop, and it goes out later', async () => {
  let sent = 0
  const relay: Deliverer = ({ recipients }) => {
    sent += 1
    return Promise.resolve(recipients.map(({ id }) => ({ recipientId: id, reply: '250 2.0.0 taken' })))
  }
  wire.cut()
  const { outcome, state, deliver } = await attempt(relay)
  await expect(outcome).rejects.toBeInstanceOf(Error)
  expect([sent, await state()]).toEqual([0, 'queued'])
  wire.mend()
  expect(await deliver()).toBe('attempted')
  expect([sent, await state()]).toEqual([1, 'delivered'])
})
