import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Tx } from '../db/database.ts'
import { company, type House, opened, passes, trialGate } from './company.fixture.ts'
import { askedNow, consumePermit, gatePanel, gateState, issuePermit, reviseGate } from './index.ts'

const db = useTestDatabase()
async function withCompany<T>(work: (tx: Tx, house: House) => Promise<T>): Promise<T> {
  return db.inOrganisation(await db.newOrganisation(), async (tx) => work(tx, await company(tx)))
}

test('自己確認と上長承認で開き、通行許可で一度だけ通る', () =>
  withCompany(async (tx, house) => {
    const ref = await opened(tx, house)
    expect((await gateState(tx, trialGate, ref.subjectId)).open).toBe(false)
    await passes(tx, ref, house.author, 'self-check')
    expect((await passes(tx, ref, house.chief, 'approval')).open).toBe(true)
    const release = { recomputedHash: ref.revisionHash, effect: 'release' }
    const permit = await issuePermit(tx, trialGate, { ...release, subjectId: ref.subjectId, recipients: ['b', 'a'] })
    expect(permit.recipients).toEqual(['a', 'b'])
    await consumePermit(tx, permit.id, release)
    await expect(consumePermit(tx, permit.id, release)).rejects.toMatchObject({ code: 'permit_consumed' })
    const panel = await gatePanel(tx, trialGate, ref.subjectId)
    expect(panel.bar).toBe('passed')
    expect(panel.stations.map((one) => [one.check, one.state, one.people.map((who) => who.name)])).toEqual([
      ['roster', 'passed', []],
      ['content', 'passed', []],
      ['self-check', 'passed', ['試験 起案']],
      ['approval', 'passed', ['試験 課長']],
    ])
  }))

test('起案者は自分の申請を承認できない', () =>
  withCompany(async (tx, house) => {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await expect(passes(tx, ref, house.author, 'approval')).rejects.toMatchObject({ code: 'same_person' })
    await expect(passes(tx, ref, house.officeOne, 'approval')).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(passes(tx, ref, house.director, 'approval')).rejects.toMatchObject({ code: 'not_allowed' })
  }))

test('読めなかったものは、個人情報保護事務局の承認も要る', () =>
  withCompany(async (tx, house) => {
    const ref = await opened(tx, house, {}, { verdict: 'unread' })
    const { points } = await gateState(tx, trialGate, ref.subjectId)
    expect(points).toHaveLength(1)
    await expect(passes(tx, ref, house.author, 'self-check')).rejects.toMatchObject({ code: 'findings_not_ticked' })
    await passes(tx, ref, house.author, 'self-check', { findingIds: points })
    const approved = await passes(tx, ref, house.chief, 'approval', { findingIds: points })
    expect(approved.open).toBe(false)
    expect(approved.reasons.map((one) => one.code)).toContain('unread_to_pass')
    expect((await passes(tx, ref, house.officeOne, 'also-privacy-office', { findingIds: points })).open).toBe(true)
  }))

test('新しい版は人の決定を無効にする', () =>
  withCompany(async (tx, house) => {
    const ref = await opened(tx, house)
    await passes(tx, ref, house.author, 'self-check')
    await passes(tx, ref, house.chief, 'approval')
    const next = await reviseGate(tx, trialGate, ref.subjectId, { recipients: [] })
    expect(next.revision).toBe(2)
    expect((await gateState(tx, trialGate, ref.subjectId)).open).toBe(false)
    await expect(passes(tx, ref, house.chief, 'approval')).rejects.toMatchObject({ code: 'stale_revision' })
  }))

test('いま誰に尋ねているか', () =>
  withCompany(async (tx, house) => {
    const ref = await opened(tx, house)
    const asked = async () =>
      (await askedNow(tx, trialGate, ref.subjectId)).map((one) => [one.check, one.asked.map((who) => who.personId)])
    expect(await asked()).toEqual([['self-check', [house.author]]])
    await passes(tx, ref, house.author, 'self-check')
    expect(await asked()).toEqual([['approval', expect.arrayContaining([house.chief, house.deputy])]])
    await passes(tx, ref, house.chief, 'approval')
    expect(await asked()).toEqual([])
  }))
