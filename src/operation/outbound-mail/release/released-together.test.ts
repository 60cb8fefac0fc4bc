import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { rm } from 'node:fs/promises'
import type { Tx } from '../../../kernel/db/database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  onRoster,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { releaseMails, releases } from '../operations/release-mail.ts'
import { passMail } from '../pass-mail.fixture.ts'
import { type NextHop, startNextHop } from './next-hop.fixture.ts'
import { relayDeliverer } from './relay-deliverer.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let hop: NextHop
let port: number

beforeAll(async () => {
  house = await buildMailHouse(db)
  hop = await startNextHop({ replies: (address) => (address.startsWith('nobody') ? 550 : undefined) })
  room = await openMailRoom(db, relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' }))
  port = (await room.front()).port
  await inHouse((tx) => tx.insertInto('outbound_mail_policy').values({ cool_down_seconds: 0 }).execute())
})
afterAll(async () => {
  await room.close()
  await hop.stop()
})

const inHouse = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(house.orgId, work)

async function approved(...to: string[]): Promise<string> {
  const { author } = house.addresses
  const id = await submit(port, { from: author, to, raw: mailWithList(author, to) })
  const place = {
    house,
    room,
    inOrganisation: <T>(org: string, work: (tx: Tx) => Promise<T>) => db.inOrganisation(org, work),
  }
  await passMail(place, id)
  return id
}

const release = (ids: readonly string[]) => releaseMails(db.database, house.orgId, ids, room.equipment)
const deliver = (ids: readonly string[]) => Promise.all(ids.map((id) => room.work.deliverMail(house.orgId, id)))
const arrived = (id: string) => hop.arrived.filter(({ text }) => text.toString('latin1').includes(`id ${id};`))

/** What stands in the tables of each mail: custody, how its recipients are, for how many its permit was. */
async function standOf(id: string) {
  const [row] = await db.asOwner<{ custody: string; deliveries: string; permits: number }>(
    `select m.custody, (select string_agg(r.delivery, ' ' order by r.position) from outbound_mail_recipient r
       where r.mail_id = m.id) as deliveries,
       (select count(*)::int from permit_consumption c join permit p on p.id = c.permit_id
         join gate_opening o on o.id = p.opening_id where o.subject_id = m.id) as permits
     from outbound_mail m where m.id = $1`,
    [id],
  )
  return row!
}

test('one that fails its checks at release stays, alone; the others leave under permits of their own', async () => {
  const good = [await approved('a@pref-x.example'), await approved('b@pref-x.example', 'c@pref-x.example')]
  const stricter = await approved('d@city-y.example')
  const unapproved = await submit(port, {
    from: house.addresses.author,
    to: ['e@pref-x.example'],
    raw: mailWithList(house.addresses.author, ['e@pref-x.example']),
  })
  await room.work.readHeldMail(house.orgId, unapproved)
  await inHouse((tx) =>
    tx.updateTable('roster_entry').set({ until_on: '2020-05-01' }).where('engagement_id', '=', house.cityY).execute(),
  )

  const together = [good[0]!, stricter, unapproved, good[1]!]
  expect(await release(together)).toEqual(['released', 'not_open', 'not_open', 'released'])
  expect(await standOf(good[1]!)).toEqual({ custody: 'releasing', deliveries: 'queued queued', permits: 1 })
  for (const id of [stricter, unapproved])
    expect(await standOf(id)).toEqual({ custody: 'held', deliveries: 'held', permits: 0 })
  // Each permit covers the recipients of its own mail, and those alone.
  const crossed = await db.asOwner(
    `select 1 from outbound_mail_recipient r join permit p on p.id = r.permit_id
     join gate_opening o on o.id = p.opening_id where o.subject_id <> r.mail_id`,
  )
  expect(crossed).toEqual([])

  expect(await deliver(together)).toEqual(['attempted', 'nothing_due', 'nothing_due', 'attempted'])
  expect(together.map((id) => arrived(id).length)).toEqual([1, 0, 0, 1])
  expect(arrived(good[1]!)[0]!.to).toEqual(['b@pref-x.example', 'c@pref-x.example'])
  expect(await standOf(good[0]!)).toEqual({ custody: 'released', deliveries: 'delivered', permits: 1 })
  expect(await release(together)).toEqual(['not_held', 'not_open', 'not_open', 'not_held'])
  await inHouse((tx) => onRoster(tx, house.cityY, house.people.author))
})

test('one whose content is gone or was changed fails by itself', async () => {
  const ids = [
    await approved('a@pref-x.example'),
    await approved('b@pref-x.example'),
    await approved('c@pref-x.example'),
  ]
  const [{ file_id: gone }] = (await db.asOwner('select file_id from outbound_mail where id = $1', [ids[1]])) as [
    { file_id: string },
  ]
  await rm(room.vault.folder.pathOf(gone))
  // Asked for one after the other, they are done together; the one that fails is tried alone.
  const outcomes = await Promise.allSettled(ids.map((id) => room.work.releaseMail(house.orgId, id)))
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
    'released',
    'failed',
    'released',
  ])
  expect(await standOf(ids[1]!)).toEqual({ custody: 'held', deliveries: 'held', permits: 0 })
})

test('one whose content comes slowly holds up none of those that are released beside it', async () => {
  const [slow, ...others] = [await approved('a@pref-x.example'), await approved('b@pref-x.example')]
  const { file_id: file } = (
    await db.asOwner<{ file_id: string }>('select file_id from outbound_mail where id = $1', [slow])
  )[0]!
  const goesOn = Promise.withResolvers<void>()
  const vault: typeof room.vault = {
    ...room.vault,
    async openContents(tx, fileIds) {
      const contents = await room.vault.openContents(tx, fileIds)
      return contents.map((content, at) => ({
        ...content,
        async *pieces() {
          if (fileIds[at] === file) await goesOn.promise
          yield* content.pieces()
        },
      }))
    },
  }
  const releaseOne = releases(db.database, { vault })
  const asked = [slow, ...others].map((id) => releaseOne(house.orgId, id))
  expect(await asked[1]).toBe('released')
  expect((await standOf(slow)).custody).toBe('held')
  goesOn.resolve()
  expect(await asked[0]).toBe('released')
})

test('in one group of answers each mail keeps its own', async () => {
  const ids = [
    await approved('a@pref-x.example'),
    await approved('nobody@pref-x.example'),
    await approved('b@pref-x.example', 'nobody-too@pref-x.example'),
  ]
  expect(await release(ids)).toEqual(['released', 'released', 'released'])
  await deliver(ids)
  const stands = await Promise.all(ids.map(standOf))
  expect(stands.map(({ deliveries }) => deliveries)).toEqual(['delivered', 'bounced', 'delivered bounced'])
  expect(stands.map(({ custody }) => custody)).toEqual(['released', 'released', 'released'])
  const ends = await db.asOwner<{ how: string }>(
    `select e.how from gate_end e join gate_opening o on o.id = e.opening_id where o.subject_id = any($1)`,
    [ids],
  )
  expect(ends.map(({ how }) => how)).toEqual(['done', 'done', 'done'])
})
