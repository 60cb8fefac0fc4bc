import type { Word } from '../../base/words.ts'
import type { PrintField, PrintPage, PrintSpecification } from './specification.ts'
import { settingValue, settingWords } from './words/setting-words.ts'

export const MAPPING_DIFFERENCES = ['added', 'removed', 'changed'] as const
export type MappingDifferenceKind = (typeof MAPPING_DIFFERENCES)[number]

/** One difference between the settings that were tested and those that will print. */
export interface MappingDifference {
  readonly kind: MappingDifferenceKind
  /** `run`: how sheets lie; otherwise the page and, for a field, its name. */
  readonly page?: string
  readonly field?: string
  /** What differs: `columns`, `area`, `pageOrder` … */
  readonly setting: string
  readonly tested?: string
  readonly production?: string
  /** The same three for a person. */
  readonly words: { readonly setting: Word; readonly tested: Word; readonly production: Word }
  readonly sentence: Word
}

const RUN_SETTINGS = [
  'data',
  'duplex',
  'pageOrder',
  'sequence',
  'imposition',
  'banners',
  'gaiji',
  'counts',
  'readsText',
] as const
const PAGE_SETTINGS = ['marks', 'blank', 'constant', 'free', 'repeatFor', 'when'] as const
const FIELD_SETTINGS = [
  'columns',
  'of',
  'rows',
  'area',
  'pattern',
  'read',
  'code',
  'as',
  'before',
  'after',
  'identifies',
  'variants',
] as const
export const COMPARED_SETTINGS = [
  ...RUN_SETTINGS,
  ...PAGE_SETTINGS,
  ...FIELD_SETTINGS,
  'pages',
  'page',
  'field',
] as const

/**
 * 設定照合: holds the settings of production against those that the test data went through, field by field. Every difference
 * stops, or is explained by a person; titles do not count.
 */
export function compareMappings(
  tested: PrintSpecification,
  production: PrintSpecification,
): readonly MappingDifference[] {
  const found: MappingDifference[] = []
  const compare = (at: { page?: string; field?: string }, settings: readonly string[], a: object, b: object) => {
    for (const setting of settings) {
      const [before, after] = [(a as Record<string, unknown>)[setting], (b as Record<string, unknown>)[setting]]
      const [tested, production] = [textOf(before), textOf(after)]
      if (tested === production) continue
      const values = [settingValue(setting, before, tested), settingValue(setting, after, production)] as const
      found.push(difference('changed', { ...at, setting, tested, production }, values))
    }
  }
  compare({}, RUN_SETTINGS, tested, production)
  const order = (specification: PrintSpecification) => specification.pages.map((page) => page.name)
  const [before, after] = [order(tested), order(production)]
  if (textOf(before) !== textOf(after)) {
    const facts = { setting: 'pages', tested: before.join(', '), production: after.join(', ') }
    found.push(
      difference('changed', facts, [
        settingValue('pages', before, facts.tested),
        settingValue('pages', after, facts.production),
      ]),
    )
  }
  for (const [name, a, b] of pairs<PrintPage>(tested.pages, production.pages)) {
    if (!a || !b) {
      found.push(difference(a ? 'removed' : 'added', { page: name, setting: 'page' }))
      continue
    }
    compare({ page: name }, PAGE_SETTINGS, a, b)
    for (const [field, c, d] of pairs<PrintField>(a.fields, b.fields)) {
      if (c && d) compare({ page: name, field }, FIELD_SETTINGS, c, d)
      else found.push(difference(c ? 'removed' : 'added', { page: name, field, setting: 'field' }))
    }
  }
  return found
}

/** By name, and by which of the same name it is. */
function* pairs<T extends { readonly name: string }>(
  tested: readonly T[],
  production: readonly T[],
): Generator<[string, T?, T?]> {
  const byName = (list: readonly T[]) => {
    const seen = new Map<string, number>()
    return new Map(
      list.map((each) => {
        const count = (seen.get(each.name) ?? 0) + 1
        seen.set(each.name, count)
        return [count === 1 ? each.name : `${each.name} (${count})`, each] as const
      }),
    )
  }
  const [a, b] = [byName(tested), byName(production)]
  for (const name of new Set([...a.keys(), ...b.keys()])) yield [name, a.get(name), b.get(name)]
}

/** A setting as one text, with its keys in order. */
function textOf(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${key}: ${textOf(each)}`)
    .join(', ')}}`
}

const THERE: Word = { ja: 'あります', en: 'is there' }
const NOT_THERE: Word = { ja: 'ありません', en: 'is not there' }

function difference(
  kind: MappingDifferenceKind,
  facts: Omit<MappingDifference, 'kind' | 'words' | 'sentence'>,
  [tested, production]: readonly [Word, Word] = kind === 'added' ? [NOT_THERE, THERE] : [THERE, NOT_THERE],
): MappingDifference {
  const setting = settingWords[facts.setting] ?? { ja: facts.setting, en: facts.setting }
  const where = [facts.page, facts.field].filter((part) => part !== undefined)
  const place = { ja: where.map((part) => `「${part}」`).join('の'), en: where.map((part) => `"${part}"`).join(', ') }
  const what = {
    added: {
      ja: `${place.ja}は、テストにはなく、本番にだけあります。`,
      en: `${place.en} is in production only; it was never tested.`,
    },
    removed: {
      ja: `${place.ja}は、テストにはあり、本番にはありません。`,
      en: `${place.en} was tested and is not in production.`,
    },
    changed: {
      ja: `${place.ja === '' ? '全体' : place.ja}の${setting.ja}が違います。テスト: ${tested.ja}、本番: ${production.ja}。`,
      en: `"${setting.en}" of ${place.en === '' ? 'the run' : place.en} differs. Tested: ${tested.en}; production: ${production.en}.`,
    },
  }
  return { kind, ...facts, words: { setting, tested, production }, sentence: what[kind] }
}
