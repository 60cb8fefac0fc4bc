import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../../test/harness/test-database.ts'
import { jstInstant } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import { defineObligation, dischargeObligation, openObligation } from '../../obligations/index.ts'
import { actorOf, company, opened, passes, trialGate } from '../company.fixture.ts'
import { consumePermit, gateState, issuePermit } from '../index.ts'

const db = useTestDatabase()
const resubmission = defineObligation({
  id: 'trial_gate.roster_resubmission',
  word: { ja: '従事者一覧の再提出', en: 'Roster re-submission' },
  responsible: 'workplace_manager',
  ladder: [],
  link: (subjectId) => `/trial/${subjectId}`,
})

test('9 名簿の再提出が遅れると、その案件の関門は閉じ、出した許可も使えない', async () => {
  await db.setClock(jstInstant('2026-11-24', 10))
  const orgId = await db.newOrganisation()
  const engagementId = newId()
  const { ref, actor, obligationId } = await db.inOrganisation(orgId, async (tx) => {
    const house = await company(tx)
    const actor = await actorOf(tx, house.officeOne)
    const subject = { kind: 'engagement', id: engagementId }
    const due = { actor, subject, dueOn: '2026-11-24', basis: 'trial', unitId: house.section }
    const { id: obligationId } = await openObligation(tx, resubmission, due)
    const ref = await opened(tx, house, { obligations: { subjectIds: [engagementId] } })
    await passes(tx, ref, house.author, 'self-check')
    expect((await passes(tx, ref, house.chief, 'approval')).open).toBe(true)
    return { ref, actor, obligationId }
  })
  // The last minute of the day: in time. The permit is consumed after midnight.
  await db.setClock(jstInstant('2026-11-24', 23, 58))
  const release = { recomputedHash: ref.revisionHash, effect: 'release' }
  const permit = await db.inOrganisation(orgId, (tx) =>
    issuePermit(tx, trialGate, { ...release, subjectId: ref.subjectId }),
  )
  await db.setClock(jstInstant('2026-11-25', 0, 1))
  const state = () => db.inOrganisation(orgId, (tx) => gateState(tx, trialGate, ref.subjectId))
  const consume = () => db.inOrganisation(orgId, (tx) => consumePermit(tx, permit.id, release))
  expect((await state()).reasons).toEqual([{ code: 'obligation_overdue', facts: { count: 1 } }])
  await expect(consume()).rejects.toMatchObject({ code: 'permit_void' })
  const evidence = { kind: 'trial', id: newId() }
  await db.inOrganisation(orgId, (tx) => dischargeObligation(tx, { actor, obligationId, evidence }))
  expect((await state()).open).toBe(true)
  await consume()
  await db.setClock(undefined)
})
