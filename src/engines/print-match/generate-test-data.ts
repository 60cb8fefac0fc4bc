import type { PrintRecord, PrintTable } from './print-run.ts'
import type { FieldMeaning, PrintSpecification } from './specification.ts'

export interface TestDataOptions {
  /** Of plain records between the hard ones. */
  readonly plain?: number
  /** Characters of the longest name. */
  readonly longest?: number
}

/** Why a record of the test data is there. Shown beside it, so that a person knows what the proof must show. */
export interface HardCase {
  readonly line: number
  readonly why: { readonly ja: string; readonly en: string }
}

const LONG_FAMILY = '勅使河原左衛門三郎試験見本'
const LONG_GIVEN = 'クリストファーアレクサンダー試験'
const LONG_PLACE = 'X県Y市大字試験字見本甲1234番地の5678 試験見本マンション・レジデンシャルタワーノースウイング1234号室'
/** Other forms, beyond the first plane, with a variation selector, old kana. */
const RARE = ['髙﨑 邉子', '𠮷野 𡈽佐', '葛󠄀城 辻󠄀子', '德永 瀨戸', 'ゐゑ子 ヱヰ', '鄧 凪沙']
const PLAIN = ['試験 花子', '見本 太郎', '仮田 桜', '例山 葵', '架空 蓮', '模擬 湊']

/**
 * Hard test data for a specification: longest names, 外字, households of one to nine children, same names, twins, empty
 * fields. Plainly synthetic, and the same each time.
 */
export function generateTestData(
  specification: PrintSpecification,
  options: TestDataOptions = {},
): PrintTable & { readonly cases: readonly HardCase[] } {
  const columns = columnsOf(specification, 'record')
  const childColumns = columnsOf(specification, 'child')
  const keys = new Set(specification.data.key)
  const hasChildren = childColumns.length > 0
  const records: PrintRecord[] = []
  const cases: HardCase[] = []

  const add = (kind: Kind, childKinds: readonly Kind[], why?: HardCase['why']) => {
    const number = records.length + 1
    const values = columns.map(({ name, as }) =>
      keys.has(name) ? keyText(number) : valueFor(name, as, kind, number, options),
    )
    const children = childKinds.map((childKind, i) =>
      childColumns.map(({ name, as }) => valueFor(name, as, childKind, number * 10 + i, options)),
    )
    const line = records.length + 2
    records.push({ key: specification.data.key.map(() => keyText(number)).join('/'), line, values, children })
    if (why) cases.push({ line, why })
  }
  const plainChildren = (count: number): Kind[] => Array.from({ length: hasChildren ? count : 0 }, () => 'plain')

  add('plain', plainChildren(1))
  add('long', hasChildren ? ['long', 'long'] : [], { ja: '氏名・住所が最長', en: 'longest name and address' })
  RARE.forEach((_, at) =>
    add(`rare${at}`, hasChildren ? [`rare${at}`] : [], { ja: '異体字・外字になりやすい字', en: 'rare characters' }),
  )
  for (let count = 0; count <= (hasChildren ? 9 : -1); count++)
    add('plain', plainChildren(count), { ja: `子が${count}人`, en: `${count} children` })
  add('same', hasChildren ? ['same'] : [], { ja: '同姓同名(1)', en: 'same name (1)' })
  add('same', hasChildren ? ['same'] : [], { ja: '同姓同名(2)', en: 'same name (2)' })
  if (hasChildren) add('plain', ['twin', 'twin'], { ja: '双子(生年月日が同じ)', en: 'twins of one birthday' })
  add('empty', hasChildren ? ['empty'] : [], { ja: '空の項目', en: 'empty fields' })
  add('short', hasChildren ? ['short'] : [], { ja: '最短の値', en: 'shortest values' })
  for (const { column, is, isNot } of specification.pages.flatMap((page) => (page.when ? [page.when] : []))) {
    const at = columns.findIndex(({ name }) => name === column)
    const wanted = is ?? isNot
    if (at < 0 || wanted === undefined) continue
    records.forEach((record, i) => ((record.values as string[])[at] = i % 2 === 0 ? wanted : `${wanted}以外`))
  }
  for (let i = 0; i < (options.plain ?? 20); i++) add('plain', plainChildren(1 + (i % 3)))
  return {
    columns: columns.map(({ name }) => name),
    childColumns: childColumns.map(({ name }) => name),
    records,
    files: [],
    cases,
  }
}

type Kind = string

interface Column {
  readonly name: string
  readonly as: FieldMeaning
}

function columnsOf({ data, pages }: PrintSpecification, of: 'record' | 'child'): Column[] {
  const found = new Map<string, FieldMeaning>()
  if (of === 'record') for (const key of data.key) found.set(key, 'text')
  for (const { fields, when } of pages) {
    for (const field of fields)
      if (field.of === of) for (const column of field.columns) if (!found.has(column)) found.set(column, field.as)
    if (of === 'record' && when && !found.has(when.column)) found.set(when.column, 'text')
  }
  return [...found].map(([name, as]) => ({ name, as }))
}

const keyText = (number: number) => `T${String(900_000 + number * 11)}`

function valueFor(name: string, as: FieldMeaning, kind: Kind, number: number, options: TestDataOptions): string {
  if (kind === 'empty') return ''
  if (as === 'date') return dateFor(kind, number)
  if (as === 'number') return kind === 'long' ? '99999999' : kind === 'short' ? '1' : String(10_000 + number * 1000)
  if (as === 'digits' || /郵便|電話|番号/.test(name))
    return kind === 'long' ? '0000000' : String(1_000_000 + ((number * 7919) % 8_999_999))
  if (/住所|所在|番地/.test(name))
    return kind === 'long' ? LONG_PLACE : kind === 'short' ? 'X県Y市1' : `X県Y市試験町${number}番${(number % 9) + 1}号`
  if (kind === 'long') return `${LONG_FAMILY} ${LONG_GIVEN}`.slice(0, options.longest ?? 30)
  if (kind === 'short') return '東 一'
  if (kind === 'same') return '試験 花子'
  if (kind.startsWith('rare')) return RARE[Number(kind.slice(4))]!
  return `${PLAIN[number % PLAIN.length]!}${number}`
}

/** The days on which eras begin and end, a leap day, and plain ones. */
function dateFor(kind: Kind, number: number): string {
  const edges = [
    '1926-12-24',
    '1926-12-25',
    '1989-01-07',
    '1989-01-08',
    '2019-04-30',
    '2019-05-01',
    '2020-02-29',
    '2024-02-29',
  ]
  if (kind === 'twin' || kind === 'same') return '2019-05-01'
  if (kind.startsWith('rare') || kind === 'short' || kind === 'long') return edges[number % edges.length]!
  return `${2008 + (number % 16)}-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`
}
