import type { z } from 'zod'
import type { ListSheet } from '../sheets/index.ts'
import type { UnitRow } from './contract.ts'
import { unitKindWords } from './words.ts'

type Unit = z.input<typeof UnitRow>

/** @param units all of them: a unit stands below the names of those above it */
export const unitSheet = (units: readonly Unit[]): ListSheet<Unit> => ({
  list: 'people.units',
  title: { ja: '組織一覧', en: 'Units' },
  columns: (say) => [
    { header: say({ ja: '組織', en: 'Unit' }), value: (unit) => namesAbove(units, unit).join('/') },
    { header: say({ ja: '種類', en: 'Kind' }), value: (unit) => say(unitKindWords[unit.kind]) },
    { header: say({ ja: '人数', en: 'People' }), value: (unit) => unit.memberCount },
  ],
})

function namesAbove(units: readonly Unit[], unit: Unit): string[] {
  const parent = units.find(({ id }) => id === unit.parentId)
  return [...(parent ? namesAbove(units, parent) : []), unit.name]
}
