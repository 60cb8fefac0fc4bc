import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import {
  actsFor,
  approversFor,
  canonicalPersonId,
  delegatedRolesAt,
  holdsRole,
  lineOfUnit,
  personByAddress,
  type Role,
  rolesAt,
} from './index.ts'

const db = useTestDatabase()
const now = new Date('2026-11-24T03:00:00Z')

async function unit(tx: Tx, name: string, parentId: string | null = null, partyId: string | null = null) {
  const id = newId()
  const kind = partyId ? 'party' : 'workplace'
  await tx.insertInto('unit').values({ id, name, kind, parent_id: parentId, party_id: partyId }).execute()
  return id
}
async function person(tx: Tx, name: string, more: { partyId?: string; activeUntilOn?: string } = {}) {
  const id = newId()
  await tx
    .insertInto('person')
    .values({ id, name, party_id: more.partyId ?? null, active_until_on: more.activeUntilOn ?? null })
    .execute()
  return id
}
async function belongs(tx: Tx, personId: string, unitId: string, role: Role, untilOn?: string) {
  await tx
    .insertInto('membership')
    .values({
      id: newId(),
      person_id: personId,
      unit_id: unitId,
      role,
      from_on: '2026-04-01',
      until_on: untilOn ?? null,
    })
    .execute()
}
async function standsIn(
  tx: Tx,
  from: string,
  to: string,
  kind: 'delegation' | 'substitute',
  role: Role = 'supervisor',
) {
  await tx
    .insertInto('delegation')
    .values({
      id: newId(),
      kind,
      from_person_id: from,
      to_person_id: to,
      role,
      from_at: '2026-11-01T00:00:00Z',
      until_at: kind === 'delegation' ? '2026-12-01T00:00:00Z' : null,
      reason: '出張',
    })
    .execute()
}

/** 本社 – 開発部 – 開発一課, each with a chief, a worker in the section, and one person in the privacy office. */
async function house(tx: Tx) {
  const company = await unit(tx, '自社')
  const department = await unit(tx, '開発部', company)
  const section = await unit(tx, '開発一課', department)
  const [worker, chief, head, officer] = [
    await person(tx, '試験 花子'),
    await person(tx, '試験 課長'),
    await person(tx, '試験 部長'),
    await person(tx, '試験 事務局'),
  ]
  await belongs(tx, worker, section, 'employee')
  await belongs(tx, chief, section, 'supervisor')
  await belongs(tx, head, department, 'supervisor')
  await belongs(tx, officer, company, 'privacy_office')
  return { company, department, section, worker, chief, head, officer }
}
const supervisors = (tx: Tx, authorId: string, more: object = {}) =>
  approversFor(tx, { authorId, role: 'supervisor', at: now, ...more })

test('課員のメールは課長、課長のメールは部長、部長のメールは事務局が見る', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    const h = await house(tx)
    expect(await supervisors(tx, h.worker)).toEqual([{ personId: h.chief, unitId: h.section, role: 'supervisor' }])
    expect(await supervisors(tx, h.chief)).toEqual([{ personId: h.head, unitId: h.department, role: 'supervisor' }])
    expect(await supervisors(tx, h.head)).toEqual([{ personId: h.officer, unitId: h.company, role: 'privacy_office' }])
    expect(await supervisors(tx, newId())).toEqual([])
  })
})

test('nobody who has left, whose membership has ended, or who is the author under another record', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    const h = await house(tx)
    await tx.updateTable('person').set({ active_until_on: '2026-11-23' }).where('id', '=', h.chief).execute()
    expect(await supervisors(tx, h.worker)).toEqual([{ personId: h.head, unitId: h.department, role: 'supervisor' }])
    await tx.updateTable('membership').set({ until_on: '2026-11-23' }).where('person_id', '=', h.head).execute()
    expect((await supervisors(tx, h.worker))[0]!.personId).toBe(h.officer)
    await tx.updateTable('person').set({ merged_into_id: h.worker }).where('id', '=', h.officer).execute()
    expect(await supervisors(tx, h.worker)).toEqual([])
    expect(await canonicalPersonId(tx, h.officer)).toBe(h.worker)
    expect(await holdsRole(tx, h.worker, 'privacy_office', { at: now })).toBe(true)
  })
})

test('日付: the last day counts in Japan, and the next day no more', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    const h = await house(tx)
    await tx.updateTable('membership').set({ until_on: '2026-11-24' }).where('person_id', '=', h.chief).execute()
    const held = (at: string) => holdsRole(tx, h.chief, 'supervisor', { unitId: h.section, at: new Date(at) })
    expect(await held('2026-11-24T14:59:59Z')).toBe(true)
    expect(await held('2026-11-24T15:00:00Z')).toBe(false)
    expect(await held('2026-03-31T14:59:59Z')).toBe(false)
    expect(await held('2026-03-31T15:00:00Z')).toBe(true)
  })
})

test('代理: a delegate acts with actingFor inside the dates, and holds only what the other holds then', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    const h = await house(tx)
    const deputy = await person(tx, '試験 代理')
    await standsIn(tx, h.chief, deputy, 'delegation')
    const acting = { personId: deputy, unitId: h.section, role: 'supervisor', actingFor: h.chief }
    expect(await supervisors(tx, h.worker)).toContainEqual(acting)
    expect(await supervisors(tx, h.worker, { at: new Date('2026-12-02T00:00:00Z') })).not.toContainEqual(acting)
    expect(await supervisors(tx, deputy, { unitId: h.section })).toEqual([
      { personId: h.chief, unitId: h.section, role: 'supervisor' },
    ])
    expect(await delegatedRolesAt(tx, deputy, now)).toEqual([
      { role: 'supervisor', unitId: h.section, actingFor: h.chief, partyId: null },
    ])
    expect(await actsFor(tx, { personId: deputy, actingFor: h.chief, role: 'supervisor', at: now })).toBe(true)
    expect(await rolesAt(tx, deputy, now)).toEqual([])
    await tx.updateTable('membership').set({ until_on: '2026-11-23' }).where('person_id', '=', h.chief).execute()
    expect(await delegatedRolesAt(tx, deputy, now)).toEqual([])
    expect(await actsFor(tx, { personId: deputy, actingFor: h.chief, role: 'supervisor', at: now })).toBe(false)
  })
})

test('代行: a substitute acts only while the other is absent', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    const h = await house(tx)
    const deputy = await person(tx, '試験 代行')
    await standsIn(tx, h.chief, deputy, 'substitute')
    expect(await supervisors(tx, h.worker)).toHaveLength(1)
    await tx
      .insertInto('absence')
      .values({ id: newId(), person_id: h.chief, from_at: '2026-11-24T00:00:00Z', until_at: '2026-11-25T00:00:00Z' })
      .execute()
    expect(await supervisors(tx, h.worker)).toContainEqual({
      personId: deputy,
      unitId: h.section,
      role: 'supervisor',
      actingFor: h.chief,
    })
    await tx.updateTable('absence').set({ ended_at: '2026-11-24T02:00:00Z' }).execute()
    expect(await supervisors(tx, h.worker)).toHaveLength(1)
  })
})

test('委託先の人は自社のために承認せず、委託先の中でだけ承認を受ける', async () => {
  const org = await db.newOrganisation()
  const [leader, section] = await db.inOrganisation(org, async (tx) => {
    const h = await house(tx)
    const party = newId()
    await tx.insertInto('party').values({ id: party, name: 'F社' }).execute()
    const vendor = await unit(tx, 'F社', h.section, party)
    const worker = await person(tx, 'F社 従事者', { partyId: party })
    expect(await supervisors(tx, worker)).toEqual([])
    await belongs(tx, worker, vendor, 'worker')
    expect(await supervisors(tx, worker)).toEqual([])
    const leader = await person(tx, 'F社 責任者', { partyId: party })
    await belongs(tx, leader, vendor, 'supervisor')
    expect(await supervisors(tx, worker)).toEqual([{ personId: leader, unitId: vendor, role: 'supervisor' }])
    expect(await supervisors(tx, worker, { side: 'entruster' })).toEqual([
      { personId: h.chief, unitId: h.section, role: 'supervisor' },
    ])
    await standsIn(tx, h.chief, leader, 'delegation')
    expect(await supervisors(tx, h.worker)).toEqual([{ personId: h.chief, unitId: h.section, role: 'supervisor' }])
    expect(await delegatedRolesAt(tx, leader, now)).toEqual([])
    return [leader, h.section]
  })
  await expect(db.inOrganisation(org, (tx) => belongs(tx, leader, section, 'supervisor'))).rejects.toThrow(/own party/)
})

test('the tree as of an instant: a moved unit is read where it stood', async () => {
  const org = await db.newOrganisation()
  await db.setClock(new Date('2026-10-01T00:00:00Z'))
  const h = await db.inOrganisation(org, house)
  await db.setClock(new Date('2026-11-01T00:00:00Z'))
  await db.inOrganisation(org, (tx) =>
    tx.updateTable('unit').set({ parent_id: h.company, version: 2 }).where('id', '=', h.section).execute(),
  )
  const lineAt = async (at: string) =>
    (await db.inOrganisation(org, (tx) => lineOfUnit(tx, h.section, new Date(at)))).map((one) => one.id)
  expect(await lineAt('2025-01-01T00:00:00Z')).toEqual([h.section, h.department, h.company])
  expect(await lineAt('2026-10-31T00:00:00Z')).toEqual([h.section, h.department, h.company])
  expect(await lineAt('2026-11-02T00:00:00Z')).toEqual([h.section, h.company])
  await db.setClock(undefined)
})

test('an address finds the canonical record, in any case', async () => {
  const org = await db.newOrganisation()
  await db.inOrganisation(org, async (tx) => {
    const [first, second] = [await person(tx, '試験 一'), await person(tx, '試験 一(重複)')]
    await tx.insertInto('person_address').values({ address: 'ichi@jisha.example', person_id: second }).execute()
    await tx.updateTable('person').set({ merged_into_id: first }).where('id', '=', second).execute()
    expect((await personByAddress(tx, 'Ichi@Jisha.example'))?.id).toBe(first)
    expect(await personByAddress(tx, 'nobody@jisha.example')).toBeUndefined()
  })
})

test('二重の記録: the database refuses circles of units and of records, also when two make one together', async () => {
  const org = await db.newOrganisation()
  const [a, b] = await db.inOrganisation(org, async (tx) => [await person(tx, '甲'), await person(tx, '乙')])
  const into = (from: string, to: string) =>
    db.inOrganisation(org, (tx) =>
      tx.updateTable('person').set({ merged_into_id: to }).where('id', '=', from).execute(),
    )
  const merges = await Promise.allSettled([into(a, b), into(b, a)])
  expect(merges.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const [u, v] = await db.inOrganisation(org, async (tx) => [await unit(tx, '一課'), await unit(tx, '二課')])
  const under = (child: string, parent: string) =>
    db.inOrganisation(org, (tx) =>
      tx.updateTable('unit').set({ parent_id: parent, version: 2 }).where('id', '=', child).execute(),
    )
  const moves = await Promise.allSettled([under(u, v), under(v, u)])
  expect(moves.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
})
