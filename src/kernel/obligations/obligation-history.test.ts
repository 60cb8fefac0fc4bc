import { beforeEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { actorOf, company, finalReport, inspection } from './company.fixture.ts'
import { dischargeObligation } from './operations/discharge-obligation.ts'
import { extendObligation } from './operations/extend-obligation.ts'
import { handOverObligation } from './operations/hand-over-obligation.ts'
import { openObligation } from './operations/open-obligation.ts'
import { obligationView } from './obligation-history.ts'

type Company = Awaited<ReturnType<typeof company>>

const db = useTestDatabase()
beforeEach(() => db.setClock(new Date('2026-11-23T03:00:00Z')))

async function house() {
  const orgId = await db.newOrganisation()
  const run: <T>(work: (tx: Tx, people: Company) => Promise<T>) => Promise<T> = (work) =>
    db.inOrganisation(orgId, (tx) => work(tx, people))
  const people: Company = await db.inOrganisation(orgId, company)
  const open = (definition = inspection, more: object = {}) =>
    run(async (tx) => {
      const actor = await actorOf(tx, people.officer)
      const subject = { kind: 'site', id: newId() }
      const due = { dueOn: '2026-11-30', basis: 'trial', unitId: people.section }
      return (await openObligation(tx, definition, { actor, subject, ...due, ...more })).id
    })
  const seenBy = (who: keyof Company, obligationId: string) =>
    run(async (tx) => obligationView(tx, await actorOf(tx, people[who]), { obligationId }))
  const handOver = (who: keyof Company, obligationId: string, personId?: string) =>
    run(async (tx) =>
      handOverObligation(tx, await actorOf(tx, people[who]), { obligationId, personId, reason: '異動のため' }),
    )
  return { orgId, run, people, open, seenBy, handOver }
}

test('引き継ぎと延長は、だれが・いつ・なぜかとともに残り、新しい担当に知らせる', async () => {
  const { run, people, open, seenBy, handOver } = await house()
  const id = await open()
  await handOver('office', id, people.worker)
  await db.setClock(new Date('2026-11-24T03:00:00Z'))
  await run(async (tx) =>
    extendObligation(tx, await actorOf(tx, people.officer), {
      obligationId: id,
      dueOn: '2026-12-10',
      requestedById: people.worker,
      reason: '先方の都合',
    }),
  )
  const view = await seenBy('worker', id)
  expect(view).toMatchObject({
    dueOn: '2026-12-10',
    responsible: { ja: '試験 担当' },
    mayExtend: false,
    mayHandOver: false,
  })
  expect(view.changes).toMatchObject([
    {
      change: 'extended',
      byName: '試験 管理者',
      requestedByName: '試験 担当',
      reason: '先方の都合',
      after: { ja: '2026年12月10日(木)' },
    },
    {
      change: 'handed_over',
      byName: '試験 事務局',
      reason: '異動のため',
      before: { ja: '職場責任者(一課)' },
      after: { ja: '試験 担当' },
    },
  ])
  // The unit stays, so the ladder still climbs to its manager and above.
  expect(await run((tx) => tx.selectFrom('obligation').select(['unit_id']).execute())).toEqual([
    { unit_id: people.section },
  ])
  const told = await run((tx) =>
    tx.selectFrom('notice').select(['kind', 'facts']).where('person_id', '=', people.worker).execute(),
  )
  expect(told).toEqual([{ kind: 'obligations.handed_over', facts: { dueOn: '2026-11-30' } }])
  const events = await run((tx) => tx.selectFrom('event').select('facts').execute())
  expect(JSON.stringify(events), 'the words stay where they can be erased').not.toMatch(/異動|都合/)
})

test('見えるのは担当の人と、すべてを見る人だけ。直せるのは事務局', async () => {
  const { people, open, seenBy, handOver } = await house()
  const id = await open()
  expect((await seenBy('manager', id)).mayHandOver).toBe(false)
  expect(await seenBy('officer', id)).toMatchObject({ mayExtend: true, mayHandOver: true, isExtendable: true })
  expect(await seenBy('office', id)).toMatchObject({ mayExtend: false, mayHandOver: true })
  await expect(seenBy('worker', id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(seenBy('supervisor', id)).rejects.toMatchObject({ code: 'not_found' })
  await handOver('office', id, people.worker)
  expect((await seenBy('worker', id)).personId).toBe(people.worker)
  await expect(seenBy('manager', id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await seenBy('officer', await open(finalReport))).toMatchObject({ isExtendable: false, mayExtend: false })
})

test('同じ人、辞めた人、ほかの会社の人、終わった期限には引き継げない', async () => {
  const { run, people, open, handOver } = await house()
  const id = await open()
  await expect(handOver('office', id)).rejects.toMatchObject({ code: 'handover_to_same' })
  await handOver('office', id, people.worker)
  await expect(handOver('office', id, people.worker)).rejects.toMatchObject({ code: 'handover_to_same' })
  await run((tx) =>
    tx.updateTable('person').set({ active_until_on: '2026-11-22' }).where('id', '=', people.supervisor).execute(),
  )
  await expect(handOver('office', id, people.supervisor)).rejects.toMatchObject({ code: 'not_found' })
  await run((tx) =>
    tx
      .updateTable('person')
      .set({ active_until_on: null, active_from_on: '2026-11-24' })
      .where('id', '=', people.supervisor)
      .execute(),
  )
  await expect(handOver('office', id, people.supervisor), 'not here yet').rejects.toMatchObject({ code: 'not_found' })
  await expect(handOver('office', id, newId())).rejects.toMatchObject({ code: 'not_found' })
  const [partyId, outsider] = [newId(), newId()]
  await run(async (tx) => {
    await tx.insertInto('party').values({ id: partyId, name: 'F社' }).execute()
    await tx.insertInto('person').values({ id: outsider, name: 'F社 花子', party_id: partyId }).execute()
  })
  await expect(handOver('office', id, outsider)).rejects.toMatchObject({ code: 'other_party' })
  const fUnit = newId()
  await run((tx) =>
    tx.insertInto('unit').values({ id: fUnit, name: 'F社', kind: 'party', party_id: partyId }).execute(),
  )
  const theirs = await open(inspection, { unitId: fUnit })
  await handOver('office', theirs, outsider)
  await handOver('office', theirs, people.worker)
  // Back to whoever holds the role.
  await handOver('office', id)
  await run(async (tx) =>
    dischargeObligation(tx, {
      actor: await actorOf(tx, people.manager),
      obligationId: id,
      evidence: { kind: 'event', id: newId() },
    }),
  )
  await expect(handOver('office', id, people.worker)).rejects.toMatchObject({ code: 'obligation_discharged' })
})

test('引き継ぎの記録は、理由を消すほかには変えられない', async () => {
  const { run, people, open, handOver } = await house()
  await handOver('office', await open(), people.worker)
  const change = (values: object) => run((tx) => tx.updateTable('obligation_handover').set(values).execute())
  await expect(change({ reason: '別の理由' })).rejects.toThrow(/only its reason/)
  await expect(change({ to_person_id: people.manager })).rejects.toThrow(/only its reason/)
  await expect(run((tx) => tx.deleteFrom('obligation_handover').execute())).rejects.toThrow(/permission denied/)
  await change({ reason: null })
})
