import { addressCell, type CellParser, dayCell, defineImport, type RowOf, textCell } from '../sheets/index.ts'
import type { Role } from './roles.ts'
import { findUnit, namesIn, type UnitPath } from './rules/find-unit.ts'
import { peopleImportErrorWords } from './words.ts'

/** Roles that a file may give. The offices are given by hand: a sheet makes nobody an administrator. */
export const SHEET_ROLES = {
  従業者: 'employee',
  社員: 'employee',
  従事者: 'worker',
  派遣: 'worker',
  上長: 'supervisor',
  課長: 'supervisor',
  部長: 'supervisor',
  職場責任者: 'workplace_manager',
  employee: 'employee',
  worker: 'worker',
  supervisor: 'supervisor',
  workplace_manager: 'workplace_manager',
} as const satisfies Record<string, Role>
export type SheetRole = (typeof SHEET_ROLES)[keyof typeof SHEET_ROLES]
export const LINE_ROLES: readonly Role[] = [...new Set(Object.values(SHEET_ROLES))]

/** Where a row's person belongs: a unit that is there, or names to be added below one that is. */
export type Place =
  { readonly unitId: string } | { readonly parentId: string | undefined; readonly missing: readonly string[] }

export interface SheetSurroundings {
  readonly units: readonly UnitPath[]
  /** Whether units that are not there yet are added; else they are errors in their place. */
  readonly mayAddUnits: boolean
  /** Whose address it is, by staff number; null: somebody without one, who is taken to be the same person. */
  readonly addressOwners: ReadonlyMap<string, string | null>
}

/**
 * The list of our own people, from the personnel system. One row is one person by staff number. What is left empty says
 * nothing: an empty last day does not bring a leaver back.
 */
export function peopleSheet({ units, mayAddUnits, addressOwners }: SheetSurroundings) {
  const seenAddress = new Map<string, string>()
  return defineImport({
    id: 'people.staff',
    columns: [
      {
        key: 'staffNumber',
        headers: ['社員番号', '従業員番号', 'Staff number'],
        required: true,
        parse: textCell({ maxLength: 50 }),
      },
      { key: 'name', headers: ['氏名', '名前', 'Name'], required: true, parse: textCell() },
      { key: 'nameKana', headers: ['フリガナ', 'カナ', '氏名カナ', 'Reading'], parse: textCell() },
      { key: 'address', headers: ['メール', 'メールアドレス', 'E-mail', 'Email'], parse: addressCell() },
      { key: 'place', headers: ['所属', '部署', '職場', 'Unit'], required: true, parse: placeCell(units, mayAddUnits) },
      { key: 'roles', headers: ['役割', '役職', 'Role'], parse: rolesCell },
      { key: 'fromOn', headers: ['在籍開始', '入社日', 'From'], parse: dayCell() },
      { key: 'untilOn', headers: ['在籍終了', '退職日', 'Until'], parse: dayCell() },
    ],
    rowKey: (row) => row.staffNumber,
    check: (row) => [
      ...(row.fromOn !== undefined && row.untilOn !== undefined && row.untilOn < row.fromOn
        ? [{ key: 'untilOn' as const, code: 'ends_before_it_begins' }]
        : []),
      ...(row.address !== undefined && isOfAnother(row.address, row.staffNumber)
        ? [{ key: 'address' as const, code: 'address_of_another' }]
        : []),
    ],
    words: peopleImportErrorWords,
    rowLimit: 200_000,
  })

  function isOfAnother(address: string, staffNumber: string): boolean {
    const owner = addressOwners.get(address) ?? seenAddress.get(address)
    if (owner === undefined) seenAddress.set(address, staffNumber)
    return owner !== undefined && owner !== staffNumber
  }
}
export type StaffRow = RowOf<ReturnType<typeof peopleSheet>['columns']>

function placeCell(units: readonly UnitPath[], mayAddUnits: boolean): CellParser<Place> {
  const known = new Map<string, ReturnType<CellParser<Place>>>()
  const read = (text: string): ReturnType<CellParser<Place>> => {
    const names = namesIn(text)
    if (names.length === 0) return { ok: false, code: 'not_valid' }
    const found = findUnit(units, names)
    if (found.is === 'found') return { ok: true, value: { unitId: found.id } }
    if (found.is === 'ambiguous') {
      return { ok: false, code: 'ambiguous_unit', facts: { paths: found.paths.slice(0, 5).join('、') } }
    }
    if (!mayAddUnits) return { ok: false, code: 'unknown_unit' }
    return { ok: true, value: { parentId: found.parentId, missing: found.missing } }
  }
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const reading = read(text)
    known.set(text, reading)
    return reading
  }
}

/** `上長、従業者`; nothing: an employee. */
const rolesCell: CellParser<readonly SheetRole[]> = (text) => {
  const roles = text
    .normalize('NFKC')
    .split(/[、,;・/\s]+/u)
    .filter(Boolean)
    .map((name) => (SHEET_ROLES as Record<string, SheetRole | undefined>)[name.toLowerCase()])
  if (roles.some((role) => role === undefined)) {
    return { ok: false, code: 'unknown_choice', facts: { choices: '従業者、従事者、上長、職場責任者' } }
  }
  return { ok: true, value: [...new Set(roles as SheetRole[])].sort() }
}
