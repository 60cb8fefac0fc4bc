import { afterAll, beforeAll, expect, test } from 'vitest'
import { buffer } from 'node:stream/consumers'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { startWorker } from '../../../kernel/jobs/index.ts'
import { noticeJobs, notify } from '../../../kernel/notices/index.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom, silent, submit } from '../mail-house.fixture.ts'
import { mailNotices } from '../notices.ts'
import { takeOutsideMessage } from './take-outside-message.ts'
import { mailQueue, outsideMailbox } from '../read-models.ts'
import { demoNoticeMailbox } from '../release/demo-notices.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db)
})
afterAll(async () => {
  await room.close()
  await db.setClock(undefined)
})
const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const told = () =>
  inHouse((tx) =>
    tx
      .selectFrom('notice')
      .where('kind', '=', mailNotices.queueStuck.kind)
      .select(['person_id', 'mail_id', 'facts'])
      .execute(),
  )

/** A mail inside the house needs no check, and no relay takes it. */
async function waitsForRelay(): Promise<void> {
  const [from, to] = [house.addresses.author, house.addresses.chief]
  const raw = Buffer.from(`From: <${from}>\r\nTo: <${to}>\r\nSubject: naibu\r\n\r\nhonbun\r\n`)
  const mailId = await submit((await room.front()).port, { from, to: [to], raw })
  await room.work.deliverMail(house.orgId, mailId)
}

test('中継サーバーがないと、事務局に1日1回知らせる; not once a mail, and not at all while nothing waits', async () => {
  expect(await room.work.alarmQueue(house.orgId)).toBeUndefined()
  await waitsForRelay()
  await waitsForRelay()
  expect(await inHouse((tx) => mailQueue(tx, { isRelaySet: false }))).toMatchObject({
    waitingCount: 2,
    trouble: 'relay_unset',
  })
  expect(await room.work.alarmQueue(house.orgId)).toBe(2)
  expect(await room.work.alarmQueue(house.orgId)).toBe(0)
  const { office, officeTwo } = house.people
  const first = await told()
  expect(first.map((one) => one.person_id).toSorted()).toEqual([office, officeTwo].sort())
  // It cannot come by mail.
  expect(first.every((one) => one.mail_id === null)).toBe(true)
  await db.setClock(new Date(Date.now() + 25 * 3_600_000))
  expect(await room.work.alarmQueue(house.orgId)).toBe(2)
  expect(await told()).toHaveLength(4)
  await db.setClock(undefined)
})

test('a relay that is set has an hour before it is an alarm; the demonstration needs none', async () => {
  expect(await inHouse((tx) => mailQueue(tx, { isRelaySet: true }))).not.toHaveProperty('trouble')
  await db.setClock(new Date(Date.now() + 61 * 60_000))
  expect(await inHouse((tx) => mailQueue(tx, { isRelaySet: true }))).toMatchObject({ trouble: 'relay_silent' })
  await db.setClock(undefined)
  const demo = await buildMailHouse(db, true)
  const queue = await db.inOrganisation(demo.orgId, (tx) => mailQueue(tx, { isRelaySet: false }))
  expect(queue).toMatchObject({ isRelaySet: true, waitingCount: 0 })
})

test('デモの通知は、デモの社外メールボックスに1通ずつ届く', async () => {
  const demo = await buildMailHouse(db, true)
  const inDemo = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(demo.orgId, work)
  const mailbox = demoNoticeMailbox(db.database, room.vault)
  const mailer = {
    publicUrl: 'https://sekisho.example/',
    relay: undefined,
    demoMailbox: async (...given: Parameters<typeof mailbox>) => {
      // As after an attempt that broke off before it was noted: the second keeps nothing new.
      await mailbox(...given)
      await mailbox(...given)
    },
  }
  const worker = await startWorker({ database: db.database, ...noticeJobs(mailer), log: silent })
  const notice = { kind: mailNotices.waitsForApproval, subject: { kind: 'outbound_mail', id: demo.prefX }, facts: {} }
  await inDemo((tx) => notify(tx, { ...notice, personId: demo.people.chief, link: `/mail/${demo.prefX}` }))
  const page = { size: 50, of: 'notices' } as const
  const arrived = async () => (await inDemo((tx) => outsideMailbox(tx, page))).items
  await expect.poll(async () => (await arrived()).length).toBe(1)
  await worker.stop({ timeoutSeconds: 5 })
  const [message] = await arrived()
  expect(message).toMatchObject({ recipients: [demo.addresses.chief], envelopeSender: '' })
  expect((await inDemo((tx) => outsideMailbox(tx, { ...page, of: 'mail' }))).items).toEqual([])
  const { content } = await inDemo((tx) => takeOutsideMessage(tx, room.vault, { id: message!.id }))
  const text = (await buffer(content)).toString()
  expect(text).toContain('Auto-Submitted: auto-generated')
  expect(text).toMatch(/^(?:[^\n]*\r\n)*$/)
  const { state } = await inDemo((tx) => tx.selectFrom('notice_mail').select('state').executeTakeFirstOrThrow())
  expect(state).toBe('sent')
})
