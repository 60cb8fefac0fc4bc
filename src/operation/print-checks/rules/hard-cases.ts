import type { PrintTable } from '../../../engines/print-match/index.ts'

/** What test data must hold so that the test exercises the settings. */
export const HARD_CASES = ['many_children', 'longest_value', 'rare_characters', 'empty_field'] as const
export type HardCaseKind = (typeof HARD_CASES)[number]

/** Private characters, those beyond the first plane, variation selectors, and forms that fonts lack first. */
const RARE = /\p{Private_Use}|[\u{20000}-\u{3FFFF}]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]|[髙﨑德瀨邉𠮷]/u

export const hasRareCharacters = (text: string): boolean => RARE.test(text)

/** Each of them once; what is varied by a selector is one with it. */
export const rareCharactersOf = (texts: readonly string[]): string[] => [
  ...new Set(
    texts.flatMap((text) => text.match(/.[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|./gsu) ?? []).filter(hasRareCharacters),
  ),
]

/** How long a value is as it is printed. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Which hard cases the test data lack that the specification calls for; what the generator makes lacks none. */
export function lackingCases(test: PrintTable, hard: PrintTable): HardCaseKind[] {
  const [is, must] = [measure(test), measure(hard)]
  const lacks: Record<HardCaseKind, boolean> = {
    many_children: is.mostChildren < must.mostChildren,
    longest_value: is.longest < must.longest * 0.9,
    rare_characters: must.hasRare && !is.hasRare,
    empty_field: must.hasEmpty && !is.hasEmpty,
  }
  return HARD_CASES.filter((kind) => lacks[kind])
}

function measure({ records }: PrintTable) {
  let [mostChildren, longest, hasRare, hasEmpty] = [0, 0, false, false]
  for (const { values, children } of records) {
    mostChildren = Math.max(mostChildren, children.length)
    for (const value of [...values, ...children.flat()]) {
      longest = Math.max(longest, lengthOf(value))
      hasRare ||= hasRareCharacters(value)
      hasEmpty ||= value === ''
    }
  }
  return { mostChildren, longest, hasRare, hasEmpty }
}
