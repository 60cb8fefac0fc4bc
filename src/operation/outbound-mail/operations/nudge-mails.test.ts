import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailsEscalatedTo, mailsWaitingFor } from '../views/mail-lines.ts'
import { mailView } from '../views/mail-view.ts'
import { approveMail } from './approve-mail.ts'
import { changeMailPolicy } from './change-mail-policy.ts'
import { selfCheckMail } from './self-check-mail.ts'
import { mailTimeline } from '../read-models.ts'
import { mailById, policyOf } from '../store.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number

beforeAll(async () => {
  room = await openMailRoom(db)
  port = (await room.front()).port
})
beforeEach(async () => {
  house = await buildMailHouse(db)
})
afterAll(async () => {
  await room.close()
  await db.setClock(undefined)
})

/** By the clock in Japan; it runs on while a test works. */
const at = (text: string) => db.setClock(new Date(`${text}:00+09:00`))
const inHouse = <T>(work: Parameters<typeof db.inOrganisation<T>>[1]) => db.inOrganisation(house.orgId, work)
const page = { size: 50 }

async function arrives(): Promise<string> {
  const from = house.addresses.author
  const to = ['a@pref-x.example']
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to) })
  await room.work.readHeldMail(house.orgId, mailId)
  return mailId
}

async function decided(mailId: string, who: 'author' | 'chief' | 'office') {
  const { panel } = await inHouse((tx) => mailView(tx, house.actor(who), mailId))
  const findingIds = panel!.stations.flatMap(({ findings }) => findings.flatMap(({ id }) => id ?? []))
  return { mailId, revisionHash: panel!.revisionHash, findingIds, secondsInView: 3, check: 'approval' }
}

const told = () =>
  inHouse((tx) =>
    tx
      .selectFrom('notice')
      .where('kind', 'like', 'outbound_mail.%_reminder')
      .orderBy('kind')
      .select(['kind', 'person_id'])
      .unionAll(tx.selectFrom('notice').where('kind', 'like', '%_escalated').select(['kind', 'person_id']))
      .execute(),
  )

test('催促と上位への連絡: notices, the mail’s page, today’s card, the timeline; and the one above may approve', async () => {
  await at('2026-11-24T10:00')
  const mailId = await arrives()
  const input = await decided(mailId, 'author')
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), input))
  await at('2026-11-24T11:50')
  expect(await room.work.nudgeMails(house.orgId)).toEqual({ nudged: 0, unheard: 0 })
  await at('2026-11-24T12:05')
  expect(await room.work.nudgeMails(house.orgId)).toEqual({ nudged: 1, unheard: 0 })
  expect(await room.work.nudgeMails(house.orgId)).toEqual({ nudged: 0, unheard: 0 })
  const { people } = house
  const reminded = [people.chief, people.deputy].sort()
  expect((await told()).map((one) => one.person_id).toSorted()).toEqual(reminded)
  await expect(inHouse((tx) => approveMail(tx, house.actor('office'), input))).rejects.toMatchObject({
    code: 'not_allowed',
  })

  await at('2026-11-24T14:05')
  expect(await room.work.nudgeMails(house.orgId)).toEqual({ nudged: 1, unheard: 0 })
  const escalated = (await told()).filter(({ kind }) => kind === 'outbound_mail.approval_escalated')
  expect(escalated.map((one) => one.person_id).toSorted()).toEqual([people.office, people.officeTwo].sort())
  const waiting = await inHouse((tx) => mailsWaitingFor(tx, house.actor('office'), page))
  expect(waiting.items.map(({ id, waitingCheck }) => [id, waitingCheck])).toEqual([[mailId, 'approval']])
  const view = await inHouse((tx) => mailView(tx, house.actor('author'), mailId))
  expect(view.panel!.stations.find(({ check }) => check === 'approval')!.nudges).toMatchObject([
    { nudge: 'reminder' },
    { nudge: 'escalation' },
  ])
  const lines = await inHouse((tx) => mailTimeline(tx, house.actor('author'), { mailId, size: 50 }))
  expect(lines.items.map(({ type }) => type)).toEqual(expect.arrayContaining(['gate.reminded', 'gate.escalated']))
  // The author is asked about by nobody, and approves by no detour.
  await expect(inHouse((tx) => approveMail(tx, house.actor('author'), input))).rejects.toMatchObject({
    code: 'same_person',
  })
  await inHouse((tx) => approveMail(tx, house.actor('office'), input))
  const after = await inHouse((tx) => mailView(tx, house.actor('office'), mailId))
  expect(after.panel!.stations.find(({ check }) => check === 'approval')).toMatchObject({ state: 'passed' })
})

test('起案者が自己確認しないとき、上長の今日に出る; nobody can do it for them', async () => {
  await at('2026-11-24T10:00')
  const mailId = await arrives()
  await at('2026-11-24T14:05')
  await room.work.nudgeMails(house.orgId)
  const late = await inHouse((tx) => mailsEscalatedTo(tx, house.actor('chief')))
  expect(late.items).toMatchObject([{ id: mailId, lateCheck: 'self-check' }])
  expect((await inHouse((tx) => mailsEscalatedTo(tx, house.actor('stranger')))).items).toEqual([])
  expect((await told()).map(({ kind }) => kind).toSorted()).toEqual([
    'outbound_mail.self_check_escalated',
    'outbound_mail.self_check_escalated',
    'outbound_mail.self_check_reminder',
  ])
  const input = await decided(mailId, 'author')
  await expect(inHouse((tx) => selfCheckMail(tx, house.actor('chief'), input))).rejects.toMatchObject({
    code: 'not_allowed',
  })
  await inHouse((tx) => selfCheckMail(tx, house.actor('author'), input))
  expect((await inHouse((tx) => mailsEscalatedTo(tx, house.actor('chief')))).items).toEqual([])
})

test('会社の設定に従う; an escalation before the reminder is refused, here and by the database', async () => {
  const change = async (reminderAfterMinutes: number, escalationAfterMinutes: number) =>
    inHouse(async (tx) =>
      changeMailPolicy(tx, house.actor('office'), {
        ...(await policyOf(tx)),
        reminderAfterMinutes,
        escalationAfterMinutes,
      }),
    )
  await expect(change(60, 60)).rejects.toMatchObject({ code: 'bad_input' })
  await change(30, 60)
  await expect(
    inHouse((tx) => tx.updateTable('outbound_mail_policy').set({ escalation_after_minutes: 30 }).execute()),
  ).rejects.toMatchObject({ constraint: 'nudges_in_order' })
  await at('2026-11-24T10:00')
  await arrives()
  await at('2026-11-24T10:35')
  expect(await room.work.nudgeMails(house.orgId)).toMatchObject({ nudged: 1 })
  await at('2026-11-24T11:05')
  expect(await room.work.nudgeMails(house.orgId)).toMatchObject({ nudged: 1 })
})

test.each([
  ['週末', '2026-11-27T15:00', undefined, '2026-12-02T06:00'],
  ['祝日', '2026-11-20T15:00', undefined, '2026-11-26T06:00'],
  ['ゴールデンウィーク', '2026-05-01T15:00', undefined, '2026-05-11T06:00'],
  ['年末年始', '2026-12-28T15:00', undefined, '2027-01-06T06:00'],
  ['会社の休み', '2026-11-24T15:00', '2026-11-26', '2026-11-30T06:00'],
])('期限の3営業日は%sを数えない', async (_, arrivedAt, ownHoliday, expectedUtc) => {
  if (ownHoliday)
    await inHouse((tx) =>
      tx.insertInto('organisation_holiday').values({ source: 'own', day: ownHoliday, name: '創立記念日' }).execute(),
    )
  await at(arrivedAt)
  const mailId = await arrives()
  const { expires_at } = await inHouse((tx) => mailById(tx, mailId))
  expect(expires_at!.toISOString().slice(0, 13)).toBe(expectedUtc.slice(0, 13))
})

test('営業時間の外では、だれにも知らせない', async () => {
  await at('2026-11-27T10:00')
  await arrives()
  for (const quiet of ['2026-11-27T18:30', '2026-11-28T11:00', '2026-11-30T08:50']) {
    await at(quiet)
    expect(await room.work.nudgeMails(house.orgId)).toEqual({ nudged: 0, unheard: 0 })
  }
  await at('2026-11-30T09:05')
  expect(await room.work.nudgeMails(house.orgId)).toMatchObject({ nudged: 1 })
})
