import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { SystemActor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import { instantOf, type Tx } from '../db/database.ts'
import {
  addPerson,
  addUnit,
  approversFor,
  canonicalPersonId,
  changePerson,
  changeUnit,
  declareAbsence,
  delegate,
  endDelegation,
  endMembership,
  endPerson,
  mergePersons,
  moveUnit,
  personByAddress,
  pseudonymiseDuePersons,
  pseudonymisePerson,
  rolesAt,
  setMembership,
} from './index.ts'
import { personDetail, unitTree } from './person-view.ts'
import { peoplePage } from './read-models.ts'
import { retentionEnd } from './rules/retention-end.ts'

const db = useTestDatabase()

async function inNew<T>(work: (tx: Tx, actor: SystemActor) => Promise<T>): Promise<T> {
  const orgId = await db.newOrganisation()
  return db.inOrganisation(orgId, (tx) => work(tx, { orgId, kind: 'system', part: 'test' }))
}
/** Each refusal in a transaction of its own: a constraint that answers ends the transaction. */
const refusalOf = (work: (tx: Tx, actor: SystemActor) => Promise<unknown>) =>
  inNew(work).then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )

test('登録: an address belongs to one person, a staff number too', async () => {
  const two = async (tx: Tx, actor: SystemActor, a: object, b: object) => {
    await addPerson(tx, actor, { name: '試験 甲', ...a })
    await addPerson(tx, actor, { name: '試験 乙', ...b })
  }
  expect(
    await refusalOf((tx, actor) =>
      two(tx, actor, { addresses: ['a@jisha.example'] }, { addresses: ['A@jisha.example'] }),
    ),
  ).toBe('address_taken')
  expect(await refusalOf((tx, actor) => two(tx, actor, { staffNumber: '0007' }, { staffNumber: '0007' }))).toBe(
    'staff_number_taken',
  )
})

test('変更: a version that somebody else has passed is refused, and nothing personal is in the event', async () => {
  const events = await inNew(async (tx, actor) => {
    const { id } = await addPerson(tx, actor, { name: '試験 甲', addresses: ['ko@jisha.example'] })
    await changePerson(tx, actor, { personId: id, version: 1, name: '試験 改姓', addresses: ['kaisei@jisha.example'] })
    await expect(changePerson(tx, actor, { personId: id, version: 1, name: '古い' })).rejects.toMatchObject({
      code: 'stale_version',
    })
    await expect(changePerson(tx, actor, { personId: newId(), version: 1 })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await personByAddress(tx, 'kaisei@jisha.example'))?.id).toBe(id)
    return tx.selectFrom('event').select(['type', 'facts']).where('subject_id', '=', id).execute()
  })
  expect(events.map((one) => one.type)).toEqual(['person.added', 'person.changed'])
  expect(JSON.stringify(events)).not.toMatch(/試験|改姓|jisha/)
})

test('退職: roles, delegations and approval end after the last day; the record is read as of any day', () =>
  inNew(async (tx, actor) => {
    const { id: unitId } = await addUnit(tx, actor, { name: '一課', kind: 'workplace' })
    const [chief, deputy, author] = await Promise.all(
      ['課長', '代理', '担当'].map((name) => addPerson(tx, actor, { name })),
    ).then((made) => made.map((one) => one.id) as [string, string, string])
    await setMembership(tx, actor, { personId: chief, unitId, role: 'supervisor', fromOn: '2026-04-01' })
    await setMembership(tx, actor, { personId: author, unitId, role: 'employee', fromOn: '2026-04-01' })
    const asChief = { ...actor, kind: 'account', personId: chief, via: newId() } as const
    await delegate(tx, asChief, {
      kind: 'delegation',
      fromPersonId: chief,
      toPersonId: deputy,
      role: 'supervisor',
      untilAt: new Date('2030-01-01T00:00:00Z'),
      reason: '出張',
    })
    const approvers = (at: string) => approversFor(tx, { authorId: author, role: 'supervisor', at: new Date(at) })
    expect(await approvers('2028-03-31T14:00:00Z')).toHaveLength(2)
    await endPerson(tx, actor, { personId: chief, version: 1, lastOn: '2028-03-31' })
    expect(await approvers('2028-03-31T14:00:00Z')).toHaveLength(2)
    expect(await approvers('2028-03-31T15:00:00Z')).toEqual([])
    expect(await rolesAt(tx, deputy, new Date('2028-03-31T15:00:00Z'))).toEqual([])
    expect(await personDetail(tx, chief, '2028-03-31')).toMatchObject({ isActive: true, retentionEndsOn: '2033-04-01' })
    expect(await personDetail(tx, chief, '2028-04-01')).toMatchObject({ isActive: false, memberships: [] })
  }))

test('代理: only a role that one holds, only to another person of the same company, only until a date', () =>
  inNew(async (tx, actor) => {
    const { id: unitId } = await addUnit(tx, actor, { name: '一課', kind: 'workplace' })
    const [chief, deputy] = [
      (await addPerson(tx, actor, { name: '課長' })).id,
      (await addPerson(tx, actor, { name: '代理' })).id,
    ]
    const partyId = newId()
    await tx.insertInto('party').values({ id: partyId, name: 'F社' }).execute()
    const vendor = (await addPerson(tx, actor, { name: 'F社 従事者', partyId })).id
    const again = (await addPerson(tx, actor, { name: '課長(重複)' })).id
    await mergePersons(tx, actor, { personId: again, version: 1, intoId: chief })
    await setMembership(tx, actor, { personId: chief, unitId, role: 'supervisor', fromOn: '2026-04-01' })
    const asChief = { ...actor, kind: 'account', personId: chief, via: newId() } as const
    const give = (more: object) =>
      delegate(tx, asChief, {
        kind: 'delegation',
        fromPersonId: chief,
        toPersonId: deputy,
        role: 'supervisor',
        untilAt: new Date('2030-01-01T00:00:00Z'),
        reason: '出張',
        ...more,
      })
    await expect(give({ role: 'privacy_office' })).rejects.toMatchObject({ code: 'role_not_held' })
    await expect(give({ toPersonId: vendor })).rejects.toMatchObject({ code: 'other_party' })
    await expect(give({ toPersonId: again })).rejects.toMatchObject({ code: 'same_record' })
    await expect(give({ untilAt: undefined })).rejects.toMatchObject({ code: 'bad_input' })
    // Written down today, it would say as of then that somebody could act who could not.
    const lastYear = { fromAt: new Date('2020-01-01T00:00:00Z'), untilAt: new Date('2020-02-01T00:00:00Z') }
    await expect(give(lastYear)).rejects.toMatchObject({ code: 'delegation_in_past' })
    const aSecondAgo = new Date((await instantOf(tx)).getTime() - 1000)
    for (const kind of ['delegation', 'substitute'])
      await expect(give({ kind, fromAt: aSecondAgo })).rejects.toMatchObject({ code: 'delegation_in_past' })
    await expect(give({ untilAt: aSecondAgo })).rejects.toMatchObject({ code: 'bad_input' })
    const { id } = await give({})
    await endDelegation(tx, actor, { delegationId: id, version: 1 })
    await expect(endDelegation(tx, actor, { delegationId: id, version: 2 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await give({ kind: 'substitute', untilAt: undefined })
    await declareAbsence(tx, actor, {
      personId: again,
      fromAt: new Date('2026-01-01T00:00:00Z'),
      untilAt: new Date('2040-01-01T00:00:00Z'),
    })
    const author = (await addPerson(tx, actor, { name: '担当' })).id
    await setMembership(tx, actor, { personId: author, unitId, role: 'employee', fromOn: '2026-04-01' })
    const approvers = await approversFor(tx, { authorId: author, role: 'supervisor', at: new Date('2027-01-01') })
    expect(approvers.map((one) => [one.personId, one.actingFor])).toEqual([
      [chief, undefined],
      [deputy, chief],
    ])
  }))

test('所属: no overlap, no end before the beginning, no unit of another company', async () => {
  const setUp = async (tx: Tx, actor: SystemActor, partyId?: string) => {
    if (partyId) await tx.insertInto('party').values({ id: partyId, name: 'F社' }).execute()
    const unit = await addUnit(
      tx,
      actor,
      partyId ? { name: 'F社', kind: 'party', partyId } : { name: '課', kind: 'workplace' },
    )
    const { id: personId } = await addPerson(tx, actor, { name: '試験' })
    return { personId, unitId: unit.id, fromOn: '2026-04-01' }
  }
  expect(
    await refusalOf(async (tx, actor) => {
      const base = await setUp(tx, actor)
      await setMembership(tx, actor, { ...base, role: 'employee', untilOn: '2026-09-30' })
      await setMembership(tx, actor, { ...base, role: 'employee', fromOn: '2026-10-01' })
      await setMembership(tx, actor, { ...base, role: 'employee', fromOn: '2026-12-01' })
    }),
  ).toBe('already_member')
  expect(
    await refusalOf(async (tx, actor) =>
      setMembership(tx, actor, { ...(await setUp(tx, actor, newId())), role: 'employee' }),
    ),
  ).toBe('other_party')
  expect(
    await refusalOf(async (tx, actor) => {
      const { id } = await setMembership(tx, actor, { ...(await setUp(tx, actor)), role: 'employee' })
      await endMembership(tx, actor, { membershipId: id, version: 1, untilOn: '2026-03-31' })
    }),
  ).toBe('bad_input')
})

test('個人情報保護管理者と監査責任者は別の人: also over two records, and by a merge afterwards', async () => {
  const officers = async (tx: Tx, actor: SystemActor) => {
    const { id: unitId } = await addUnit(tx, actor, { name: '自社', kind: 'company' })
    const [one, other] = [
      (await addPerson(tx, actor, { name: '甲' })).id,
      (await addPerson(tx, actor, { name: '乙' })).id,
    ]
    await setMembership(tx, actor, { personId: one, unitId, role: 'privacy_officer', fromOn: '2026-04-01' })
    return { unitId, one, other, audit: { unitId, role: 'audit_officer', fromOn: '2026-06-01' } as const }
  }
  expect(
    await refusalOf(async (tx, actor) => {
      const { one, audit } = await officers(tx, actor)
      await setMembership(tx, actor, { personId: one, ...audit })
    }),
  ).toBe('officers_must_differ')
  expect(
    await refusalOf(async (tx, actor) => {
      const { one, other, audit } = await officers(tx, actor)
      await setMembership(tx, actor, { personId: other, ...audit })
      await mergePersons(tx, actor, { personId: other, version: 1, intoId: one })
    }),
  ).toBe('officers_must_differ')
})

test('統合: any sequence of merges leaves a forest whose roots are the persons', () =>
  inNew(async (tx, actor) => {
    const ids: string[] = []
    for (let i = 0; i < 6; i++) ids.push((await addPerson(tx, actor, { name: `人${i}` })).id)
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pairs, async (merges) => {
        await tx.updateTable('person').set({ merged_into_id: null, version: 1 }).execute()
        const group = ids.map((_, index) => index) // the model: which group each record is in
        for (const [from, into] of merges) {
          const merged = await mergePersons(tx, actor, { personId: ids[from]!, version: 1, intoId: ids[into]! }).then(
            () => true,
            () => false,
          )
          const [gone, kept] = [group[from]!, group[into]!]
          if (merged) group.forEach((one, index) => (group[index] = one === gone ? kept : one))
        }
        const roots = await Promise.all(ids.map((id) => canonicalPersonId(tx, id)))
        for (let i = 0; i < 6; i++) {
          for (let j = 0; j < 6; j++) expect(roots[i] === roots[j]).toBe(group[i] === group[j])
        }
      }),
      { numRuns: 40 },
    )
  }))

test('組織の木: the tree as of a day; a circle and a closed unit in use are refused', async () => {
  const orgId = await db.newOrganisation()
  const actor: SystemActor = { orgId, kind: 'system', part: 'test' }
  await db.setClock(new Date('2026-10-01T00:00:00Z'))
  const [top, section] = await db.inOrganisation(orgId, async (tx) => {
    const { id: top } = await addUnit(tx, actor, { name: '自社', kind: 'company' })
    const { id: section } = await addUnit(tx, actor, { name: '一課', kind: 'workplace', parentId: top })
    return [top, section]
  })
  await db.setClock(new Date('2026-11-01T00:00:00Z'))
  await db.inOrganisation(orgId, async (tx) => {
    await changeUnit(tx, actor, { unitId: section, version: 1, name: '第一課' })
    await moveUnit(tx, actor, { unitId: section, version: 2, parentId: null })
  })
  const treeOn = (day: string) => db.inOrganisation(orgId, (tx) => unitTree(tx, day))
  expect(await treeOn('2026-10-31')).toMatchObject([
    { id: section, name: '一課', parentId: top },
    { id: top, parentId: null },
  ])
  expect((await treeOn('2026-11-01')).find((one) => one.id === section)).toMatchObject({
    name: '第一課',
    parentId: null,
  })
  await expect(
    db.inOrganisation(orgId, async (tx) => {
      await moveUnit(tx, actor, { unitId: section, version: 3, parentId: top })
      await moveUnit(tx, actor, { unitId: top, version: 1, parentId: section })
    }),
  ).rejects.toMatchObject({ code: 'unit_circle' })
  await expect(
    db.inOrganisation(orgId, async (tx) => {
      await addUnit(tx, actor, { name: '二係', kind: 'workplace', parentId: section })
      await changeUnit(tx, actor, { unitId: section, version: 3, closedOn: '2026-12-31' })
    }),
  ).rejects.toMatchObject({ code: 'unit_in_use', facts: { count: 1 } })
  await db.setClock(undefined)
})

test('一覧: pages by reading without gap or repetition; merged and ended records stay out', () =>
  inNew(async (tx, actor) => {
    for (let i = 0; i < 25; i++) {
      await addPerson(tx, actor, { name: `試験 ${i}`, nameKana: `シケン ${String(i % 7)}`, staffNumber: `S${i}` })
    }
    const left = await addPerson(tx, actor, { name: '退職者', activeUntilOn: '2026-01-31' })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await peoplePage(tx, { onDay: '2026-11-24', isActiveOnly: true, size: 4, cursor })
      seen.push(...page.items.map((one) => one.id))
      cursor = page.nextCursor
    } while (cursor)
    expect(new Set(seen).size).toBe(25)
    expect(seen).toHaveLength(25)
    expect(seen).not.toContain(left.id)
    const find = (search: string) => peoplePage(tx, { onDay: '2026-11-24', isActiveOnly: true, size: 50, search })
    expect((await find('s１1')).items).toHaveLength(1)
    expect((await find('100%')).items).toEqual([])
  }))

test('仮名化: only after the retention, and then no name, number or address is left', async () => {
  const orgId = await db.newOrganisation()
  const actor: SystemActor = { orgId, kind: 'system', part: 'test' }
  const { id } = await db.inOrganisation(orgId, async (tx) => {
    const one = await addPerson(tx, actor, {
      name: '試験 退職',
      nameKana: 'シケン タイショク',
      staffNumber: '77',
      addresses: ['taishoku@jisha.example'],
    })
    await endPerson(tx, actor, { personId: one.id, version: 1, lastOn: '2026-03-31', retentionMonths: 12 })
    return one
  })
  await db.setClock(new Date('2027-03-31T14:59:00Z'))
  await db.inOrganisation(orgId, async (tx) => {
    await expect(pseudonymisePerson(tx, actor, { personId: id, version: 2 })).rejects.toMatchObject({
      code: 'retention_not_over',
      facts: { dueOn: '2027-04-01' },
    })
    expect(await pseudonymiseDuePersons(tx, actor)).toBe(0)
  })
  await db.setClock(new Date('2027-03-31T15:00:00Z'))
  expect(await db.inOrganisation(orgId, (tx) => pseudonymiseDuePersons(tx, actor))).toBe(1)
  const rows = await db.asOwner(
    `select to_jsonb(p) || jsonb_build_object('addresses',
    (select count(*) from person_address a where a.person_id = p.id)) as row from person p where id = $1`,
    [id],
  )
  expect(JSON.stringify(rows)).not.toMatch(/試験|シケン|"77"|taishoku/)
  await db.setClock(undefined)
})

test.each([
  ['2026-03-31', 12, '2027-04-01'],
  ['2024-02-29', 12, '2025-03-01'],
  ['2026-08-31', 6, '2027-03-01'],
  ['2026-03-31', 60, '2031-04-01'],
])('保有期限: last day %s and %i months end on %s', (lastOn, months, endsOn) => {
  expect(retentionEnd(lastOn, months)).toBe(endsOn)
})
