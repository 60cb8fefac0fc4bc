import { PII_TYPES, type PiiType, type SpecialCareClass } from '../finding.ts'

/** What the cells of sheets hold, as it is being counted. */
export interface FoundCells {
  count(type: PiiType, cells?: number): void
  /** Of special care, in the law's finer class. */
  care(fine: SpecialCareClass | undefined): void
  /** In the order of the types. */
  counts(): Partial<Record<PiiType, number>>
  classes(): SpecialCareClass[]
}

export function makeFoundCells(): FoundCells {
  const counts = new Map<PiiType, number>()
  const classes = new Set<SpecialCareClass>()
  return {
    count(type, cells = 1) {
      counts.set(type, (counts.get(type) ?? 0) + cells)
    },
    care(fine) {
      if (fine) classes.add(fine)
    },
    counts: () =>
      Object.fromEntries(PII_TYPES.flatMap((type) => (counts.has(type) ? [[type, counts.get(type)!]] : []))),
    classes: () => [...classes],
  }
}
