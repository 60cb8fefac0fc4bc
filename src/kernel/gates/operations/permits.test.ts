import { beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { hashOf } from '../../../base/canonical-json.ts'
import type { Tx } from '../../db/database.ts'
import { actorOf, company, type House, opened, passes, trialGate } from '../company.fixture.ts'
import {
  confirmBreakGlass,
  consumePermit,
  endGate,
  gatePanel,
  gateState,
  type GateRef,
  issuePermit,
  openBreakGlass,
  recordVerdict,
  reviseGate,
} from '../index.ts'

const db = useTestDatabase()
const START = new Date('2026-11-24T01:00:00Z')
const later = (minutes: number) => db.setClock(new Date(START.getTime() + minutes * 60_000))
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const release = (ref: GateRef) => ({ recomputedHash: ref.revisionHash, effect: 'release' })
const issue = (tx: Tx, ref: GateRef) => issuePermit(tx, trialGate, { ...release(ref), subjectId: ref.subjectId })

beforeEach(() => later(0))

/** An organisation with one gate that two persons have passed, and a permit for it. */
async function permitted() {
  const orgId = await db.newOrganisation()
  const within = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const { house, ref } = await within(async (tx) => {
    const house = await company(tx)
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
    return { house, ref }
  })
  const permit = await within((tx) => issue(tx, ref))
  const consume = (more: object = {}) => within((tx) => consumePermit(tx, permit.id, { ...release(ref), ...more }))
  return { orgId, house, ref, within, consume }
}

test('通行許可は15分で切れ、新しく出し直せる', async () => {
  const { ref, within, consume } = await permitted()
  await expect(within((tx) => issue(tx, ref))).rejects.toEqual(refusal('permit_outstanding'))
  await later(16)
  await expect(consume()).rejects.toEqual(refusal('permit_expired'))
  const next = await within((tx) => issue(tx, ref))
  await within((tx) => consumePermit(tx, next.id, release(ref)))
  await expect(within((tx) => issue(tx, ref))).rejects.toEqual(refusal('permit_consumed'))
  const rest = { ...release(ref), subjectId: ref.subjectId, recipients: ['b'], isForTheRest: true }
  expect((await within((tx) => issuePermit(tx, trialGate, rest))).recipients).toEqual(['b'])
})

test('決めた内容と違うもの、違う操作には使えない', async () => {
  const { ref, within, consume } = await permitted()
  await expect(consume({ recomputedHash: hashOf('another') })).rejects.toEqual(refusal('stale_revision'))
  await expect(consume({ effect: 'print' })).rejects.toEqual(refusal('not_allowed'))
  const other = { subjectId: ref.subjectId, recomputedHash: hashOf('another'), effect: 'release' }
  await expect(within((tx) => issuePermit(tx, trialGate, other))).rejects.toEqual(refusal('stale_revision'))
  await consume()
})

test('使われる前に条件が変わった許可は、取り消さなくても使えない', async () => {
  const stricter = await permitted()
  const fail = { check: 'roster', verdict: 'fail' as const, findings: [], engine: 'trial@1' }
  await stricter.within((tx) => recordVerdict(tx, trialGate, { ...stricter.ref, ...fail }))
  await expect(stricter.consume()).rejects.toEqual(refusal('permit_void'))

  const revised = await permitted()
  await revised.within((tx) => reviseGate(tx, trialGate, revised.ref.subjectId, 'changed'))
  await expect(revised.consume()).rejects.toEqual(refusal('permit_void'))

  const merged = await permitted()
  const { author, chief } = merged.house
  await merged.within((tx) =>
    tx.updateTable('person').set({ merged_into_id: author }).where('id', '=', chief).execute(),
  )
  await expect(merged.consume()).rejects.toEqual(refusal('permit_void'))
  await expect(merged.within((tx) => issue(tx, merged.ref))).rejects.toEqual(refusal('gate_closed'))

  const ended = await permitted()
  const { subjectId } = ended.ref
  const actor = { kind: 'system' as const, orgId: ended.orgId, part: 'trial' }
  await ended.within((tx) => endGate(tx, trialGate, { subjectId, how: 'withdrawn', actor }))
  await expect(ended.consume()).rejects.toEqual(refusal('permit_void'))
})

test('役割を後から失っても、済んだ承認は有効', async () => {
  const { house, within, consume } = await permitted()
  await within((tx) =>
    tx.updateTable('membership').set({ until_on: '2026-11-01' }).where('person_id', '=', house.chief).execute(),
  )
  await expect(consume()).resolves.toBeUndefined()
})

test('一つの許可を同時に使っても、通るのは一度だけ', async () => {
  const { consume } = await permitted()
  const all = await Promise.allSettled([consume(), consume(), consume()])
  expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const one of all.filter((one) => one.status === 'rejected'))
    expect(one.reason).toEqual(refusal('permit_consumed'))
})

test('効果の取引が取り消されれば、許可は使われていない', async () => {
  const { ref, orgId, within, consume } = await permitted()
  const failing = within(async (tx) => {
    const [permit] = await tx.selectFrom('permit').select('id').execute()
    await consumePermit(tx, permit!.id, release(ref))
    throw new Error('the relay fell over')
  })
  await expect(failing).rejects.toThrow(/relay/)
  expect(await db.asOwner('select permit_id from permit_consumption where org_id = $1', [orgId])).toEqual([])
  await consume()
})

/** A gate that a machine keeps shut. */
async function shut(tx: Tx, house: House) {
  return opened(tx, house, {}, { verdict: 'fail' })
}

test('緊急解除は事務局の二人で、印が付き、見直しの期限が開く', async () => {
  const orgId = await db.newOrganisation()
  const within = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const { house, ref } = await within(async (tx) => {
    const house = await company(tx)
    return { house, ref: await shut(tx, house) }
  })
  const ask = (person: string, more: object = {}) =>
    within(async (tx) => {
      const plan = { reason: '災害時の連絡', expiresAt: new Date(START.getTime() + 3_600_000) }
      return openBreakGlass(tx, trialGate, { ...ref, actor: await actorOf(tx, person), ...plan, ...more })
    })
  await expect(ask(house.chief)).rejects.toEqual(refusal('not_allowed'))
  await expect(ask(house.officeOne, { reason: ' ' })).rejects.toEqual(refusal('bad_input'))
  const tooLong = new Date(START.getTime() + 25 * 3_600_000)
  await expect(ask(house.officeOne, { expiresAt: tooLong })).rejects.toEqual(refusal('bad_input'))
  const { breakGlassId } = await ask(house.officeOne)
  const reviews: string[] = []
  const confirm = (person: string) =>
    within(async (tx) =>
      confirmBreakGlass(tx, trialGate, {
        subjectId: ref.subjectId,
        breakGlassId,
        actor: await actorOf(tx, person),
        openReview: async (_tx, glass) => void reviews.push(glass.breakGlassId),
      }),
    )
  await expect(confirm(house.officeOne)).rejects.toEqual(refusal('same_person'))
  expect((await within((tx) => gateState(tx, trialGate, ref.subjectId))).open).toBe(false)
  expect((await confirm(house.officeTwo)).open).toBe(true)
  await expect(confirm(house.officeThree)).rejects.toEqual(refusal('already_decided'))
  expect(reviews).toEqual([breakGlassId])
  const permit = await within((tx) => issue(tx, ref))
  expect(permit.breakGlassId).toBe(breakGlassId)
  const panel = await within((tx) => gatePanel(tx, trialGate, ref.subjectId))
  expect([panel.bar, ...panel.stations.map((one) => one.state)]).toEqual(['up', 'passed', 'waived', 'waived', 'waived'])
  await later(61)
  expect((await within((tx) => gateState(tx, trialGate, ref.subjectId))).open).toBe(false)
})

test('緊急解除を申し出た人は、その版を承認しない。承認した人も申し出ない', async () => {
  const orgId = await db.newOrganisation()
  await db.inOrganisation(orgId, async (tx) => {
    const house = await company(tx)
    const ref = await opened(tx, house, {}, { verdict: 'unread' })
    const { points: findingIds } = await gateState(tx, trialGate, ref.subjectId)
    await passes(tx, ref, house.author, 'self-check', { findingIds })
    const ask = async (person: string) => {
      const actor = await actorOf(tx, person)
      const expiresAt = new Date(START.getTime() + 3_600_000)
      return openBreakGlass(tx, trialGate, { ...ref, actor, reason: '災害時の連絡', expiresAt })
    }
    await ask(house.officeOne)
    const approves = (person: string) => passes(tx, ref, person, 'also-privacy-office', { findingIds })
    await expect(approves(house.officeOne)).rejects.toEqual(refusal('same_person'))
    await approves(house.officeTwo)
    await expect(ask(house.officeTwo)).rejects.toEqual(refusal('same_person'))
  })
})
