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
  /** Roll, output file, template or insert batch; a change begins a new batch. */
  readonly batch?: string
  readonly childCount?: number
  /** Characters of the longest value. */
  readonly nameLength?: number
  readonly hasGaiji?: boolean
}

export interface MandatoryItem {
  readonly item: number
  readonly reasons: readonly MandatoryReason[]
}

const ENDS = 3
/** One more of each kind is a sample of chance again. */
const EACH = 2

/**
 * The items where print goes wrong: both ends of the lot and of every batch, both sides of a restart, most children,
 * longest name, 外字.
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
    if (at > 0 && item.batch !== items[at - 1]!.batch) {
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
  greatest('longest_name', (item) => item.nameLength ?? 0)
  greatest('gaiji', (item) => (item.hasGaiji ? 1 : 0))
  return [...reasons].sort(([a], [b]) => a - b).map(([item, why]) => ({ item, reasons: [...why] }))
}
