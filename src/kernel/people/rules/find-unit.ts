/** A unit with the names from the top of the tree down to its own. */
export interface UnitPath {
  readonly id: string
  readonly names: readonly string[]
}

export type FoundUnit =
  | { readonly is: 'found'; readonly id: string }
  | { readonly is: 'ambiguous'; readonly paths: readonly string[] }
  | { readonly is: 'unknown'; readonly parentId: string | undefined; readonly missing: readonly string[] }

const plain = (name: string) => name.normalize('NFKC').replace(/\s/gu, '').toLowerCase()
export const plainPath = (names: readonly string[]): string => names.map(plain).join('/')

/** The names in a cell: `開発部/第一課`, also with `>` and in full width. */
export function namesIn(text: string): string[] {
  return text
    .split(/[/／>＞]/u)
    .map((name) => name.trim())
    .filter(Boolean)
}

/**
 * The unit that a cell means: its own name is enough where there is one of that name; else as much of the path as tells
 * them apart. A whole path is never ambiguous. An unknown one says which part of its path is there already.
 */
export function findUnit(units: readonly UnitPath[], names: readonly string[]): FoundUnit {
  const wanted = plainPath(names)
  const whole = units.find((unit) => plainPath(unit.names) === wanted)
  if (whole) return { is: 'found', id: whole.id }
  const ending = units.filter((unit) => plainPath(unit.names).endsWith(`/${wanted}`))
  if (ending.length === 1) return { is: 'found', id: ending[0]!.id }
  if (ending.length > 1) return { is: 'ambiguous', paths: ending.map((unit) => unit.names.join('/')) }
  for (let known = names.length - 1; known > 0; known--) {
    const above = findUnit(units, names.slice(0, known))
    if (above.is === 'ambiguous') return above
    if (above.is === 'found') return { is: 'unknown', parentId: above.id, missing: names.slice(known) }
  }
  const top = units.filter((unit) => unit.names.length === 1)
  return { is: 'unknown', parentId: top.length === 1 ? top[0]!.id : undefined, missing: names }
}
