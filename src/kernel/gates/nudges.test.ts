import { afterEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Tx } from '../db/database.ts'
import { businessHoursOf } from '../obligations/index.ts'
import { addPerson, addRole, company, type House, opened, passes, trialGate } from './company.fixture.ts'
import { countWaiting, gatePanel, gatesToNudge, type NudgedCheck, NUDGE_LIMITS, nudgeGate } from './index.ts'

const db = useTestDatabase()
afterEach(() => db.setClock(undefined))

/** By the clock in Japan. It runs on while a test works, so what is due is looked at two minutes later. */
const jst = (text: string) => new Date(`${text}:00+09:00`)

interface Scene {
  readonly orgId: string
  readonly house: House
  readonly subjectId: string
  /** Moves the clock, and does what the job does: finds the gate, and nudges it. */
  readonly nudgeAt: (text: string) => Promise<{ found: boolean; nudged: NudgedCheck[] }>
}

/** A gate that has waited for its approval since an instant. */
async function waitingSince(
  text: string,
  prepare: (tx: Tx, house: House) => Promise<unknown> = async () => undefined,
  more: { count?: number; isApprovalDue?: boolean } = {},
): Promise<Scene> {
  const orgId = await db.newOrganisation()
  await db.setClock(jst(text))
  const { house, ref } = await db.inOrganisation(orgId, async (tx) => {
    const house = await company(tx)
    await prepare(tx, house)
    const ref = await opened(tx, house, { requirements: { approval: { count: more.count ?? 1 } } })
    if (more.isApprovalDue ?? true) await passes(tx, ref, house.author, 'self-check')
    return { house, ref }
  })
  const { subjectId } = ref
  const nudgeAt = async (when: string) => {
    await db.setClock(jst(when))
    const found = await db.inOrganisation(orgId, (tx) => gatesToNudge(tx, [trialGate], { waitingBefore: jst(when) }))
    const nudged = await db.inOrganisation(orgId, async (tx) =>
      nudgeGate(tx, trialGate, {
        subjectId,
        limits: NUDGE_LIMITS,
        hours: await businessHoursOf(tx),
        tell: async () => undefined,
      }),
    )
    return { found: found.length > 0, nudged }
  }
  return { orgId, house, subjectId, nudgeAt }
}

test('営業2時間で催促、4時間で上位へ: each once, and then nothing more', async () => {
  const { house, nudgeAt, orgId, subjectId } = await waitingSince('2026-11-24T10:00')
  expect((await nudgeAt('2026-11-24T11:55')).nudged).toEqual([])
  const both = [house.chief, house.deputy].sort()
  const reminded = (await nudgeAt('2026-11-24T12:02')).nudged
  expect(reminded).toMatchObject([{ check: 'approval', nudge: 'reminder', isForAuthor: false, escalatedIds: [] }])
  expect(reminded[0]!.remindedIds.toSorted()).toEqual(both)
  expect((await nudgeAt('2026-11-24T13:55')).nudged).toEqual([])
  const escalated = await nudgeAt('2026-11-24T14:02')
  expect(escalated).toMatchObject({
    found: true,
    nudged: [{ nudge: 'escalation', escalatedIds: [house.director], remindedIds: [] }],
  })
  expect(await nudgeAt('2026-11-25T17:00')).toEqual({ found: false, nudged: [] })
  const panel = await db.inOrganisation(orgId, (tx) => gatePanel(tx, trialGate, subjectId))
  expect(panel.stations.at(-1)!.nudges).toEqual([
    { nudge: 'reminder', at: expect.stringContaining('2026-11-24T03:0') },
    { nudge: 'escalation', at: expect.stringContaining('2026-11-24T05:0') },
  ])
  const events = await db.inOrganisation(orgId, (tx) =>
    tx
      .selectFrom('event')
      .where('type', 'in', ['gate.reminded', 'gate.escalated'])
      .orderBy('occurred_at')
      .select('type')
      .execute(),
  )
  expect(events.map(({ type }) => type)).toEqual(['gate.reminded', 'gate.escalated'])
})

test.each([
  ['夜と週末', '2026-11-27T17:00', '2026-11-30T09:55', '2026-11-30T10:02'],
  ['ゴールデンウィーク', '2026-05-01T17:00', '2026-05-07T09:55', '2026-05-07T10:02'],
  ['年末年始', '2026-12-28T17:00', '2027-01-04T09:55', '2027-01-04T10:02'],
])('%sは数えない', async (_, since, before, due) => {
  const { nudgeAt } = await waitingSince(since)
  expect((await nudgeAt(before)).nudged).toEqual([])
  expect((await nudgeAt(due)).nudged).toMatchObject([{ nudge: 'reminder' }])
})

test('会社が決めた休みの日は数えない', async () => {
  const { nudgeAt } = await waitingSince('2026-11-24T17:00', (tx) =>
    tx.insertInto('organisation_holiday').values({ source: 'own', day: '2026-11-25', name: '創立記念日' }).execute(),
  )
  expect((await nudgeAt('2026-11-25T15:00')).nudged).toEqual([])
  expect((await nudgeAt('2026-11-26T10:02')).nudged).toMatchObject([{ nudge: 'reminder' }])
})

test('止まっていた間に過ぎたものは、営業時間になってから一度だけ、強い方を言う', async () => {
  const { house, nudgeAt } = await waitingSince('2026-11-27T10:00')
  expect((await nudgeAt('2026-11-28T11:00')).nudged).toEqual([])
  const [escalation, ...rest] = (await nudgeAt('2026-11-30T09:02')).nudged
  expect(rest).toEqual([])
  // Whoever was asked had heard nothing yet.
  expect(escalation).toMatchObject({ nudge: 'escalation', escalatedIds: [house.director] })
  expect(escalation!.remindedIds.toSorted()).toEqual([house.chief, house.deputy].sort())
  expect((await nudgeAt('2026-11-30T12:00')).nudged).toEqual([])
})

test('職務分離: after the escalation the step above may decide, the author still may not, also where the author is that step', async () => {
  const scene = await waitingSince('2026-11-24T10:00')
  const { orgId, house, subjectId } = scene
  const approve = (personId: string) =>
    db.inOrganisation(orgId, async (tx) => {
      const { revisionHash } = await gatePanel(tx, trialGate, subjectId)
      return passes(tx, { gate: trialGate.id, subjectId, revisionHash }, personId, 'approval')
    })
  await expect(approve(house.director)).rejects.toMatchObject({ code: 'not_allowed' })
  await scene.nudgeAt('2026-11-24T14:02')
  expect(await db.inOrganisation(orgId, (tx) => countWaiting(tx, house.director))).toBe(1)
  await expect(approve(house.author)).rejects.toMatchObject({ code: 'same_person' })
  await expect(approve(house.officeOne)).rejects.toMatchObject({ code: 'not_allowed' })
  expect((await approve(house.director)).isComplete).toBe(true)

  // The author is the director: above the section stands nobody else, so the privacy office is the next step.
  const own = await waitingSince('2026-11-24T10:00', async (tx, { author, director }) => {
    await tx.updateTable('person').set({ merged_into_id: author }).where('id', '=', director).execute()
  })
  const offices = [own.house.officeOne, own.house.officeTwo, own.house.officeThree].sort()
  const [nudged] = (await own.nudgeAt('2026-11-24T14:02')).nudged
  expect(nudged!.escalatedIds.toSorted()).toEqual(offices)
})

test('起案者が答えないときは、起案者に催促し、上長に知らせる; nobody else may attest', async () => {
  const { house, nudgeAt, orgId } = await waitingSince('2026-11-24T10:00', undefined, { isApprovalDue: false })
  expect((await nudgeAt('2026-11-24T12:02')).nudged).toMatchObject([
    { check: 'self-check', nudge: 'reminder', isForAuthor: true, remindedIds: [house.author] },
  ])
  const [escalation] = (await nudgeAt('2026-11-24T14:02')).nudged
  expect(escalation!.escalatedIds.toSorted()).toEqual([house.chief, house.deputy].sort())
  expect(await db.inOrganisation(orgId, (tx) => countWaiting(tx, house.chief))).toBe(0)
})

test('二人のうち一人が承認したら、まだの人だけに催促する; the panel says one of two', async () => {
  const scene = await waitingSince('2026-11-24T10:00', undefined, { count: 2 })
  const { orgId, house, subjectId } = scene
  await db.inOrganisation(orgId, async (tx) => {
    const { revisionHash } = await gatePanel(tx, trialGate, subjectId)
    await passes(tx, { gate: trialGate.id, subjectId, revisionHash }, house.chief, 'approval')
  })
  expect((await scene.nudgeAt('2026-11-24T12:02')).nudged).toMatchObject([{ remindedIds: [house.deputy] }])
  const station = (await db.inOrganisation(orgId, (tx) => gatePanel(tx, trialGate, subjectId))).stations.at(-1)!
  expect(station).toMatchObject({
    state: 'waiting',
    needed: 2,
    people: [{ name: '試験 課長', decidedAt: expect.any(String) }, { name: '試験 副課長' }],
  })
  expect(station.people[1]).not.toHaveProperty('decidedAt')
})

test('二人必要なのに残りの人がいないときは、承認者なしと言う', async () => {
  const { orgId, house, subjectId } = await waitingSince(
    '2026-11-24T10:00',
    async (tx) => {
      await tx.updateTable('membership').set({ until_on: '2020-12-31' }).where('role', '=', 'privacy_office').execute()
    },
    { count: 2 },
  )
  await db.inOrganisation(orgId, async (tx) => {
    const { revisionHash } = await gatePanel(tx, trialGate, subjectId)
    await passes(tx, { gate: trialGate.id, subjectId, revisionHash }, house.chief, 'approval')
    await tx
      .updateTable('membership')
      .set({ until_on: '2020-12-31' })
      .where('person_id', 'in', [house.deputy, house.director])
      .execute()
    const { reasons } = await gatePanel(tx, trialGate, subjectId)
    expect(reasons.map(({ code }) => code)).toContain('nobody_to_ask')
  })
})

test('頼める人がいないときは、保護管理者が聞く', async () => {
  let officer = ''
  const { nudgeAt } = await waitingSince('2026-11-24T10:00', async (tx, { head }) => {
    const past = { until_on: '2020-12-31' }
    await tx.updateTable('membership').set(past).where('role', 'in', ['supervisor', 'privacy_office']).execute()
    officer = await addPerson(tx, '試験 保護管理者')
    await addRole(tx, officer, head, 'privacy_officer')
  })
  expect((await nudgeAt('2026-11-24T12:02')).found).toBe(true)
  expect((await nudgeAt('2026-11-24T14:02')).nudged).toMatchObject([{ remindedIds: [], escalatedIds: [officer] }])
})

test('途中で切れたら、知らせも記録も残らず、次に一度だけ言う; two at once say it once', async () => {
  const { orgId, subjectId } = await waitingSince('2026-11-24T10:00')
  await db.setClock(jst('2026-11-24T12:02'))
  const told: string[] = []
  const nudge = (tell: (tx: Tx, one: NudgedCheck) => Promise<void>) =>
    db.inOrganisation(orgId, async (tx) =>
      nudgeGate(tx, trialGate, {
        subjectId,
        limits: NUDGE_LIMITS,
        hours: await businessHoursOf(tx),
        tell: (one) => tell(tx, one),
      }),
    )
  // The connection is cut when people have been told and nothing is committed yet: what a kill leaves.
  await expect(
    nudge(async (tx) => {
      const { pid } = await tx
        .selectNoFrom((eb) => eb.fn<number>('pg_backend_pid', []).as('pid'))
        .executeTakeFirstOrThrow()
      await db.asOwner('select pg_terminate_backend($1)', [pid])
    }),
  ).rejects.toThrow(/terminat|connection/i)
  const rows = () => db.inOrganisation(orgId, (tx) => tx.selectFrom('gate_nudge').selectAll().execute())
  expect(await rows()).toEqual([])
  await Promise.all(
    [1, 2, 3].map(() =>
      nudge(async (_, { nudge: kind }) => {
        told.push(kind)
      }),
    ),
  )
  expect(told).toEqual(['reminder'])
  expect(await rows()).toHaveLength(1)
})
