/** Why an item is opened whatever chance says. */
export const MANDATORY_REASONS = [
  'first',
  'last',
  'batch_first',
  'batch_last',
  'restart',
  'most_children',
  'longest_name',
  'gaiji',
] as const
export type MandatoryReason = (typeof MANDATORY_REASONS)[number]

/** What the plan needs to know of each item, in the order of the lot. */
export interface SampleItem {
  /** Roll, output file, insert batch, one of each kind there is; a change of any begins a new one. */
  readonly batches?: readonly (string | undefined)[]
  readonly childCount?: number
  /** Characters of each printed field: the longest name is not where the longest address is. */
  readonly lengths?: readonly number[]
  /** The 外字 in it. */
  readonly gaiji?: readonly string[]
}

export interface MandatoryItem {
  readonly item: number
  readonly reasons: readonly MandatoryReason[]
}

const ENDS = 3
/** One more of each kind is a sample of chance again. */
const EACH = 2
/** More 外字 than these are no exceptions of a font any more. */
const MOST_GAIJI = 40

/**
 * The items where print goes wrong: both ends of the lot and of every batch, both sides of a restart, most children, the
 * longest of every field, each 外字 once.
 * @param restarts items (from 0) with which printing began again
 * @returns in rising order
 */
export function mandatoryItems(items: readonly SampleItem[], restarts: readonly number[] = []): MandatoryItem[] {
  const reasons = new Map<number, Set<MandatoryReason>>()
  const add = (item: number, reason: MandatoryReason) => {
    if (item < 0 || item >= items.length) return
    const known = reasons.get(item)
    if (known) known.add(reason)
    else reasons.set(item, new Set([reason]))
  }
  for (let i = 0; i < ENDS; i++) {
    add(i, 'first')
    add(items.length - 1 - i, 'last')
  }
  items.forEach((item, at) => {
    const before = items[at - 1]?.batches
    const isNew = item.batches?.some((batch, kind) => batch !== before?.[kind]) ?? before !== undefined
    if (at > 0 && isNew) {
      add(at - 1, 'batch_last')
      add(at, 'batch_first')
    }
  })
  for (const at of restarts) {
    add(at - 1, 'restart')
    add(at, 'restart')
  }
  const greatest = (reason: MandatoryReason, of: (item: SampleItem) => number) =>
    items
      .map((item, at) => ({ at, value: of(item) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value || a.at - b.at)
      .slice(0, EACH)
      .forEach(({ at }) => add(at, reason))
  greatest('most_children', (item) => item.childCount ?? 0)
  const shortest = items[0]?.lengths?.map((_, field) =>
    items.reduce((least, { lengths }) => Math.min(least, lengths?.[field] ?? 0), Infinity),
  )
  shortest?.forEach((least, field) =>
    greatest('longest_name', ({ lengths }) => Math.max(0, (lengths?.[field] ?? 0) - least)),
  )
  const known = new Set<string>()
  items.forEach(({ gaiji = [] }, at) => {
    const isNew = gaiji.some((character) => !known.has(character))
    if (!isNew || known.size >= MOST_GAIJI) return
    for (const character of gaiji) known.add(character)
    add(at, 'gaiji')
  })
  return [...reasons].sort(([a], [b]) => a - b).map(([item, why]) => ({ item, reasons: [...why] }))
}
