import fc from 'fast-check'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../base/actor.ts'
import { newId } from '../../base/ids.ts'
import type { Tx } from '../db/database.ts'
import { addPerson, addUnit, rolesAt, setMembership } from './index.ts'
import { exportPeople } from './operations/export-people.ts'
import { importPeople, type PeopleImport, previewPeople } from './operations/import-people.ts'
import { peoplePage } from './read-models.ts'
import { changesNothing, type KnownStaff, type SaidStaff, staffChanges } from './rules/staff-changes.ts'

const db = useTestDatabase()
beforeAll(() => db.setClock(new Date('2026-11-24T03:00:00Z')))
afterAll(() => db.setClock(undefined))

const HEAD = '社員番号,氏名,フリガナ,メール,所属,役割,在籍開始,在籍終了'
const file = (...rows: string[]) => ({
  fileName: 'jinji.csv',
  content: new TextEncoder().encode([HEAD, ...rows].join('\r\n')),
})

/** 自社 – 開発部 – 第一課, 自社 – 営業部 – 第一課. */
async function house() {
  const orgId = await db.newOrganisation()
  const actor: Actor = { orgId, kind: 'account', personId: newId(), via: newId() }
  const units = await db.inOrganisation(orgId, async (tx) => {
    const add = async (name: string, parentId?: string) =>
      (await addUnit(tx, actor, { name, kind: parentId ? 'workplace' : 'company', parentId })).id
    const top = await add('自社')
    const [dev, sales] = [await add('開発部', top), await add('営業部', top)]
    return { top, dev, sales, devOne: await add('第一課', dev), salesOne: await add('第一課', sales) }
  })
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.inOrganisation(orgId, work)
  const preview = (rows: string[], more: Partial<PeopleImport> = {}) =>
    run((tx) => previewPeople(tx, actor, { mayAddUnits: false, ...more }, file(...rows)))
  const apply = async (rows: string[], more: Partial<PeopleImport> = {}) => {
    const { fileHash } = await preview(rows, more)
    return run((tx) => importPeople(tx, actor, { mayAddUnits: false, previewedHash: fileHash, ...more }, file(...rows)))
  }
  const people = () =>
    run(async (tx) => (await peoplePage(tx, { onDay: '2026-11-24', isActiveOnly: true, size: 200 })).items)
  return { orgId, actor, units, run, preview, apply, people }
}

const FIRST = [
  '0001,試験 太郎,シケン タロウ,taro@jisha.example,開発部/第一課,上長,2020/4/1,',
  '0002,試験 花子,シケン ハナコ,hanako@jisha.example,開発部/第一課,,令和4年4月1日,',
  '0003,試験 次郎,,,営業部,従業者、職場責任者,,2026/12/31',
]

test('取り込み: new people with their units, roles and days; again, nothing changes', async () => {
  const one = await house()
  expect((await one.preview(FIRST)).counts).toEqual({ new: 3, changed: 0, unchanged: 0, missing: 0 })
  expect(await one.people()).toEqual([])
  await one.apply(FIRST)
  const found = await one.people()
  expect(found.map((row) => [row.staffNumber, row.address, row.activeFromOn, row.activeUntilOn])).toEqual([
    ['0001', 'taro@jisha.example', '2020-04-01', null],
    ['0002', 'hanako@jisha.example', '2022-04-01', null],
    ['0003', null, null, '2026-12-31'],
  ])
  expect(found.map((row) => row.memberships.map((m) => [m.unitId, m.role, m.fromOn]))).toEqual([
    [[one.units.devOne, 'supervisor', '2020-04-01']],
    [[one.units.devOne, 'employee', '2022-04-01']],
    expect.arrayContaining([
      [one.units.sales, 'employee', '2026-11-24'],
      [one.units.sales, 'workplace_manager', '2026-11-24'],
    ]),
  ])
  const again = await one.apply(FIRST)
  expect(again).toMatchObject({ wasRepeated: true, counts: { unchanged: 3 } })
})

test('誤りはその場所に: nothing is imported as long as one cell is wrong', async () => {
  const one = await house()
  await one.run((tx) =>
    addPerson(tx, one.actor, { name: '別人', staffNumber: '0900', addresses: ['taken@jisha.example'] }),
  )
  const rows = [
    '0001,試験 一,,taken@jisha.example,開発部,,,',
    '0002,試験 二,,,第一課,,,',
    '0003,試験 三,,,開発部/第九課,,,',
    '0004,試験 四,,,開発部,管理者,,',
    '0005,試験 五,,,開発部,,2026/4/1,2026/3/31',
    '0005,試験 六,,,開発部,,,',
    '0007,,,not-an-address,開発部,,2026/2/30,',
    '0008,試験 八,,same@jisha.example,開発部,,,',
    '0009,試験 九,,same@jisha.example,開発部,,,',
  ]
  const preview = await one.preview(rows)
  const errors = preview.rows.flatMap((row) => row.errors.map((error) => [error.cell, error.code]))
  expect(errors).toEqual([
    ['D2', 'address_of_another'],
    ['E3', 'ambiguous_unit'],
    ['E4', 'unknown_unit'],
    ['F5', 'unknown_choice'],
    ['H6', 'ends_before_it_begins'],
    ['A7', 'duplicate_row'],
    ['B8', 'required'],
    ['D8', 'not_an_address'],
    ['G8', 'no_such_day'],
    ['D10', 'address_of_another'],
  ])
  await expect(one.apply(rows)).rejects.toMatchObject({ code: 'import_has_errors' })
  expect(await one.people()).toHaveLength(1)
})

test('異動: today the old unit ends and the new one begins; offices and what is empty stay', async () => {
  const one = await house()
  await one.apply(FIRST)
  const [taro] = await one.people()
  await one.run((tx) =>
    setMembership(tx, one.actor, {
      personId: taro!.id,
      unitId: one.units.top,
      role: 'privacy_office',
      fromOn: '2026-04-01',
    }),
  )
  const moved = ['0001,試験 太郎,,,営業部/第一課,上長,,', FIRST[1]!, FIRST[2]!]
  expect((await one.preview(moved)).counts).toMatchObject({ changed: 1, unchanged: 2 })
  await one.apply(moved)
  const rolesOn = (at: string) =>
    one.run(async (tx) => (await rolesAt(tx, taro!.id, new Date(at))).map((held) => [held.unitId, held.role]))
  expect(await rolesOn('2026-11-23T03:00:00Z')).toEqual([
    [one.units.top, 'privacy_office'],
    [one.units.devOne, 'supervisor'],
  ])
  expect(await rolesOn('2026-11-24T03:00:00Z')).toEqual([
    [one.units.top, 'privacy_office'],
    [one.units.salesOne, 'supervisor'],
  ])
  expect((await one.people())[0]).toMatchObject({ nameKana: 'シケン タロウ', address: 'taro@jisha.example' })
  // There and back again on one day.
  await one.apply(FIRST)
  await one.apply(moved)
  await one.apply(FIRST)
  expect((await one.preview(FIRST)).counts).toMatchObject({ unchanged: 3 })
})

test('退職: a last day ends; an empty one brings nobody back; a list without somebody says so and ends nobody', async () => {
  const one = await house()
  await one.apply(FIRST)
  const leaving = ['0002,試験 花子,,,開発部/第一課,,,2026/11/24']
  expect((await one.preview(leaving)).counts).toMatchObject({ changed: 1, missing: 2 })
  await one.apply(leaving)
  expect((await one.preview(['0002,試験 花子,,,開発部/第一課,,,'])).counts).toMatchObject({ unchanged: 1 })
  const roles = async (at: string) => {
    const id = (await one.people()).find((row) => row.staffNumber === '0002')!.id
    return one.run((tx) => rolesAt(tx, id, new Date(at)))
  }
  expect(await roles('2026-11-24T14:59:00Z')).toHaveLength(1)
  expect(await roles('2026-11-24T15:00:00Z')).toEqual([])
})

test('somebody without a staff number is found by the address; a vendor’s worker never', async () => {
  const one = await house()
  const { id } = await one.run((tx) =>
    addPerson(tx, one.actor, { name: '試験 太郎', addresses: ['taro@jisha.example'] }),
  )
  await one.apply(FIRST)
  const found = await one.people()
  expect(found.find((row) => row.staffNumber === '0001')?.id).toBe(id)
  await one.run(async (tx) => {
    const partyId = newId()
    await tx.insertInto('party').values({ id: partyId, name: 'F社' }).execute()
    await addPerson(tx, one.actor, { name: 'F社 従事者', partyId, addresses: ['w@f-sha.example'] })
  })
  const preview = await one.preview(['0010,試験 新人,,w@f-sha.example,開発部,,,'])
  expect(preview.rows[0]!.errors).toMatchObject([{ cell: 'D2', code: 'address_of_another' }])
})

test('units that are not there are added where they were asked for, once', async () => {
  const one = await house()
  const rows = ['0001,試験 一,,,総務部/庶務課,,,', '0002,試験 二,,,総務部/庶務課,,,', '0003,試験 三,,,開発部/第二課,,,']
  await one.apply(rows, { mayAddUnits: true })
  const units = await one.run((tx) => tx.selectFrom('unit').select(['name', 'parent_id']).orderBy('name').execute())
  expect(units.filter((unit) => ['総務部', '庶務課', '第二課'].includes(unit.name))).toHaveLength(3)
  expect(units.find((unit) => unit.name === '総務部')?.parent_id).toBe(one.units.top)
  expect((await one.apply(rows, { mayAddUnits: true })).wasRepeated).toBe(true)
})

test('書き出し: a list that was exported imports as unchanged, and taking it out is an event', async () => {
  const one = await house()
  await one.apply(FIRST)
  const [taro] = await one.people()
  await one.run((tx) =>
    setMembership(tx, one.actor, {
      personId: taro!.id,
      unitId: one.units.top,
      role: 'administrator',
      fromOn: '2026-04-01',
    }),
  )
  for (const format of ['csv', 'xlsx'] as const) {
    const { content } = await one.run((tx) =>
      exportPeople(tx, one.actor, { onDay: '2026-11-24', isActiveOnly: true, format, language: 'ja' }),
    )
    const taken = { fileName: 'x', content: new Uint8Array(await buffer(content)) }
    const preview = await one.run((tx) => previewPeople(tx, one.actor, { mayAddUnits: false }, taken))
    expect(preview).toMatchObject({ errorCount: 0, counts: { unchanged: 3 } })
  }
  const events = await one.run((tx) =>
    tx.selectFrom('event').select('facts').where('type', '=', 'sheet_export.made').execute(),
  )
  expect(events).toHaveLength(2)
})

const day = fc.constantFrom('2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25', '2027-01-01')
const units = fc.constantFrom('u1', 'u2')
const roles = fc.constantFrom('employee' as const, 'supervisor' as const)
const known: fc.Arbitrary<KnownStaff> = fc.record({
  name: fc.constantFrom('甲', '乙'),
  nameKana: fc.option(fc.constantFrom('コウ')),
  staffNumber: fc.option(fc.constant('1')),
  addresses: fc.uniqueArray(fc.constantFrom('a@x.example', 'b@x.example')),
  activeFromOn: fc.option(day),
  activeUntilOn: fc.option(day),
  memberships: fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      unitId: units,
      role: roles,
      fromOn: day,
      untilOn: fc.constant(null),
      version: fc.constant(1),
    }),
    { selector: (one) => `${one.unitId}${one.role}`, maxLength: 3 },
  ),
})
const said: fc.Arbitrary<SaidStaff> = fc.record({
  staffNumber: fc.constant('1'),
  name: fc.constantFrom('甲', '乙'),
  nameKana: fc.option(fc.constantFrom('コウ'), { nil: undefined }),
  address: fc.option(fc.constantFrom('a@x.example', 'c@x.example'), { nil: undefined }),
  unitId: units,
  roles: fc.option(fc.uniqueArray(roles, { minLength: 1 }), { nil: undefined }),
  fromOn: fc.option(day, { nil: undefined }),
  untilOn: fc.option(day, { nil: undefined }),
})

test('what a row changes, it changes once: after it the same row changes nothing', () =>
  fc.assert(
    fc.property(known, said, (before, row) => {
      const today = '2026-11-24'
      const changes = staffChanges(before, row, today)
      const gone = new Map(changes.end.map((one) => [one.membership.id, one.untilOn]))
      const reopened = new Set(changes.reopen.map((one) => one.id))
      const after: KnownStaff = {
        ...before,
        ...changes.fields,
        activeUntilOn: changes.lastOn ?? before.activeUntilOn,
        memberships: [
          ...before.memberships
            .map((one) => ({ ...one, untilOn: reopened.has(one.id) ? null : (gone.get(one.id) ?? one.untilOn) }))
            .filter((one) => one.untilOn === null || one.untilOn >= today),
          ...changes.set.map((one, at) => ({ ...one, id: `new${at}`, unitId: row.unitId!, untilOn: null, version: 1 })),
        ],
      }
      expect(changesNothing(staffChanges(after, row, today))).toBe(true)
    }),
  ))
