import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../db/database.ts'
import {
  actorOf,
  addPerson,
  addRole,
  addUnit,
  company,
  type House,
  opened,
  passes,
  trialGate,
} from '../company.fixture.ts'
import {
  decide,
  decisionHabits,
  defineGate,
  fixPopulation,
  gatePanel,
  gateState,
  issuePermit,
  recordVerdict,
  reviseGate,
  waitingFor,
} from '../index.ts'

const db = useTestDatabase()
const within = async <T>(work: (tx: Tx, house: House) => Promise<T>) =>
  db.inOrganisation(await db.newOrganisation(), async (tx) => work(tx, await company(tx)))
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const finding = (domain: string) => ({ rule: 'free-mail', severity: 'warning' as const, facts: { domain } })

test('同時の二つの承認は、ちょうど一つだけ通る', async () => {
  const org = await db.newOrganisation()
  const [house, ref] = await db.inOrganisation(org, async (tx) => {
    const house = await company(tx)
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    return [house, ref]
  })
  const both = await Promise.allSettled(
    [house.chief, house.deputy, house.chief].map((person) =>
      db.inOrganisation(org, (tx) => passes(tx, ref, person, 'approval')),
    ),
  )
  expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const one of both.filter((one) => one.status === 'rejected'))
    expect(one.reason).toEqual(refusal('already_decided'))
})

test('同時の二つの通行許可も、ちょうど一つだけ出る', async () => {
  const org = await db.newOrganisation()
  const ref = await db.inOrganisation(org, async (tx) => {
    const house = await company(tx)
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
    return ref
  })
  const issue = (effect: string) =>
    db.inOrganisation(org, (tx) =>
      issuePermit(tx, trialGate, { subjectId: ref.subjectId, recomputedHash: ref.revisionHash, effect }),
    )
  const both = await Promise.allSettled([issue('release'), issue('release')])
  expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
})

test('二人の承認を求める方針では、一人目では開かない', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house, { requirements: [{ approval: { count: 2 } }, { approval: { count: 1 } }] })
    await passes(tx, ref, house.author, 'self-check')
    expect((await passes(tx, ref, house.chief, 'approval')).open).toBe(false)
    await expect(passes(tx, ref, house.chief, 'approval')).rejects.toEqual(refusal('already_decided'))
    expect((await passes(tx, ref, house.deputy, 'approval')).open).toBe(true)
  }))

test('順番の来ない確認、機械の確認、無い確認は決定できない', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house)
    await expect(passes(tx, ref, house.chief, 'approval')).rejects.toEqual(refusal('check_not_ready'))
    await expect(passes(tx, ref, house.chief, 'content')).rejects.toEqual(refusal('not_allowed'))
    await expect(passes(tx, ref, house.chief, 'also-privacy-office')).rejects.toEqual(refusal('not_found'))
    await expect(passes(tx, ref, house.chief, 'self-check')).rejects.toEqual(refusal('not_allowed'))
  }))

test('プログラムとゲストは承認しない', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    const actor = await actorOf(tx, house.chief)
    const by = (actor: object) =>
      decide(tx, trialGate, { ...ref, check: 'approval', outcome: 'pass', actor: actor as never })
    await expect(by({ ...actor, kind: 'guest' })).rejects.toEqual(refusal('not_allowed'))
    await expect(by({ orgId: actor.orgId, kind: 'system', part: 'trial' })).rejects.toEqual(refusal('not_allowed'))
  }))

test('指摘が後から出たら、決定は数えず、新しい版で見直す', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house, {}, { verdict: 'findings', findings: [finding('a.example')] })
    const before = await gateState(tx, trialGate, ref.subjectId)
    await passes(tx, ref, house.author, 'self-check', { findingIds: before.points })
    expect((await passes(tx, ref, house.chief, 'approval', { findingIds: before.points })).open).toBe(true)
    const again = { ...ref, check: 'content', engine: 'trial@2', verdict: 'findings' as const }
    // The same finding under the same name: what was ticked stays ticked.
    expect((await recordVerdict(tx, trialGate, { ...again, findings: [finding('a.example')] })).open).toBe(true)
    const state = await recordVerdict(tx, trialGate, { ...again, findings: [finding('b.example')] })
    expect(state.open).toBe(false)
    expect(state.reasons.map((one) => one.code)).toContain('findings_unseen')
    await expect(passes(tx, ref, house.chief, 'approval')).rejects.toEqual(refusal('already_decided'))
    const next = await reviseGate(tx, trialGate, ref.subjectId, { recipients: ['tanto@x-ken.example'] })
    expect(next.revisionHash).toBe(ref.revisionHash)
    expect((await gateState(tx, trialGate, ref.subjectId)).checks.every((one) => one.state !== 'passed')).toBe(true)
  }))

test('通さないと決めた版は、ほかの人が通しても開かない; the one who passed may take it back', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
    const no = { ...ref, check: 'approval', outcome: 'refuse' as const, comment: '宛先が違います' }
    const byDeputy = { ...no, actor: await actorOf(tx, house.deputy) }
    await expect(decide(tx, trialGate, byDeputy)).rejects.toEqual(refusal('already_decided'))
    expect((await decide(tx, trialGate, { ...no, actor: await actorOf(tx, house.chief) })).open).toBe(false)
    await expect(passes(tx, ref, house.deputy, 'approval')).rejects.toEqual(refusal('already_decided'))
    const station = (await gatePanel(tx, trialGate, ref.subjectId)).stations.at(-1)
    expect(station).toMatchObject({ state: 'stopped', comment: '宛先が違います', people: [{ name: '試験 課長' }] })
  }))

test('代理は、誰の代理かを記録して承認する', () =>
  within(async (tx, house) => {
    const stand = await addPerson(tx, '試験 代理')
    const lend = (from: string) => ({
      id: newId(),
      from_person_id: from,
      to_person_id: stand,
      role: 'supervisor',
      from_at: '2020-01-01T00:00:00Z',
      until_at: '2099-01-01T00:00:00Z',
      reason: '出張',
    })
    await tx
      .insertInto('delegation')
      .values([lend(house.chief), lend(house.deputy)])
      .execute()
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    expect((await waitingFor(tx, stand, { size: 10 })).items).toHaveLength(1)
    const yes = { ...ref, check: 'approval', outcome: 'pass' as const, actor: await actorOf(tx, stand) }
    await expect(decide(tx, trialGate, { ...yes, actingFor: house.director })).rejects.toEqual(refusal('not_allowed'))
    expect((await decide(tx, trialGate, { ...yes, actingFor: house.deputy })).open).toBe(true)
    const panel = await gatePanel(tx, trialGate, ref.subjectId)
    expect(panel.stations.at(-1)!.people).toEqual([
      { name: '試験 代理', actingFor: '試験 副課長', decidedAt: expect.any(String) },
    ])
  }))

test('二人の承認では、本人とその代行者は一人分: a delegate of both stands in for whoever has not approved yet', () =>
  within(async (tx, house) => {
    const [one, both] = [await addPerson(tx, '試験 代行一'), await addPerson(tx, '試験 代行二')]
    const lend = (from: string, to: string) => ({
      id: newId(),
      from_person_id: from,
      to_person_id: to,
      role: 'supervisor',
      from_at: '2020-01-01T00:00:00Z',
      until_at: '2099-01-01T00:00:00Z',
      reason: '出張',
    })
    await tx
      .insertInto('delegation')
      .values([lend(house.chief, one), lend(house.chief, both), lend(house.deputy, both)])
      .execute()
    const ref = await opened(tx, house, { requirements: [{ approval: { count: 2 } }] })
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
    await expect(passes(tx, ref, one, 'approval')).rejects.toEqual(refusal('same_mandate'))
    expect((await waitingFor(tx, one, { size: 10 })).items).toEqual([])
    expect((await waitingFor(tx, both, { size: 10 })).items).toMatchObject([{ actingForId: house.deputy }])
    await expect(
      decide(tx, trialGate, {
        ...ref,
        check: 'approval',
        outcome: 'pass',
        actor: await actorOf(tx, both),
        actingFor: house.chief,
      }),
    ).rejects.toEqual(refusal('same_mandate'))
    expect((await passes(tx, ref, both, 'approval')).open).toBe(true)
    await expect(passes(tx, ref, house.deputy, 'approval')).rejects.toEqual(refusal('already_decided'))
  }))

test('委託先の人は、自社側の承認ができない', () =>
  within(async (tx, house) => {
    const partyId = newId()
    await tx.insertInto('party').values({ id: partyId, name: 'F社' }).execute()
    const vendor = await addUnit(tx, 'F社', house.section, partyId)
    const [worker, leader] = [await addPerson(tx, 'F社 従事者', partyId), await addPerson(tx, 'F社 責任者', partyId)]
    await addRole(tx, worker, vendor, 'worker')
    await addRole(tx, leader, vendor, 'supervisor')
    const gate = defineGate({
      id: 'trial-handover.release',
      version: 1,
      checks: [
        { id: 'self-check', kind: 'attest', by: 'author' },
        { id: 'party-approval', kind: 'approve', by: 'supervisor', after: ['self-check'] },
        { id: 'own-approval', kind: 'approve', by: 'supervisor', side: 'entruster', after: ['party-approval'] },
      ],
    })
    const ref = await opened(tx, house, { gate, authorId: worker, unitId: vendor })
    await passes(tx, ref, worker, 'self-check')
    await expect(passes(tx, ref, house.chief, 'party-approval')).rejects.toEqual(refusal('not_allowed'))
    await passes(tx, ref, leader, 'party-approval')
    await expect(passes(tx, ref, leader, 'own-approval')).rejects.toEqual(refusal('same_person'))
    const other = await addPerson(tx, 'F社 副責任者', partyId)
    await addRole(tx, other, vendor, 'supervisor')
    await expect(passes(tx, ref, other, 'own-approval')).rejects.toEqual(refusal('not_allowed'))
    expect((await passes(tx, ref, house.chief, 'own-approval')).open).toBe(true)
  }))

const printGate = defineGate({
  id: 'trial-print.delivery',
  version: 1,
  checks: [
    { id: 'opening', kind: 'sample', by: 'supervisor' },
    { id: 'certificate', kind: 'document', by: 'workplace_manager', after: ['opening'] },
  ],
})

test('抜き取りは、母集団が決まってから引かれ、実物の値で答える', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house, { gate: printGate })
    await addRole(tx, house.deputy, house.section, 'workplace_manager')
    await expect(passes(tx, ref, house.chief, 'opening')).rejects.toEqual(refusal('check_not_ready'))
    const population = { ...ref, check: 'opening', populationHash: 'ab'.repeat(32), populationSize: 500, sampleSize: 3 }
    const drawn = await fixPopulation(tx, printGate, population)
    expect(drawn).toHaveLength(3)
    await expect(fixPopulation(tx, printGate, population)).rejects.toEqual(refusal('sample_fixed'))
    const answers = drawn.map((index) => ({ index, typed: `K-${index}`, expected: `K-${index}` }))
    const wrong = [{ ...answers[0]!, typed: 'K-x' }, ...answers.slice(1)]
    await expect(passes(tx, ref, house.chief, 'opening', { answers: wrong })).rejects.toEqual(
      refusal('sample_mismatch'),
    )
    await passes(tx, ref, house.chief, 'opening', { answers })
    await expect(passes(tx, ref, house.deputy, 'certificate')).rejects.toEqual(refusal('evidence_missing'))
    const evidence = { id: newId(), sha256: 'cd'.repeat(32) }
    expect((await passes(tx, ref, house.deputy, 'certificate', { evidence })).open).toBe(true)
  }))

test('形骸化: 同意の割合と見ていた時間が、人ごとに出る', () =>
  within(async (tx, house) => {
    for (const seconds of [2, 4, 90]) {
      const ref = await opened(tx, house)
      await passes(tx, ref, house.author, 'self-check', { secondsInView: 1 })
      await passes(tx, ref, house.chief, 'approval', { secondsInView: seconds })
    }
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    const actor = await actorOf(tx, house.chief)
    await decide(tx, trialGate, { ...ref, check: 'approval', outcome: 'refuse', actor })
    const period = { from: new Date('2000-01-01T00:00:00Z'), until: new Date('2200-01-01T00:00:00Z') }
    expect(await decisionHabits(tx, period)).toEqual([
      {
        personId: house.chief,
        decisionCount: 4,
        passCount: 3,
        agreementRate: 0.75,
        passWithFindingsCount: 0,
        measuredCount: 3,
        quickCount: 2,
        medianSecondsInView: 4,
      },
    ])
  }))

test('機械の確認が後から不合格になったら、その先の承認は受け付けない', () =>
  within(async (tx, house) => {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await recordVerdict(tx, trialGate, {
      subjectId: ref.subjectId,
      revisionHash: ref.revisionHash,
      check: 'roster',
      verdict: 'fail',
      findings: [],
      engine: 'trial@1',
    })
    await expect(passes(tx, ref, house.chief, 'approval')).rejects.toEqual(refusal('check_not_ready'))
  }))
