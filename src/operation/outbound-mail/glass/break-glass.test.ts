import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { overdueObligations, obligationsFor } from '../../../kernel/obligations/index.ts'
import { heldMails, mailsOf } from '../views/mail-lines.ts'
import {
  buildMailHouse,
  type MailHouse,
  type MailRoom,
  mailWithList,
  openMailRoom,
  submit,
} from '../mail-house.fixture.ts'
import { mailView } from '../views/mail-view.ts'
import { askBreakGlass } from '../operations/ask-break-glass.ts'
import { confirmBreakGlass } from '../operations/confirm-break-glass.ts'
import { reviewBreakGlass } from '../operations/review-break-glass.ts'
import { mailTimeline } from '../read-models.ts'
import type { Deliverer } from '../release/deliverer.ts'

const db = useTestDatabase()
let house: MailHouse
let room: MailRoom
let port: number
let officer: string
let officeUnit: string
const left: string[] = []
const relay: Deliverer = async ({ recipients }) => {
  left.push(...recipients.map(({ address }) => address))
  return recipients.map(({ id }) => ({ recipientId: id, reply: '250 2.0.0 taken' }))
}

type Who = keyof MailHouse['people'] | 'officer'

beforeAll(async () => {
  house = await buildMailHouse(db)
  room = await openMailRoom(db, relay)
  port = (await room.front()).port
  officer = newId()
  await db.inOrganisation(house.orgId, async (tx) => {
    const { unit_id } = await tx
      .selectFrom('membership')
      .where('person_id', '=', house.people.office)
      .select('unit_id')
      .executeTakeFirstOrThrow()
    officeUnit = unit_id
    await tx.insertInto('person').values({ id: officer, name: '試験 管理者' }).execute()
    const of = { person_id: officer, unit_id, role: 'privacy_officer', from_on: '2020-04-01' }
    await tx
      .insertInto('membership')
      .values({ id: newId(), ...of })
      .execute()
  })
})
afterAll(() => room.close())
beforeEach(() => db.setClock(new Date('2026-11-24T01:00:00Z')))

const actor = (who: Who) => (who === 'officer' ? { ...house.actor('office'), personId: officer } : house.actor(who))
const run = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(house.orgId, work)
const view = (mailId: string, who: Who = 'office') => run((tx) => mailView(tx, actor(who), mailId))
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

/** A mail that its checks have stopped: no engagement explains both recipients. */
async function stopped() {
  const { author: from } = house.addresses
  const to = ['tanto@city-y.example', 'yamada@pref-x.example']
  const mailId = await submit(port, { from, to, raw: mailWithList(from, to) })
  await room.work.readHeldMail(house.orgId, mailId)
  const { panel } = await view(mailId)
  const { revisionHash } = panel!
  const ask = (who: Who, more: object = {}) =>
    run((tx) =>
      askBreakGlass(tx, actor(who), { mailId, revisionHash, reason: '本日中の連絡が必要', hours: 4, ...more }),
    )
  const glassId = async () => (await view(mailId)).glass!.glasses.at(-1)!.id
  const confirm = async (who: Who) => {
    const breakGlassId = await glassId()
    return run((tx) => confirmBreakGlass(tx, actor(who), { mailId, revisionHash, breakGlassId }))
  }
  const review = async (who: Who) => {
    const breakGlassId = await glassId()
    const said = { mailId, breakGlassId, conclusion: 'justified' as const, findings: '連絡網を見直す' }
    return run((tx) => reviewBreakGlass(tx, actor(who), said))
  }
  const release = () => room.work.releaseMail(house.orgId, mailId)
  return { mailId, ask, confirm, review, release }
}

test('緊急解除: two of the office release what was stopped, marked for good, and a third has to review it', async () => {
  const mail = await stopped()
  expect(await mail.release()).toBe('not_open')
  expect((await view(mail.mailId)).glass).toMatchObject({ glasses: [], next: { act: 'open' } })
  await mail.ask('office')
  expect(await mail.release(), 'one person opens nothing').toBe('not_open')
  expect((await view(mail.mailId, 'office')).glass?.next).toMatchObject({ act: 'confirm', refusedFor: 'same_person' })
  expect((await view(mail.mailId, 'officeTwo')).glass?.next).toEqual({
    act: 'confirm',
    breakGlassId: expect.any(String),
  })
  await mail.confirm('officeTwo')
  expect(await mail.release()).toBe('released')
  await room.work.deliverMail(house.orgId, mail.mailId)

  expect(left.sort()).toEqual(['tanto@city-y.example', 'yamada@pref-x.example'])
  // Permit and release carry the mark, also when the time of the glass is long over.
  await db.setClock(new Date('2026-11-27T01:00:00Z'))
  const after = await view(mail.mailId)
  expect(after.panel).toMatchObject({
    bar: 'passed',
    reasons: expect.arrayContaining([{ code: 'glass_broken', facts: {} }]),
  })
  expect(after.panel!.stations.map(({ state }) => state)).toContain('waived')
  const [glass] = after.glass!.glasses
  expect(glass).toMatchObject({ reason: '本日中の連絡が必要', reviewDueOn: '2026-12-01', isReviewOverdue: false })
  expect(glass!.passedAt).toBeDefined()
  const events = await run((tx) => mailTimeline(tx, actor('office'), { mailId: mail.mailId, size: 50 }))
  const marked = events.items.filter(({ facts }) => facts['breakGlassId'] === glass!.id).map(({ type }) => type)
  expect(marked.sort()).toEqual([
    'gate.glass_confirmed',
    'gate.glass_opened',
    'gate.permit_consumed',
    'gate.permit_issued',
    'outbound_mail.released',
  ])
  const { items } = await run((tx) => mailsOf(tx, actor('author'), { size: 50 }))
  expect(items.find(({ id }) => id === mail.mailId)).toMatchObject({ glass: 'broken' })
  expect(JSON.stringify(events)).not.toContain('連絡が必要')
})

test('緊急解除の見直し: due in five business days, overdue after them, ended by a third person alone', async () => {
  const mail = await stopped()
  await mail.ask('office')
  expect(await refusal(mail.review('officer')), 'nothing to review yet').toBe('check_not_ready')
  await mail.confirm('officeTwo')
  const due = (who: Who) => run((tx) => obligationsFor(tx, actor(who).personId, { size: 50 }))
  const ofMail = async (who: Who) => (await due(who)).items.filter(({ subjectId }) => subjectId === mail.mailId)
  expect(await ofMail('officer')).toMatchObject([
    {
      kind: 'outbound_mail.break_glass_review',
      dueOn: '2026-12-01',
      state: 'open',
      link: `/outbound-mail/${mail.mailId}`,
    },
  ])
  await db.setClock(new Date('2026-12-02T01:00:00Z'))
  expect(await run((tx) => overdueObligations(tx, { subjectIds: [mail.mailId] }))).toHaveLength(1)
  expect((await view(mail.mailId)).glass!.glasses[0]).toMatchObject({ isReviewOverdue: true })
  expect(await refusal(mail.review('office'))).toBe('same_person')
  expect(await refusal(mail.review('officeTwo'))).toBe('same_person')
  expect(await refusal(mail.review('chief'))).toBe('not_allowed')
  expect((await view(mail.mailId, 'officer')).glass?.next).toEqual({ act: 'review', breakGlassId: expect.any(String) })
  await mail.review('officer')
  expect(await ofMail('officer')).toEqual([])
  expect((await view(mail.mailId)).glass!.glasses[0]!.review).toMatchObject({
    reviewerName: '試験 管理者',
    conclusion: 'justified',
    findings: '連絡網を見直す',
  })
  expect(await refusal(mail.review('officer'))).toBe('already_decided')
})
test('緊急解除できない人: the author, who is no person of the office, one person twice, without a reason, too long', async () => {
  const mail = await stopped()
  for (const who of ['author', 'chief', 'officer'] as const)
    expect(await refusal(mail.ask(who)), who).toBe('not_allowed')
  expect(await refusal(mail.ask('office', { reason: '  ' }))).toBe('bad_input')
  expect(await refusal(mail.ask('office', { hours: 25 }))).toBe('bad_input')
  expect(await refusal(mail.ask('office', { revisionHash: '0'.repeat(64) }))).toBe('stale_revision')
  await mail.ask('office')
  expect(await refusal(mail.confirm('office'))).toBe('same_person')
  expect(await refusal(mail.confirm('chief'))).toBe('not_allowed')
  await db.setClock(new Date('2026-11-24T06:00:00Z'))
  expect(await refusal(mail.confirm('officeTwo')), 'its time is over').toBe('permit_expired')
  const { items } = await run((tx) => heldMails(tx, { size: 50, onlyWithoutAuthor: false }))
  expect(items.find(({ id }) => id === mail.mailId)).toMatchObject({ glass: 'asked', custody: 'held' })
})

test('緊急解除: an author of the privacy office does not break the glass of their own mail', async () => {
  const mail = await stopped()
  await run((tx) =>
    tx
      .insertInto('membership')
      .values({
        id: newId(),
        person_id: house.people.author,
        unit_id: officeUnit,
        role: 'privacy_office',
        from_on: '2020-04-01',
      })
      .execute(),
  )
  expect(await refusal(mail.ask('author'))).toBe('same_person')
  await mail.ask('office')
  expect(await refusal(mail.confirm('author'))).toBe('same_person')
})

test('緊急解除の見直し: where every privacy officer had a part in it, the audit officer reviews, and sees that mail alone', async () => {
  const [mail, other] = [await stopped(), await stopped()]
  const auditor = newId()
  await run(async (tx) => {
    await tx.insertInto('person').values({ id: auditor, name: '試験 監査' }).execute()
    const add = (person_id: string, role: string) =>
      tx
        .insertInto('membership')
        .values({ id: newId(), person_id, unit_id: officeUnit, role, from_on: '2020-04-01' })
        .execute()
    await add(auditor, 'audit_officer')
    await add(officer, 'privacy_office')
  })
  const asAuditor = { ...actor('office'), personId: auditor }
  const look = (mailId: string) => run((tx) => mailView(tx, asAuditor, mailId))
  await mail.ask('office')
  expect(await refusal(look(mail.mailId)), 'nothing has left yet').toBe('not_found')
  await mail.confirm('officer')
  const seen = await look(mail.mailId)
  expect(seen).toMatchObject({ standing: 'reviewer', glass: { next: { act: 'review' } } })
  expect(seen.glass?.next?.refusedFor).toBeUndefined()
  expect(await refusal(look(other.mailId))).toBe('not_found')
  const due = await run((tx) => obligationsFor(tx, auditor, { size: 50 }))
  expect(due.items.map(({ subjectId }) => subjectId)).toEqual([mail.mailId])
  const breakGlassId = seen.glass!.glasses[0]!.id
  const said = { mailId: mail.mailId, breakGlassId, conclusion: 'not_justified' as const, findings: '電話で足りた' }
  await run((tx) => reviewBreakGlass(tx, asAuditor, said))
  expect((await run((tx) => obligationsFor(tx, auditor, { size: 50 }))).items).toEqual([])
})
