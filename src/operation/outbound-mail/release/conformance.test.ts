import { rm } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { hashOf } from '../../../base/canonical-json.ts'
import { sweepOrphans } from '../../../kernel/vault/index.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailsLeftBehind } from '../mails-left-behind.ts'
import { mailView } from '../views/mail-view.ts'
import { approveMail } from '../operations/approve-mail.ts'
import { deliverMail } from '../operations/deliver-mail.ts'
import { dropRecipient } from '../operations/drop-recipient.ts'
import { passMail } from '../pass-mail.fixture.ts'
import { type MailRevision, revisionContent } from '../rules/revision-content.ts'
import { rawClient, rawMail } from '../smtp/raw-client.fixture.ts'
import { mailById, recipientsOf } from '../store.ts'
import { type NextHop, startNextHop } from './next-hop.fixture.ts'
import { relayDeliverer } from './relay-deliverer.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let hop: NextHop
let port: number
const TO = 'a@pref-x.example'
const behaviour: { replies?: (address: string) => number | undefined } = {}

beforeAll(async () => {
  house = await buildMailHouse(db)
  hop = await startNextHop({ replies: (address) => behaviour.replies?.(address) })
  room = await openMailRoom(db, relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' }))
  port = (await room.front()).port
})
afterAll(async () => {
  await room.close()
  await hop.stop()
})
beforeEach(async () => {
  hop.arrived.length = 0
  delete behaviour.replies
  await db.setClock(undefined)
})

const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const later = (minutes: number) => db.setClock(new Date(Date.now() + minutes * 60_000))
const inAny: typeof db.inOrganisation = (orgId, work) => db.inOrganisation(orgId, work)
const place = () => ({ house, room, inOrganisation: inAny })

async function passed(to: readonly string[] = [TO], more: { dsn?: object; from?: string } = {}): Promise<string> {
  await db.setClock(undefined)
  const from = house.addresses.author
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to), ...more })
  await passMail(place(), mailId)
  await later(4)
  return mailId
}
async function released(...given: Parameters<typeof passed>): Promise<string> {
  const mailId = await passed(...given)
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  return mailId
}
const deliver = (mailId: string) => room.work.deliverMail(house.orgId, mailId)
const deliveries = async (mailId: string) =>
  (await inHouse((tx) => recipientsOf(tx, mailId))).map(({ delivery }) => delivery)
const ownNotices = async () =>
  db.asOwner<{ id: string; file_id: string }>(`select id, file_id from outbound_mail where entry = 'own' order by id`)
const textOf = (fileId: string) =>
  inHouse(async (tx) => (await buffer(await room.vault.read(tx, fileId))).toString('latin1'))

test('R16 the next hop has it, and we die before we note it: only that attempt is made again', async () => {
  const mailId = await released([TO, 'b@pref-x.example'])
  behaviour.replies = (address) => (address.startsWith('b') ? 450 : undefined)
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['delivered', 'deferred'])
  // `b` is taken over now, and the note of it is lost with the process.
  await later(30)
  delete behaviour.replies
  const dying = {
    ...room.equipment,
    relay: async (...asked: Parameters<NonNullable<typeof room.equipment.relay>>) => {
      await room.equipment.relay!(...asked)
      throw new Error('killed between the 250 and the commit')
    },
  }
  await expect(deliverMail(db.database, house.orgId, mailId, dying)).rejects.toThrow('killed')
  expect(await deliver(mailId)).toBe('nothing_due')
  await later(60)
  expect(await deliver(mailId)).toBe('attempted')
  expect(await deliveries(mailId)).toEqual(['delivered', 'delivered'])
  expect(hop.arrived.map(({ to }) => to)).toEqual([[TO], ['b@pref-x.example'], ['b@pref-x.example']])
})

test('R18 the null reverse path is never answered: the privacy office sees it instead', async () => {
  const raw = Buffer.from(`From: <${house.addresses.author}>\r\nTo: <${house.addresses.chief}>\r\n\r\nx\r\n`)
  const client = await rawClient(port)
  const text = `${raw.toString()}.\r\n`
  const mailId = /held as (\S+)/.exec(await rawMail(client, '', house.addresses.chief, text))![1]!
  client.close()
  behaviour.replies = () => 550
  const before = await ownNotices()
  await deliver(mailId)
  expect(await deliveries(mailId)).toEqual(['bounced'])
  expect(await ownNotices()).toEqual(before)
  const told = await db.asOwner<{ person_id: string; kind: string }>(
    'select person_id, kind from notice where subject_id = $1',
    [mailId],
  )
  expect(told.map(({ kind }) => kind)).toEqual([
    'outbound_mail.undelivered_of_nobody',
    'outbound_mail.undelivered_of_nobody',
  ])
  expect(told.map((one) => one.person_id).sort()).toEqual([house.people.office, house.people.officeTwo].sort())
})

test('R18 one report for all that failed in one attempt, in both languages, with the header and none of the body', async () => {
  behaviour.replies = () => 550
  const before = (await ownNotices()).length
  const mailId = await released([TO, 'b@pref-x.example'], { dsn: { ret: 'HDRS', id: 'e+1', notify: ['failure'] } })
  await deliver(mailId)
  const notices = (await ownNotices()).slice(before)
  expect(notices).toHaveLength(1)
  const text = await textOf(notices[0]!.file_id)
  expect(text).toMatch(/^Content-Type: multipart\/report; report-type=delivery-status; boundary="/m)
  expect(text).toMatch(/^Auto-Submitted: auto-replied\r$/m)
  expect(text).toMatch(/^Original-Envelope-Id: e\+1\r$/m)
  expect(text.match(/^Action: failed\r$/gm)).toHaveLength(2)
  expect(text.match(/^Final-Recipient: rfc822; [ab]@pref-x\.example\r$/gm)).toHaveLength(2)
  expect(text).toMatch(/^Message-ID: <[^>]*@jisha\.example>\r$/m)
  const explained = Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n--/.exec(text)![1]!, 'base64').toString()
  expect(explained).toMatch(/届けられませんでした[\s\S]*could not be delivered/)
  expect(text + explained).not.toContain('名簿をお送りします')
})

test('R19 NOTIFY=SUCCESS: said by the next hop where it knows DSN, and by us, once, where it does not', async () => {
  const dsn = { notify: ['success', 'failure'] }
  const before = (await ownNotices()).length
  const toHopWithDsn = await released([TO], { dsn })
  await deliver(toHopWithDsn)
  expect(hop.arrived[0]!.args).toContainEqual(expect.objectContaining({ notify: ['SUCCESS', 'FAILURE'] }))
  expect(await ownNotices()).toHaveLength(before)

  const plain = await startNextHop({ options: { hideDSN: true } })
  const relay = relayDeliverer({ host: '127.0.0.1', port: plain.port, name: 'gate.example' })
  const asked = await released([TO, 'b@pref-x.example'], { dsn })
  await deliverMail(db.database, house.orgId, asked, { ...room.equipment, relay })
  const unasked = await released([TO])
  await deliverMail(db.database, house.orgId, unasked, { ...room.equipment, relay })
  await plain.stop()
  const notices = (await ownNotices()).slice(before)
  expect(notices).toHaveLength(1)
  const text = await textOf(notices[0]!.file_id)
  expect(text.match(/^Action: relayed\r$/gm)).toHaveLength(2)
  expect(text).toMatch(/^Status: 2\.\d\.\d\r$/m)
})

test('R20 our own reports pass without a gate, and nobody passes by looking like one', async () => {
  behaviour.replies = () => 550
  const before = (await ownNotices()).length
  await deliver(await released())
  const [notice] = (await ownNotices()).slice(before)
  delete behaviour.replies
  hop.arrived.length = 0
  await deliver(notice!.id)
  expect(hop.arrived[0]).toMatchObject({ from: '', to: [house.addresses.author] })
  // The same bytes, sent outside by somebody: held, and nobody is its author.
  const forged = (await textOf(notice!.file_id)).replace(/mailer-daemon@[^>]*/, house.addresses.author)
  const client = await rawClient(port)
  const reply = await rawMail(client, '', TO, `${forged.replace(/^\./gm, '..')}.\r\n`)
  client.close()
  const mailId = /held as (\S+)/.exec(reply)![1]!
  expect(await inHouse((tx) => mailById(tx, mailId))).toMatchObject({
    custody: 'held',
    mail_class: 'undetermined',
    author_problem: 'no_sender',
  })
  expect(await deliveries(mailId)).toEqual(['held'])
})

test('R23 who is not in the header is shown to the approver as hidden, and a Bcc line that a program left is pointed at and kept', async () => {
  const from = house.addresses.author
  const hidden = 'hidden@pref-x.example'
  const raw = mailWithList(from, [TO], [`Bcc: <${hidden}>`])
  const mailId = await submit(port, { from, to: [TO, hidden], raw })
  const quiet = await submit(port, { from, to: [TO, hidden], raw: mailWithList(from, [TO]) })
  for (const id of [mailId, quiet]) await room.work.readHeldMail(house.orgId, id)
  const found = async (id: string) => {
    const { panel } = await inHouse((tx) => mailView(tx, house.actor('author'), id))
    return panel!.stations.flatMap(({ findings }) => findings).map(({ rule, facts }) => [rule, facts['address']])
  }
  expect(await found(mailId)).toContainEqual(['bcc-header', undefined])
  expect(await found(quiet)).toContainEqual(['recipient-not-shown', hidden])
  const kept = await inHouse(async (tx) => buffer(await room.vault.read(tx, (await mailById(tx, mailId)).file_id)))
  expect(kept.equals(raw)).toBe(true)
})

test('R24 bytes, sender, recipients, engagement, purpose: each of them is in what was decided on', () => {
  const content = fc.record({
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    envelopeSender: fc.constantFrom('a@jisha.example', 'b@jisha.example', ''),
    recipients: fc.uniqueArray(fc.constantFrom(TO, 'b@pref-x.example', 'c@city-y.example'), { minLength: 1 }),
    engagementId: fc.option(fc.uuid()),
    purpose: fc.option(fc.constantFrom('設定', '配送')),
    mailClass: fc.constantFrom('engagement' as const, 'general_business' as const),
    salt: fc.constant('s'),
  })
  const sorted = (one: MailRevision) => JSON.stringify({ ...one, recipients: [...one.recipients].sort() })
  fc.assert(
    fc.property(content, content, (one, other) => {
      const isSame = sorted(one) === sorted(other)
      expect(hashOf(revisionContent(one)) === hashOf(revisionContent(other))).toBe(isSame)
    }),
    { numRuns: 300 },
  )
})

test('R24 what was approved and then changed is not released: fewer recipients, or other bytes, are another thing', async () => {
  const fewer = await passed([TO, 'b@pref-x.example'])
  const { panel } = await inHouse((tx) => mailView(tx, house.actor('author'), fewer))
  const [recipient] = await inHouse((tx) => recipientsOf(tx, fewer))
  const asked = { mailId: fewer, revisionHash: panel!.revisionHash, recipientId: recipient!.id }
  await inHouse((tx) => dropRecipient(tx, house.actor('author'), asked))
  expect(await room.work.releaseMail(house.orgId, fewer)).not.toBe('released')
  const after = await inHouse((tx) => mailView(tx, house.actor('author'), fewer))
  expect(after.panel!.revisionHash).not.toBe(panel!.revisionHash)
  expect(after.waitingCheck).toBe('self-check')

  // Other bytes under the same row: whoever reaches the database and the vault gets nothing out by it.
  const [mine, other] = [await passed(), await passed()]
  await db.asOwner('alter table outbound_mail disable trigger user')
  await db.asOwner(
    'update outbound_mail set file_id = o.file_id from outbound_mail o where outbound_mail.id = $1 and o.id = $2',
    [mine, other],
  )
  await db.asOwner('alter table outbound_mail enable trigger user')
  const outcome = await room.work.releaseMail(house.orgId, mine).catch((cause: Error) => cause.message)
  expect(outcome).not.toBe('released')
  expect(await deliveries(mine)).toEqual(['held'])
  expect(hop.arrived).toEqual([])
})

test('R25 two approvers at once, and a release asked ten times: one permit, one delivery', async () => {
  const from = house.addresses.author
  const mailId = await submit(port, { from, to: [TO], raw: mailWithList(from, [TO]) })
  await room.work.readHeldMail(house.orgId, mailId)
  const view = async (who: 'author' | 'chief' | 'deputy') => {
    const { panel, waitingCheck } = await inHouse((tx) => mailView(tx, house.actor(who), mailId))
    const findingIds = panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
    return {
      mailId,
      revisionHash: panel!.revisionHash,
      findingIds,
      secondsInView: 3,
      check: waitingCheck ?? 'approval',
    }
  }
  const { selfCheckMail } = await import('../operations/self-check-mail.ts')
  const checked = await view('author')
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), checked))
  const [chief, deputy] = [await view('chief'), await view('deputy')]
  const approvals = await Promise.allSettled([
    inHouse((tx) => approveMail(tx, house.actor('chief'), chief)),
    inHouse((tx) => approveMail(tx, house.actor('deputy'), deputy)),
  ])
  expect(approvals.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  await later(4)
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => room.work.releaseMail(house.orgId, mailId)))
  expect(outcomes.filter((outcome) => outcome === 'released')).toHaveLength(1)
  await Promise.all(Array.from({ length: 5 }, () => deliver(mailId)))
  expect(hop.arrived).toHaveLength(1)
  const consumed = await db.asOwner(
    `select 1 from permit_consumption c join permit p on p.id = c.permit_id
     where p.id in (select permit_id from outbound_mail_recipient where mail_id = $1)`,
    [mailId],
  )
  expect(consumed).toHaveLength(1)
})

test('R26 a mail whose content is gone, and a content whose mail is gone: told, not sent, not removed', async () => {
  const mailId = await passed()
  const { file_id: fileId } = await inHouse((tx) => mailById(tx, mailId))
  await rm(room.vault.folder.pathOf(fileId))
  const stray = await room.vault.receive(
    (async function* () {
      yield Buffer.from('a content that no row names')
    })(),
  )
  await later(120)
  const { rowsWithoutFiles, filesWithoutRows } = await sweepOrphans(db.database, room.vault.folder)
  expect(rowsWithoutFiles).toContainEqual({ orgId: house.orgId, id: fileId })
  expect(filesWithoutRows).toContain(stray.id)
  await later(4)
  await expect(room.work.releaseMail(house.orgId, mailId)).rejects.toThrow('its file is missing')
  expect(await inHouse((tx) => mailById(tx, mailId))).toMatchObject({ custody: 'held' })
  expect(await deliveries(mailId)).toEqual(['held'])
  expect(hop.arrived).toEqual([])
})

test('R27 another process takes over an attempt whose own is gone, after its lease and not before', async () => {
  const mailId = await released()
  const never = Promise.withResolvers<never>()
  const isUnderWay = Promise.withResolvers<void>()
  const gone = deliverMail(db.database, house.orgId, mailId, {
    ...room.equipment,
    relay: () => {
      isUnderWay.resolve()
      return never.promise
    },
  })
  gone.catch(() => undefined)
  await isUnderWay.promise
  expect(await deliver(mailId)).toBe('nothing_due')
  expect((await inHouse(mailsLeftBehind)).toDeliver).not.toContain(mailId)
  await later(4 + 31)
  expect((await inHouse(mailsLeftBehind)).toDeliver).toContain(mailId)
  expect(await deliver(mailId)).toBe('attempted')
  expect(await deliveries(mailId)).toEqual(['delivered'])
  never.reject(new Error('the process is gone'))
  await gone.catch(() => undefined)
  expect(hop.arrived).toHaveLength(1)
})
