import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { instantOf, type Tx } from '../db/database.ts'
import { addPerson, addRole, company, type House, opened, passes, actorOf, trialGate } from './company.fixture.ts'
import { glassLines, habitLines, habitSummary } from './habit-lines.ts'
import { gateRoutes } from './routes.ts'
import { confirmBreakGlass, decide, openBreakGlass, reviewBreakGlass } from './index.ts'

const db = useTestDatabase()
const within = async <T>(work: (tx: Tx, house: House) => Promise<T>) =>
  db.inOrganisation(await db.newOrganisation(), async (tx) => work(tx, await company(tx)))
const page = { size: 50, period: 'last_30_days' } as const

async function approved(tx: Tx, house: House, by: string, seconds: number, count = 1) {
  for (let i = 0; i < count; i++) {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, by, 'approval', { secondsInView: seconds })
  }
}

test('承認者ごとに、件数・割合・時間・数秒での決定を出す。件数が少ないうちは割合を出さない', () =>
  within(async (tx, house) => {
    await approved(tx, house, house.chief, 2, 3)
    await approved(tx, house, house.chief, 60, 2)
    await approved(tx, house, house.deputy, 3, 1)
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await decide(tx, trialGate, { ...ref, check: 'approval', outcome: 'refuse', actor: await actorOf(tx, house.chief) })
    const { items } = await habitLines(tx, page)
    expect(items.map((line) => line.personId)).toEqual([house.chief, house.deputy])
    expect(items[0]).toMatchObject({
      decisionCount: 6,
      passCount: 5,
      passShare: 5 / 6,
      measuredCount: 5,
      quickCount: 3,
      quickShare: 0.6,
      medianSecondsInView: 2,
    })
    expect(items[0]!.name).not.toBe('')
    expect(items[1]).toMatchObject({ decisionCount: 1, passCount: 1, quickCount: 1 })
    expect(items[1], 'one decision is no share').not.toHaveProperty('passShare')
    expect(items[1]).not.toHaveProperty('quickShare')
    expect(await habitSummary(tx, page)).toMatchObject({
      approverCount: 2,
      decisionCount: 7,
      passCount: 6,
      quickCount: 4,
    })
  }))

test('1人ずつめくっても同じ順で、だれも抜けず、だれも二度出ない', () =>
  within(async (tx, house) => {
    // Two with one decision each: their order is settled by more than the count.
    await approved(tx, house, house.chief, 10, 2)
    await approved(tx, house, house.deputy, 10, 1)
    const third = await addPerson(tx, '試験 係長')
    await addRole(tx, third, house.section, 'supervisor')
    await approved(tx, house, third, 10, 1)
    const whole = (await habitLines(tx, page)).items.map(({ personId }) => personId)
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const next = await habitLines(tx, { ...page, size: 1, cursor })
      paged.push(...next.items.map(({ personId }) => personId))
      cursor = next.nextCursor
    } while (cursor)
    expect(paged).toEqual(whole)
    for (const wrong of ['', 'x', '1_x', '-1_' + house.chief, "1_' or true"])
      await expect(habitLines(tx, { ...page, cursor: wrong })).rejects.toThrow('bad_input')
  }))

test('期間の外の決定は数えない', async () => {
  const orgId = await db.newOrganisation()
  await db.setClock(new Date('2026-03-31T03:00:00Z'))
  const house = await db.inOrganisation(orgId, async (tx) => {
    const made = await company(tx)
    await approved(tx, made, made.chief, 10, 2)
    return made
  })
  await db.setClock(new Date('2026-04-01T03:00:00Z'))
  await db.inOrganisation(orgId, async (tx) => {
    await approved(tx, house, house.chief, 10, 1)
    const count = async (period: 'fiscal_year' | 'last_fiscal_year' | 'last_30_days') =>
      (await habitSummary(tx, { period })).decisionCount
    expect([await count('fiscal_year'), await count('last_fiscal_year'), await count('last_30_days')]).toEqual([
      1, 2, 3,
    ])
  })
  await db.setClock(undefined)
})

test('緊急解除と見直しの件数と一覧', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house)
    const { breakGlassId } = await openBreakGlass(tx, trialGate, {
      ...ref,
      actor: await actorOf(tx, house.officeOne),
      reason: '復旧のため',
      expiresAt: new Date((await instantOf(tx)).getTime() + 3_600_000),
    })
    const before = await habitSummary(tx, page)
    expect(before.glass).toEqual({
      openedCount: 1,
      confirmedCount: 0,
      passedCount: 0,
      reviewedCount: 0,
      notJustifiedCount: 0,
    })
    const of = { subjectId: ref.subjectId, breakGlassId }
    const nothing = () => Promise.resolve()
    await confirmBreakGlass(tx, trialGate, { ...of, actor: await actorOf(tx, house.officeTwo), openReview: nothing })
    await reviewBreakGlass(tx, trialGate, {
      ...of,
      actor: await actorOf(tx, house.officeThree),
      conclusion: 'not_justified',
      findings: '次からは上長に電話する',
      dischargeReview: nothing,
    })
    expect((await habitSummary(tx, page)).glass).toMatchObject({
      confirmedCount: 1,
      reviewedCount: 1,
      notJustifiedCount: 1,
    })
    const { items } = await glassLines(tx, page)
    expect(items).toMatchObject([{ id: breakGlassId, conclusion: 'not_justified' }])
    expect(items[0]!.reviewerName).not.toBe('')
    expect(items[0]).not.toHaveProperty('passedAt')
    expect(JSON.stringify(items), 'what was written stays with the gate').not.toMatch(/復旧|電話/)
  }))

test('見るのは個人情報保護管理者・事務局と監査責任者だけで、書き出しもできる', () => {
  expect(gateRoutes.every(({ endpoint }) => endpoint.right === 'gates:oversee')).toBe(true)
  expect(gateRoutes.filter(({ kind }) => kind === 'download')).toHaveLength(2)
})
