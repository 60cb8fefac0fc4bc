import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from './mail-house.fixture.ts'
import { rawClient } from './smtp/raw-client.fixture.ts'
import { recipientsOf } from './store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
/** A next hop that will report nothing itself. */
const hop = { reply: '250 2.0.0 ok', isDsnLost: true }

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db, (delivery) =>
    Promise.resolve(delivery.recipients.map(({ id }) => ({ recipientId: id, ...hop }))),
  )
  port = (await room.front()).port
})
afterAll(() => room.close())
beforeEach(async () => {
  Object.assign(hop, { reply: '250 2.0.0 ok', isDsnLost: true })
  await db.setClock(undefined)
})

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const later = (hours: number) => db.setClock(new Date(Date.now() + hours * 3_600_000))
const deliver = (mailId: string) => room.work.deliverMail(house.orgId, mailId)

let mailCount = 0
/** A mail within the house, which waits for nobody; the parameters as a client writes them. */
async function queued(rcpt: readonly string[], mail = '', sender = house.addresses.author): Promise<string> {
  await db.setClock(undefined)
  const client = await rawClient(port)
  expect(await client.command(`MAIL FROM:<${sender}>${mail}`)).toMatch(/^250/)
  for (const one of rcpt)
    expect(await client.command(`RCPT TO:${one.replaceAll('HOUSE', house.domain)}`)).toMatch(/^250/)
  await client.command('DATA')
  client.write(`From: <${house.addresses.author}>\r\nSubject: ${mailCount++}\r\n\r\nthe secret text\r\n.\r\n`)
  const [, id] = /held as (\S+)/.exec(await client.reply())!
  client.close()
  return id!
}

/** The text of each report that was made since. */
async function reportsOf(work: () => Promise<unknown>): Promise<string[]> {
  const all = () =>
    db.asOwner<{ id: string; file_id: string }>(`select id, file_id from outbound_mail where entry = 'own'`)
  const before = new Set((await all()).map(({ id }) => id))
  await work()
  const made = (await all()).filter(({ id }) => !before.has(id))
  return Promise.all(
    made.map(({ file_id: file }) =>
      inHouse(async (tx) => (await buffer(await room.vault.read(tx, file))).toString('latin1')),
    ),
  )
}
const toldIn = (report: string | undefined) =>
  [...(report ?? '').matchAll(/^Final-Recipient: rfc822; (\w+)@/gm)]
    .map(([, name]) => name!)
    .toSorted((one, other) => (one < other ? -1 : 1))

/** Every value of NOTIFY that there is (RFC 3461 §4.1); the address says which. */
const ASKED = ['never', 'success', 'failure', 'delay', 'success_failure', 'failure_delay', 'success_delay'].concat(
  'success_failure_delay',
)
const everyWish = () => [
  '<unasked@HOUSE>',
  ...ASKED.map((one) => `<${one}@HOUSE> NOTIFY=${one.toUpperCase().replaceAll('_', ',')}`),
]
const who = (wish: string, ...more: string[]) => [...ASKED.filter((one) => one.includes(wish)), ...more].sort()

test('RFC 3461 §4.1: of each outcome exactly those hear who asked for it, and of a failure those who asked for nothing', async () => {
  const relayed = await queued(everyWish())
  const [handedOn, ...noMore] = await reportsOf(() => deliver(relayed))
  expect([toldIn(handedOn), noMore]).toEqual([who('success'), []])
  expect(handedOn).toMatch(/^Action: relayed\r$/m)

  Object.assign(hop, { reply: '550 5.1.1 nobody' })
  const failed = await queued(everyWish())
  const [givenBack, ...noOther] = await reportsOf(() => deliver(failed))
  expect([toldIn(givenBack), noOther]).toEqual([who('failure', 'unasked'), []])
  expect(givenBack).toMatch(/^Action: failed\r$/m)

  Object.assign(hop, { reply: '450 4.2.1 busy' })
  const delayed = await queued(everyWish())
  expect(await reportsOf(() => deliver(delayed))).toEqual([])
  await later(5)
  const [late, ...noThird] = await reportsOf(() => deliver(delayed))
  expect([toldIn(late), noThird]).toEqual([who('delay'), []])
  expect(late).toMatch(/^Action: delayed\r$/m)
})

test('RFC 3461 a next hop that knows DSN says itself that it delivered', async () => {
  hop.isDsnLost = false
  const mailId = await queued(everyWish())
  expect(await reportsOf(() => deliver(mailId))).toEqual([])
})

test('NOTIFY=DELAY is told once, after four hours, with the end of the tries; then only how it ended', async () => {
  Object.assign(hop, { reply: '450 4.2.1 mailbox busy' })
  const mailId = await queued(
    ['<a@HOUSE> NOTIFY=DELAY,FAILURE ORCPT=rfc822;team+2Bx@HOUSE'],
    ' ENVID=trial+2B7 RET=FULL',
  )
  const arrivedAt = Date.now()
  const attemptAt = async (hours: number) => {
    await later(hours)
    return reportsOf(() => deliver(mailId))
  }
  expect(await attemptAt(1)).toEqual([])
  expect(await attemptAt(3.9)).toEqual([])
  const [report, ...more] = await attemptAt(5)
  expect(more).toEqual([])
  expect(report).toMatch(/^Original-Envelope-Id: trial\+7\r$/m)
  expect(report).toMatch(/^Original-Recipient: rfc822; team\+x@[^\r]*\r$/m)
  expect(report).toMatch(/^Action: delayed\r\nStatus: 4\.2\.1\r\nDiagnostic-Code: smtp; 450 4\.2\.1 mailbox busy\r$/m)
  const until = Date.parse(/^Will-Retry-Until: (.*)\r$/m.exec(report!)![1]!)
  expect(Math.abs(until - arrivedAt - 5 * 24 * 3_600_000)).toBeLessThan(10 * 60_000)
  // Whatever RET says: nothing of the text goes on a way that nobody has approved.
  expect(report).not.toContain('the secret text')
  expect(report).toMatch(/^Content-Type: text\/rfc822-headers\r$/m)
  const explained = Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n--/.exec(report!)![1]!, 'base64').toString()
  expect(explained).toMatch(/まだ届けられていません[\s\S]*not reached[\s\S]*\(JST\)/)

  for (const hours of [10, 40, 100]) expect(await attemptAt(hours)).toEqual([])
  const [end, ...rest] = await attemptAt(6 * 24)
  expect([toldIn(end), rest]).toEqual([['a'], []])
  expect(end).toMatch(/^Action: failed\r$/m)
})

test('a mail that a delay was told of and that arrives in the end is told of no more, unless SUCCESS was asked', async () => {
  Object.assign(hop, { reply: '450 4.2.1 busy' })
  const mailId = await queued(['<a@HOUSE> NOTIFY=DELAY', '<b@HOUSE> NOTIFY=DELAY,SUCCESS'])
  await later(5)
  expect(await reportsOf(() => deliver(mailId))).toHaveLength(1)
  Object.assign(hop, { reply: '250 2.0.0 ok' })
  await later(12)
  const [report, ...more] = await reportsOf(() => deliver(mailId))
  expect([toldIn(report), more]).toEqual([['b'], []])
})

test('the null reverse path hears of nothing, delayed, failed or handed on (RFC 5321 §6.1)', async () => {
  const mailId = await queued(everyWish(), '', '')
  Object.assign(hop, { reply: '450 4.2.1 busy' })
  await later(5)
  expect(await reportsOf(() => deliver(mailId))).toEqual([])
  Object.assign(hop, { reply: '250 2.0.0 ok' })
  await later(12)
  expect(await reportsOf(() => deliver(mailId))).toEqual([])
  const states = (await inHouse((tx) => recipientsOf(tx, mailId))).map(({ delivery }) => delivery)
  expect(new Set(states)).toEqual(new Set(['delivered']))
})
