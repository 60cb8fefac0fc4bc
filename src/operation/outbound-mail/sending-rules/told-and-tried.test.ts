import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { clearContents } from '../retention/erase-mail.ts'
import { hideOtherEngagements } from '../views/hide-other-engagements.ts'
import { buildMailHouse, type MailHouse, type MailRoom, openMailRoom } from '../mail-house.fixture.ts'
import { type NextHop, startNextHop } from '../release/next-hop.fixture.ts'
import { relayDeliverer } from '../release/relay-deliverer.ts'
import { mailById } from '../store.ts'
import { saveMailList } from './operations/save-mail-list.ts'
import { sendingRules } from './read-rules.ts'
import { handsOn } from './rules-house.fixture.ts'
import { tryOnPastMail } from './try-on-past-mail.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let hop: NextHop
let hands: ReturnType<typeof handsOn>

beforeAll(async () => {
  hop = await startNextHop({ replies: (address) => (address.startsWith('late@') ? 450 : undefined) })
  room = await openMailRoom(db, relayDeliverer({ host: '127.0.0.1', port: hop.port, name: 'gate.example' }))
})
afterAll(async () => {
  await room.close()
  await hop.stop()
})
beforeEach(async () => {
  await db.setClock(undefined)
  house = await buildMailHouse(db)
  hands = handsOn(db, { house, room, port: (await room.front()).port })
})

test('a vendor’s person is told neither whose list was found, nor which companies we know', async () => {
  const mailId = await hands.hold({ to: ['a@perf-x.example'], text: 'Y市 総務課 御中\nx' })
  const { panel } = await hands.view('author', mailId)
  const finding = (rule: string, facts: Record<string, string | number>) => ({
    id: rule,
    severity: 'stop' as const,
    rule,
    facts,
  })
  const dataset = { number: 1, name: 'a.csv', party: 'X県', dataset: '職員名簿', receivedOn: '2026-04-01', count: 9 }
  const findings = [
    finding('attachment-rows-of-other-client', dataset),
    finding('addressed-other-party', { company: 'Y市' }),
    finding('addressed-unknown-company', { company: '無関係株式会社' }),
  ]
  const told = { ...panel!, stations: panel!.stations.map((station) => ({ ...station, findings })) }
  const seen = await hands.inHouse((tx) => hideOtherEngagements(tx, house.actor('fWorker'), told, null))
  expect(seen.stations[0]!.findings.map(({ rule, facts }) => [rule, facts])).toEqual([
    [
      'attachment-rows-of-other-client',
      { number: 1, name: 'a.csv', party: '＊＊＊', dataset: '＊＊＊', receivedOn: '＊＊＊', count: 9 },
    ],
    ['addressed-unknown-company', { company: '＊＊＊' }],
    ['addressed-unknown-company', { company: '＊＊＊' }],
  ])
})

test('the same rules saved again ask for nothing more: a mail on its way stays on its way', async () => {
  const rules = { responses: { any_mail: { response: 'supervisors' as const, count: 2 } } }
  await hands.save({ scope: 'domain', key: 'pref-x.example', rules })
  const mailId = await hands.hold({ to: ['first@pref-x.example', 'late@pref-x.example'], text: 'x' })
  await hands.selfCheck(mailId)
  await hands.approve(mailId)
  await hands.approve(mailId, 'deputy')
  await db.setClock(new Date(Date.now() + 4 * 60_000))
  expect(await room.work.releaseMail(house.orgId, mailId)).toBe('released')
  await room.work.deliverMail(house.orgId, mailId)
  await hands.save({ scope: 'domain', key: 'pref-x.example', rules })
  // Behind its expiry nobody could be asked again: pulled back, it would never leave.
  const { expires_at: expiresAt } = await hands.inHouse((tx) => mailById(tx, mailId))
  await db.setClock(new Date(expiresAt!.getTime() + 60 * 60_000))
  expect(await room.work.deliverMail(house.orgId, mailId)).toBe('attempted')
})

test('a dry run calls a mail whose text was erased unreadable, not harmless', async () => {
  const mailId = await hands.hold({ to: ['yamada@pref-x.example'], text: 'x' })
  const draft = { scope: 'domain' as const, key: 'pref-x.example', rules: { responses: {} }, days: 30 }
  expect(await hands.inHouse((tx) => tryOnPastMail(tx, draft))).toMatchObject({ unreadableCount: 0 })
  await hands.inHouse((tx) => clearContents(tx, [mailId]))
  expect(await hands.inHouse((tx) => tryOnPastMail(tx, draft))).toMatchObject({ unreadableCount: 1 })
})

test('members that changed while the author was looking are shown first: nobody states what was so before', async () => {
  const list = { address: 'renraku@pref-x.example', name: 'X県 連絡先' }
  const saved = (members: string[], version: number, id?: string) =>
    hands.inHouse((tx) => saveMailList(tx, house.actor('office'), { ...list, ...(id && { id }), members, version }))
  const id = await saved(['a@pref-x.example'], 0)
  const mailId = await hands.hold({ to: [list.address], text: 'x' })
  const told = async () => {
    const { panel } = await hands.view('author', mailId)
    return panel!.stations.flatMap(({ findings }) => findings.map(({ facts }) => facts['count']))
  }
  expect(await told()).toEqual([1])
  await saved(['a@pref-x.example', 'b@pref-x.example'], 1, id)
  await hands.selfCheck(mailId)
  expect((await hands.view('author', mailId)).waitingCheck).toBe('self-check')
  expect(await told()).toEqual([2])
  await hands.selfCheck(mailId)
  expect((await hands.view('chief', mailId)).waitingCheck).toBe('approval')
  // The same for who approves: the author looks first.
  await saved(['a@pref-x.example', 'b@pref-x.example', 'c@pref-x.example'], 2, id)
  await hands.approve(mailId)
  expect(await told()).toEqual([3])
  expect((await hands.view('author', mailId)).waitingCheck).toBe('self-check')
  await hands.selfCheck(mailId)
  await hands.approve(mailId)
  expect((await hands.view('author', mailId)).panel!.stations.every(({ state }) => state !== 'waiting')).toBe(true)
})

test('a reason that is asked for while the author was looking is asked, not refused', async () => {
  const mailId = await hands.hold({ to: ['d@pref-x.example'], text: 'x' })
  const rules = { responses: { any_mail: { response: 'reason' as const, count: 1 } } }
  await hands.save({ scope: 'domain', key: 'pref-x.example', rules })
  await hands.selfCheck(mailId)
  const { askedMore, waitingCheck } = await hands.view('author', mailId)
  expect([waitingCheck, askedMore!.map(({ needsReason }) => needsReason)]).toEqual(['self-check', [true]])
  await hands.selfCheck(mailId, '先方の依頼による')
  expect((await hands.view('chief', mailId)).waitingCheck).toBe('approval')
})

test('rules saved anew that ask the same are told once, and what was asked before stays told', async () => {
  const two = { responses: { any_mail: { response: 'supervisors' as const, count: 2 } } }
  await hands.save({ scope: 'domain', key: 'pref-x.example', rules: two })
  const mailId = await hands.hold({ to: ['e@pref-x.example'], text: 'x' })
  const told = async () => (await hands.view('author', mailId)).askedMore
  const before = await told()
  expect(before).toMatchObject([{ scopeName: 'pref-x.example', supervisors: 2 }])
  const more = { responses: { ...two.responses, personal_data: { response: 'office' as const, count: 1 } } }
  await hands.save({ scope: 'domain', key: 'pref-x.example', rules: more })
  await hands.selfCheck(mailId)
  expect((await hands.view('chief', mailId)).waitingCheck).toBe('approval')
  expect(await told()).toEqual(before)
  await hands.save({ scope: 'domain', key: 'pref-x.example' })
  await hands.approve(mailId)
  expect(await told()).toEqual(before)
})

test('what is planned and can no longer come into effect is not listed as planned', async () => {
  const key = 'city-y.example'
  const day = (count: number) => new Date(Date.now() + count * 24 * 60 * 60_000).toISOString()
  const rules = { responses: {} }
  const forbid = { responses: { any_mail: { response: 'forbid' as const, count: 1 } } }
  await hands.save({ scope: 'domain', key, rules, effectiveFrom: day(3) })
  await hands.save({ scope: 'domain', key, rules: forbid, effectiveFrom: day(2) })
  await hands.save({ scope: 'domain', key, rules, effectiveFrom: day(4) })
  const planned = async () => {
    const all = await hands.inHouse(sendingRules)
    return all.planned.filter((one) => one.key === key).map(({ version }) => version)
  }
  expect(await planned()).toEqual([2, 3])
  await hands.save({ scope: 'domain', key })
  expect(await planned()).toEqual([])
})
