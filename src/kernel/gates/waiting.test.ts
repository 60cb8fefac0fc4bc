import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Tx } from '../db/database.ts'
import { addRole, company, type House, opened, passes, trialGate } from './company.fixture.ts'
import { countWaiting, endGate, gatePanel, rebuildProgress, waitingFor } from './index.ts'

const db = useTestDatabase()
const within = async <T>(work: (tx: Tx, house: House, orgId: string) => Promise<T>) => {
  const orgId = await db.newOrganisation()
  return db.inOrganisation(orgId, async (tx) => work(tx, await company(tx), orgId))
}

test('私を待っているもの: every waiting check once, longest first, over pages', () =>
  within(async (tx, house) => {
    const refs = []
    for (let i = 0; i < 7; i++) refs.push(await opened(tx, house))
    for (const ref of refs.slice(0, 5)) await passes(tx, ref, house.author, 'self-check')
    expect(await countWaiting(tx, house.author)).toBe(2)
    expect(await countWaiting(tx, house.chief)).toBe(5)
    expect(await countWaiting(tx, house.director)).toBe(0)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await waitingFor(tx, house.chief, { size: 2, cursor })
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map((one) => one.subjectId))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen.toSorted()).toEqual(
      refs
        .slice(0, 5)
        .map((ref) => ref.subjectId)
        .toSorted(),
    )
    await expect(waitingFor(tx, house.chief, { size: 2, cursor: 'not ours' })).rejects.toMatchObject({
      code: 'bad_input',
    })
  }))

test('一人が承認したら、もう一人の一覧からも消える', () =>
  within(async (tx, house, orgId) => {
    const [one, other] = [await opened(tx, house), await opened(tx, house)]
    for (const ref of [one, other]) await passes(tx, ref, house.author, 'self-check')
    await passes(tx, one, house.chief, 'approval')
    expect(await countWaiting(tx, house.deputy)).toBe(1)
    const actor = { kind: 'system', orgId, part: 'trial' } as const
    await endGate(tx, trialGate, { subjectId: other.subjectId, how: 'withdrawn', actor })
    expect(await countWaiting(tx, house.deputy)).toBe(0)
  }))

test('期限の切れたものは、何も書かれなくても一覧から消える', async () => {
  const orgId = await db.newOrganisation()
  await db.setClock(new Date('2026-11-24T00:00:00Z'))
  const house = await db.inOrganisation(orgId, async (tx) => {
    const house = await company(tx)
    await opened(tx, house, { expiresAt: new Date('2026-11-27T00:00:00Z') })
    expect(await countWaiting(tx, house.author)).toBe(1)
    return house
  })
  await db.setClock(new Date('2026-11-27T00:00:01Z'))
  expect(await db.inOrganisation(orgId, (tx) => countWaiting(tx, house.author))).toBe(0)
  await db.setClock(undefined)
})

test('役割が変わったら、作り直した一覧が追いつく; nobody to ask is an alarm', () =>
  within(async (tx, house) => {
    const refs = [await opened(tx, house), await opened(tx, house), await opened(tx, house)]
    for (const ref of refs) await passes(tx, ref, house.author, 'self-check')
    const rebuild = async () => {
      let afterId: string | undefined
      do afterId = await rebuildProgress(tx, { size: 2, ...(afterId && { afterId }) })
      while (afterId)
    }
    await tx.updateTable('membership').set({ until_on: '2020-12-31' }).where('role', '<>', 'employee').execute()
    await rebuild()
    expect(await countWaiting(tx, house.chief)).toBe(0)
    const alarms = await tx
      .selectFrom('gate_progress')
      .select('nobody_asked')
      .where('nobody_asked', '=', true)
      .execute()
    expect(alarms).toHaveLength(3)
    const panel = await gatePanel(tx, trialGate, refs[0]!.subjectId)
    expect(panel.reasons.map((one) => one.code)).toContain('nobody_to_ask')
    await addRole(tx, house.officeTwo, house.head, 'privacy_office')
    await rebuild()
    expect(await countWaiting(tx, house.officeTwo)).toBe(3)
  }))

test('消しても作り直せる: the projection comes back from the rows', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    const rows = () => tx.selectFrom('gate_waiting').selectAll().orderBy('person_id').execute()
    const before = await rows()
    await tx.deleteFrom('gate_waiting').execute()
    await rebuildProgress(tx)
    expect(await rows()).toEqual(before)
  }))
