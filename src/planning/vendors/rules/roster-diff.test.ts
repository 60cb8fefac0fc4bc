import { expect, test } from 'vitest'
import { changedFields, personOfRow } from './roster-diff.ts'

const hanako = { personId: 'p1', partyId: 'f', name: '委託花子' }

test('追加・変更・変更なし: what the list leaves out stays', () => {
  const row = { fromOn: '2026-05-01', job: '設置' }
  expect(changedFields(undefined, row)).toEqual([
    { field: 'job', before: '', after: '設置' },
    { field: 'fromOn', before: '', after: '2026-05-01' },
  ])
  expect(changedFields({ ...row, untilOn: '2026-12-31' }, row)).toEqual([])
  expect(changedFields(row, { ...row, untilOn: '2026-12-31' })).toEqual([
    { field: 'untilOn', before: '', after: '2026-12-31' },
  ])
})

test('by address, and only in the same company and under the same name', () => {
  const row = { name: '委託花子', hasAddress: true }
  expect(personOfRow(row, 'f', hanako, [])).toEqual({ known: 'p1' })
  expect(personOfRow(row, 'g', hanako, [])).toEqual({ conflict: 'address_of_other_party' })
  expect(personOfRow(row, null, hanako, [])).toEqual({ conflict: 'address_of_other_party' })
  expect(personOfRow({ ...row, name: '委託次郎' }, 'f', hanako, [])).toEqual({ conflict: 'name_differs' })
})

test('without an address by name, and never by a guess', () => {
  const row = { name: '委託花子', hasAddress: false }
  expect(personOfRow(row, 'f', undefined, [hanako])).toEqual({ known: 'p1' })
  expect(personOfRow(row, 'f', undefined, [hanako, { ...hanako, personId: 'p2' }])).toEqual({ conflict: 'name_twice' })
  expect(personOfRow(row, 'f', undefined, [])).toEqual({ isNew: true })
  expect(personOfRow(row, null, undefined, [])).toEqual({ conflict: 'unknown_person' })
})

test('a namesake with an address that nobody has is a new person', () => {
  expect(personOfRow({ name: '委託花子', hasAddress: true }, 'f', undefined, [hanako])).toEqual({ isNew: true })
})
