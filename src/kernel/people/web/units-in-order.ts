interface InTree {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
}

/** The tree as a list: each unit below its parent, siblings by name, with its depth. Units whose parent is not there are tops. */
export function unitsInOrder<U extends InTree>(
  units: readonly U[],
): readonly { readonly unit: U; readonly depth: number }[] {
  const ids = new Set(units.map((unit) => unit.id))
  const below = (parentId: string | undefined) =>
    units
      .filter((unit) => (unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : undefined) === parentId)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'ja'))
  const walk = (parentId: string | undefined, depth: number): { unit: U; depth: number }[] =>
    below(parentId).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)])
  return walk(undefined, 0)
}
