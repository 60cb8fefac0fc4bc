import { sql } from 'kysely'
import { rm } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { hashOf } from '../../../base/canonical-json.ts'
import { issuePermit } from '../../../kernel/gates/index.ts'
import { outboundMailGate, RELEASE_EFFECT } from '../gate.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { revisionOf } from '../judging/mail-revision.ts'
import { approveMail } from '../operations/approve-mail.ts'
import { selfCheckMail } from '../operations/self-check-mail.ts'
import { withdrawMail } from '../operations/withdraw-mail.ts'
import { mailView } from '../views/mail-view.ts'
import { mailQueueHealth } from '../read-models.ts'
import type { Delivery } from './deliverer.ts'
import { lockMail, mailById, recipientsOf, updateMail } from '../store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number

/** The next hop of these tests: answers what a test says, and keeps what it was given. */
const hop: { reply: (address: string) => string | undefined; given: Delivery[]; meanwhile?: () => Promise<unknown> } = {
  reply: () => '250 2.0.0 ok',
  given: [],
}

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db, async (delivery) => {
    hop.given.push(delivery)
    await hop.meanwhile?.()
    return delivery.recipients.map(({ id, address }) => ({ recipientId: id, reply: hop.reply(address) }))
  })
  port = (await room.front()).port
})
afterAll(() => room.close())
beforeEach(async () => {
  Object.assign(hop, { reply: () => '250 2.0.0 ok', given: [], meanwhile: undefined })
  await db.setClock(undefined)
})

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const mailOf = (mailId: string) => inHouse((tx) => mailById(tx, mailId))
const deliveries = async (mailId: string) =>
  (await inHouse((tx) => recipientsOf(tx, mailId))).map(({ delivery }) => delivery)
const later = (minutes: number) => db.setClock(new Date(Date.now() + minutes * 60_000))
const deliver = (mailId: string) => room.work.deliverMail(house.orgId, mailId)

/** A mail that everybody has passed and whose cool-down is over: released, nothing delivered yet. */
async function released(to: readonly string[], more: { from?: string; dsn?: object } = {}): Promise<string> {
  await db.setClock(undefined)
  const from = house.addresses.author
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to), ...more })
  await room.work.readHeldMail(house.orgId, mailId)
  const decided = async (who: 'author' | 'chief') => {
    const view = await inHouse((tx) => mailView(tx, house.actor(who), mailId))
    const findingIds = view.panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    return { mailId, revisionHash: view.panel!.revisionHash, findingIds, secondsInView: 3, check: 'approval' }
  }
  const checked = await decided('author')
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), checked))
  const approved = await decided('chief')
  await inHouse((tx) => approveMail(tx, house.actor('chief'), approved))
  await later(4)
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  return mailId
}

const reportsTo = (address: string) =>
  inHouse((tx) =>
    tx
      .selectFrom('outbound_mail as m')
      .innerJoin('outbound_mail_recipient as r', 'r.mail_id', 'm.id')
      .where('m.mail_class', '=', 'own_notice')
      .where('r.address', '=', address)
      .select(['m.id', 'm.file_id', 'm.received_line'])
      .orderBy('m.id')
      .execute(),
  )

test('R17 R18 delivered, tried again, given back: each recipient alone, one report, and never again to whom it reached', async () => {
  hop.reply = (address) => ({ a: '250 ok', b: '450 4.2.1 busy', c: '550 5.1.1 nobody' })[address[0]!]
  const mailId = await released(['a@pref-x.example', 'b@pref-x.example', 'c@pref-x.example'])
  expect(await deliver(mailId)).toBe('attempted')
  expect(await deliveries(mailId)).toEqual(['delivered', 'deferred', 'bounced'])
  expect(await deliver(mailId)).toBe('nothing_due')
  hop.reply = () => '250 ok'
  await later(6)
  expect(await deliver(mailId)).toBe('attempted')
  expect(hop.given.map(({ recipients }) => recipients.map(({ address }) => address[0]))).toEqual([
    ['a', 'b', 'c'],
    ['b'],
  ])
  expect(await mailOf(mailId)).toMatchObject({ custody: 'released' })

  const [report, ...more] = await reportsTo(house.addresses.author)
  expect(more).toEqual([])
  const text = await inHouse(async (tx) => buffer(await room.vault.read(tx, report!.file_id)))
  expect(text.toString()).toMatch(/Final-Recipient: rfc822; c@pref-x\.example\r\nAction: failed\r\nStatus: 5\.1\.1/)
  expect(text.toString()).not.toMatch(/^Final-Recipient: .*[ab]@/m)
  expect(text.toString()).not.toContain(Buffer.from('名簿をお送りします').toString('base64'))
  await deliver(report!.id)
  const sent = hop.given.at(-1)!
  expect([sent.sender, sent.recipients.map(({ address }) => address)]).toEqual(['', [house.addresses.author]])
})

test('R19 NOTIFY=NEVER is given no report, and a report that fails makes none', async () => {
  hop.reply = () => '550 5.1.1 nobody'
  const before = (await reportsTo(house.addresses.author)).length
  const silent = await released(['n@pref-x.example'], { dsn: { notify: ['never'] } })
  await deliver(silent)
  expect(await deliveries(silent)).toEqual(['bounced'])
  expect(await reportsTo(house.addresses.author)).toHaveLength(before)
  const loud = await released(['m@pref-x.example'])
  await deliver(loud)
  const report = (await reportsTo(house.addresses.author)).at(-1)!
  await deliver(report.id)
  expect(await deliveries(report.id)).toEqual(['bounced'])
  expect(await reportsTo(house.addresses.author)).toHaveLength(before + 1)
})

test('R15 a next hop that is not reached is tried again for five days, then the mail is given back', async () => {
  hop.reply = () => undefined
  const mailId = await released(['d@pref-x.example'])
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['deferred'])
  await later(6 * 24 * 60)
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['bounced'])
})

test('no relay: nothing is said to be delivered, and health counts it', async () => {
  const mailId = await released(['e@pref-x.example'])
  const { deliverMail } = await import('../operations/deliver-mail.ts')
  const without = { ...room.equipment, relay: undefined }
  expect(await deliverMail(db.database, house.orgId, mailId, without)).toBe('no_relay')
  expect(await deliveries(mailId)).toEqual(['queued'])
  expect((await inHouse(mailQueueHealth)).waitingCount).toBeGreaterThan(0)
  expect(hop.given).toEqual([])
})

test('an attempt that broke off is taken over after its lease, and a late answer of it changes nothing', async () => {
  const mailId = await released(['f@pref-x.example'])
  // The first attempt hangs in the next hop; meanwhile its lease runs out and another takes over.
  hop.meanwhile = async () => {
    hop.meanwhile = undefined
    expect(await deliver(mailId)).toBe('nothing_due')
    // A slow next hop may still take it: nobody else sends it meanwhile.
    await later(4 + 25)
    expect(await deliver(mailId)).toBe('nothing_due')
    await later(4 + 31)
    expect((await inHouse(mailsLeftBehind)).toDeliver).toContain(mailId)
    hop.reply = () => '450 4.2.1 busy'
    expect(await deliver(mailId)).toBe('attempted')
    hop.reply = () => '250 ok'
  }
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['deferred'])
  expect(hop.given).toHaveLength(2)
})

test('引き戻し: a roster that changed pulls back whom the mail has not reached, and a later permit covers the rest', async () => {
  hop.reply = (address) => (address.startsWith('g') ? '250 ok' : '450 4.2.1 busy')
  const mailId = await released(['g@pref-x.example', 'h@pref-x.example'])
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['delivered', 'deferred'])
  const setRoster = (until: string | null) =>
    inHouse((tx) =>
      tx
        .updateTable('roster_entry')
        .set({ until_on: until })
        .where('person_id', '=', house.people.author)
        .where('engagement_id', '=', house.prefX)
        .execute(),
    )
  await setRoster('2020-05-01')
  await later(10)
  expect(await deliver(mailId)).toBe('pulled_back')
  expect(await deliveries(mailId)).toEqual(['delivered', 'held'])
  expect(await mailOf(mailId)).toMatchObject({ custody: 'held' })
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('not_open')
  await setRoster(null)
  hop.reply = () => '250 ok'
  await room.work.releaseMail(house.orgId, mailId) // the checks pass again from now: the cool-down runs once more
  await later(20)
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['delivered', 'delivered'])
  expect(hop.given.map(({ recipients }) => recipients.map(({ address }) => address[0]))).toEqual([['g', 'h'], ['h']])
})

test('引き戻し: an attempt under way when the mail is pulled back tries nobody again without a new permit', async () => {
  hop.reply = () => '450 4.2.1 busy'
  const mailId = await released(['k@pref-x.example', 'l@pref-x.example'])
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['deferred', 'deferred'])
  // `k` is due first; while the next hop keeps that attempt waiting, `l` is due and the roster has changed.
  await inHouse((tx) =>
    tx
      .updateTable('outbound_mail_recipient')
      .set({ next_try_at: sql`clock_now() - interval '1 second'` })
      .where('mail_id', '=', mailId)
      .where('position', '=', 0)
      .execute(),
  )
  const setRoster = (until: string | null) =>
    inHouse((tx) =>
      tx
        .updateTable('roster_entry')
        .set({ until_on: until })
        .where('person_id', '=', house.people.author)
        .where('engagement_id', '=', house.prefX)
        .execute(),
    )
  let between: unknown
  hop.meanwhile = async () => {
    hop.meanwhile = undefined
    await setRoster('2020-05-01')
    await later(8)
    between = await deliver(mailId).catch((cause: unknown) => cause)
  }
  await deliver(mailId)
  await setRoster(null)
  expect(between).toBe('pulled_back')
  expect(await deliveries(mailId)).toEqual(['held', 'held'])
  hop.given = []
  await later(60)
  expect(await deliver(mailId)).toBe('nothing_due')
  expect(hop.given).toEqual([])
})

test('引き戻し: what an attempt under way could not deliver is over when the author withdraws the rest', async () => {
  hop.reply = () => '450 4.2.1 busy'
  const mailId = await released(['o@pref-x.example'])
  hop.meanwhile = async () => {
    hop.meanwhile = undefined
    await inHouse(async (tx) => updateMail(tx, await lockMail(tx, mailId), { custody: 'held' }))
    await inHouse((tx) => withdrawMail(tx, house.actor('author'), { mailId }))
  }
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['cancelled'])
})

test.each([60, 6 * 24 * 60])(
  'a mail whose first attempt comes %d minutes late is asked again before it',
  async (minutes) => {
    const mailId = await released(['p@pref-x.example'])
    const { deliverMail } = await import('../operations/deliver-mail.ts')
    await deliverMail(db.database, house.orgId, mailId, { ...room.equipment, relay: undefined })
    await inHouse((tx) =>
      tx
        .updateTable('roster_entry')
        .set({ until_on: '2020-05-01' })
        .where('person_id', '=', house.people.author)
        .where('engagement_id', '=', house.prefX)
        .execute(),
    )
    await later(minutes)
    const outcome = await deliver(mailId)
    await inHouse((tx) =>
      tx
        .updateTable('roster_entry')
        .set({ until_on: null })
        .where('person_id', '=', house.people.author)
        .where('engagement_id', '=', house.prefX)
        .execute(),
    )
    expect(outcome).toBe('pulled_back')
    expect(hop.given).toEqual([])
  },
)

test('期限切れ: a mail whose content is gone ends too, its sender hears of it, and it keeps nobody waiting', async () => {
  const from = house.addresses.author
  const held = async (to: string) => {
    const mailId = await submit(port, { from, to: [to], raw: mailWithList(from, [to]) })
    await room.work.readHeldMail(house.orgId, mailId)
    return mailId
  }
  const [damaged, behind] = [await held('q@pref-x.example'), await held('r@pref-x.example')]
  await rm(room.vault.folder.pathOf((await mailOf(damaged)).file_id))
  await later(14 * 24 * 60)
  await room.work.expireMails(house.orgId)
  expect([(await mailOf(damaged)).custody, (await mailOf(behind)).custody]).toEqual(['expired', 'expired'])
  const reports = await reportsTo(from)
  const texts = await inHouse((tx) =>
    Promise.all(reports.map(async ({ file_id: id }) => (await buffer(await room.vault.read(tx, id))).toString())),
  )
  for (const gone of ['q', 'r'])
    expect(texts.filter((text) => text.includes(`Final-Recipient: rfc822; ${gone}@pref-x.example`))).toHaveLength(1)
})

test('changed bytes are not what was decided on: no permit', async () => {
  const mailId = await released(['i@pref-x.example'])
  await inHouse(async (tx) => {
    const mail = await lockMail(tx, mailId)
    const recomputedHash = hashOf(revisionOf(mail, await recipientsOf(tx, mailId), 'f'.repeat(64)))
    const asked = { subjectId: mailId, recomputedHash, effect: RELEASE_EFFECT, isForTheRest: true }
    await expect(issuePermit(tx, outboundMailGate, asked)).rejects.toMatchObject({ code: 'stale_revision' })
  })
})

test('a delivered recipient stays delivered, whatever a program says', async () => {
  const mailId = await released(['j@pref-x.example'])
  await deliver(mailId)
  const again = inHouse((tx) =>
    tx.updateTable('outbound_mail_recipient').set({ delivery: 'queued' }).where('mail_id', '=', mailId).execute(),
  )
  await expect(again).rejects.toThrow(/never becomes/)
})
