/**
 * Print runs for tests: synthetic households, layouts of many kinds, and what goes wrong in a print shop. A run is a list
 * of drawn pages; it becomes page contents at once, or a real PDF by one of several writers.
 */
import { eraText } from '../../src/base/japanese-era.ts'
import { type PrintRecord, PrintSpecification, type PrintTable } from '../../src/engines/print-match/index.ts'

export interface DrawnText {
  readonly text: string
  /** Millimetres; the middle of the line. */
  readonly x: number
  readonly y: number
  readonly sizePt: number
  /** The field whose value this is, so that a fault can be put on it. */
  readonly field?: string
  readonly child?: number
  /** How it is spoilt, for writers that can show it. */
  readonly fault?: 'covered' | 'no_glyph' | 'clipped' | 'white'
}
export interface DrawnPage {
  readonly texts: readonly DrawnText[]
  readonly code?: { readonly text: string; readonly x: number; readonly y: number; readonly sizeMm: number }
}
/** Front and, in duplex, back. `record` is its place in the data; -1 for a banner. */
export interface DrawnSheet {
  readonly record: number
  readonly sides: readonly DrawnPage[]
}
export interface DrawnRun {
  readonly specification: PrintSpecification
  readonly data: PrintTable
  readonly sheets: readonly DrawnSheet[]
}

/** A small seeded generator (mulberry32): the same seed is the same run everywhere. */
export function seeded(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (count: number) => Math.floor(next() * count),
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!,
    chance: (share: number) => next() < share,
  }
}
export type Seeded = ReturnType<typeof seeded>

const FAMILIES = ['試験', '髙橋', '﨑山', '見本', '渡邉', '仮田', '齋藤', '例山', '山本', '五十嵐', '勅使河原', '東']
const GIVEN = ['花子', '太郎', '一郎', '桜', '葵', '蓮', '陽菜', '湊', '凛', '大和', '結衣', '龍之介']
const TOWNS = ['試験町', '見本台', '仮ヶ丘', '例示二丁目']

export const RECORD_COLUMNS = ['世帯番号', '郵便番号', '住所', '氏名', '金額', '区分'] as const
export const CHILD_COLUMNS = ['児童氏名', '生年月日'] as const

export function households(count: number, random: Seeded, mostChildren = 5): PrintTable {
  const records = Array.from({ length: count }, (_, i): PrintRecord => {
    const family = random.pick(FAMILIES)
    const children = Array.from({ length: mostChildren === 0 ? 0 : random.below(mostChildren + 1) }, (_child, c) => [
      `${family}　${random.pick(GIVEN)}`,
      `${2008 + random.below(16)}-${two(1 + random.below(12))}-${two(1 + ((i + c) % 28))}`,
    ])
    const key = `K${String(700_000 + i * 7)}`
    const zip = `${100 + random.below(800)}-${String(1000 + random.below(9000))}`
    const address = `X県Y市${random.pick(TOWNS)}${1 + random.below(30)}-${1 + random.below(20)}-${i + 1}`
    const values = [
      key,
      zip,
      address,
      `${family}　${random.pick(GIVEN)}`,
      String(10_000 * (1 + random.below(9))),
      random.pick(['1', '2']),
    ]
    return { key, line: i + 2, values, children }
  })
  return { columns: RECORD_COLUMNS, childColumns: CHILD_COLUMNS, records, files: [] }
}
const two = (n: number) => String(n).padStart(2, '0')

interface Choices {
  readonly duplex: boolean
  readonly identity: 'pattern' | 'area' | 'content'
  readonly children: 'none' | 'rows' | 'pattern' | 'repeat'
  readonly era: boolean
  readonly secondSheet: boolean
  readonly blankBack: boolean
  readonly insert: boolean
  readonly banners: boolean
  readonly pageOrder: 'front_back' | 'back_front' | 'fronts_then_backs' | 'fronts_then_backs_reversed'
  readonly imposition:
    undefined | { columns: number; rows: number; order: 'row' | 'column' | 'stack'; turn: 'long_edge' | 'short_edge' }
  readonly fullWidth: boolean
  /** Constant texts on the pages; without, the back of a household without children is an empty page. */
  readonly hasMarks: boolean
}

export function choices(random: Seeded): Choices {
  const duplex = random.chance(0.85)
  const hasMany = random.chance(0.25)
  return {
    duplex,
    identity: random.pick(['pattern', 'area', 'content']),
    children: random.pick(['none', 'rows', 'rows', 'pattern', 'repeat']),
    era: random.chance(0.5),
    secondSheet: random.chance(0.3),
    blankBack: random.chance(0.2),
    insert: random.chance(0.2),
    banners: !hasMany && random.chance(0.2),
    pageOrder: duplex
      ? random.pick(['front_back', 'front_back', 'back_front', 'fronts_then_backs', 'fronts_then_backs_reversed'])
      : 'front_back',
    imposition: hasMany
      ? {
          columns: 1 + random.below(2),
          rows: 2,
          order: random.pick(['row', 'column', 'stack']),
          turn: random.pick(['long_edge', 'short_edge']),
        }
      : undefined,
    fullWidth: random.chance(0.3),
    hasMarks: random.chance(0.8),
  }
}

const ROWS = 6
const REPEAT = 2
const SIZE = 11

/** A specification, and how its pages are drawn. All coordinates leave room on a quarter of an A4 page. */
export function layoutOf(chosen: Choices) {
  const front = (name: string) => ({
    name,
    marks: [{ text: '支給決定通知書 第3版' }],
    fields: [
      { name: '郵便番号', columns: ['郵便番号'], area: [8, 8, 60, 8], as: 'digits', before: '〒' },
      { name: '住所', columns: ['住所'], area: [8, 18, 84, 8] },
      { name: '宛名', columns: ['氏名'], area: [8, 28, 84, 8], after: '様' },
      { name: '金額', columns: ['金額'], area: [8, 58, 60, 8], as: 'number' },
      ...(chosen.identity === 'pattern'
        ? [{ name: '番号', columns: ['世帯番号'], pattern: '世帯番号[:：]\\s*(K\\d+)', identifies: true }]
        : []),
      ...(chosen.identity === 'area'
        ? [{ name: '番号', columns: ['世帯番号'], area: [8, 68, 60, 8], identifies: true }]
        : []),
    ],
  })
  const row = { rows: { count: chosen.children === 'repeat' ? REPEAT : ROWS, pitch: 9 }, of: 'child' }
  const back = {
    name: '裏面',
    marks: chosen.hasMarks ? [{ text: '裏面 第3版' }] : [],
    ...(chosen.children === 'repeat' && { repeatFor: REPEAT }),
    fields: [
      ...(chosen.children === 'none'
        ? [
            { name: '裏の宛名', columns: ['氏名'], area: [8, 20, 84, 8] },
            { name: '裏の住所', columns: ['住所'], area: [8, 30, 84, 8] },
          ]
        : []),
      ...(chosen.children === 'rows' || chosen.children === 'repeat'
        ? [
            { name: '児童氏名', columns: ['児童氏名'], area: [8, 20, 42, 8], ...row },
            { name: '生年月日', columns: ['生年月日'], area: [52, 20, 44, 8], as: 'date', ...row },
          ]
        : []),
      ...(chosen.children === 'pattern'
        ? [
            { name: '児童氏名', columns: ['児童氏名'], pattern: '児童氏名[ 　]+(.+?)[ 　]+生年月日', ...row },
            { name: '生年月日', columns: ['生年月日'], pattern: '生年月日[ 　]+(\\S+)', as: 'date', ...row },
          ]
        : []),
    ],
  }
  const second = [
    {
      name: '2枚目',
      marks: [{ text: '請求書 第1版' }],
      fields: [
        { name: '2枚目の宛名', columns: ['氏名'], area: [8, 20, 84, 8] },
        { name: '2枚目の番号', columns: ['世帯番号'], area: [8, 30, 84, 8] },
      ],
    },
    ...(chosen.duplex ? [{ name: '2枚目の裏', blank: true }] : []),
  ]
  const insert = [
    { name: '案内', marks: [{ text: 'ご案内 区分2の方へ' }], when: { column: '区分', is: '2' } },
    ...(chosen.duplex ? [{ name: '案内の裏', blank: true, when: { column: '区分', is: '2' } }] : []),
  ]
  const mayRepeat = chosen.children === 'repeat'
  const specification = PrintSpecification.parse({
    version: 1,
    title: 'こども加算 支払通知書（試験）',
    data: { key: ['世帯番号'] },
    duplex: chosen.duplex,
    pageOrder: chosen.pageOrder,
    ...(chosen.imposition && { imposition: chosen.imposition }),
    banners: chosen.banners ? [{ name: '仕切り', text: '仕切り紙' }] : [],
    pages: [
      front('表面'),
      ...(chosen.blankBack && chosen.duplex ? [{ name: '白い裏', blank: true }] : [back]),
      ...(chosen.secondSheet && !mayRepeat ? second : []),
      ...(chosen.insert && !mayRepeat ? insert : []),
    ],
  })
  const wide = (text: string) =>
    chosen.fullWidth ? text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)) : text
  const day = (iso: string) => (iso === '' ? '' : chosen.era ? eraText(iso)! : iso.replaceAll('-', '/'))
  const at = (text: string, x: number, y: number, field?: string, child?: number): DrawnText => ({
    text,
    x,
    y,
    sizePt: SIZE,
    ...(field && { field }),
    ...(child !== undefined && { child }),
  })

  function drawPage(name: string, record: PrintRecord, firstChild: number): DrawnPage {
    const [key, zip, address, person, amount] = record.values as [string, string, string, string, string]
    if (name === '表面')
      return {
        texts: [
          at('支給決定通知書 第3版', 8, 44),
          at(`〒${wide(zip)}`, 10, 12, '郵便番号'),
          at(wide(address), 10, 22, '住所'),
          at(`${person} 様`, 10, 32, '宛名'),
          at('支給額は次のとおりです。', 8, 52),
          at(`￥${Number(amount).toLocaleString('en')}`, 10, 62, '金額'),
          ...(chosen.identity === 'pattern' ? [at(`世帯番号：${wide(key)}`, 8, 74, '番号')] : []),
          ...(chosen.identity === 'area' ? [at(wide(key), 10, 72, '番号')] : []),
        ],
      }
    if (name === '裏面') {
      const head = chosen.hasMarks ? [at('裏面 第3版', 8, 10)] : []
      if (chosen.children === 'none')
        return { texts: [...head, at(person, 10, 24, '裏の宛名'), at(address, 10, 34, '裏の住所')] }
      const shown = record.children.slice(firstChild, firstChild + (chosen.children === 'repeat' ? REPEAT : ROWS))
      const rows = shown.flatMap(([child, birth], i) =>
        chosen.children === 'pattern'
          ? [
              at(
                `児童氏名 ${child!.replace('　', '')} 生年月日 ${day(birth!)}`,
                8,
                24 + 9 * i,
                '児童氏名',
                firstChild + i,
              ),
            ]
          : [
              at(child!, 10, 24 + 9 * i, '児童氏名', firstChild + i),
              at(day(birth!), 54, 24 + 9 * i, '生年月日', firstChild + i),
            ],
      )
      return { texts: [...head, ...rows] }
    }
    if (name === '2枚目')
      return { texts: [at('請求書 第1版', 8, 10), at(person, 10, 24, '2枚目の宛名'), at(key, 10, 34, '2枚目の番号')] }
    if (name === '案内') return { texts: [at('ご案内 区分2の方へ', 8, 10)] }
    return { texts: [] }
  }

  function draw(data: PrintTable): DrawnRun {
    const sheets: DrawnSheet[] = []
    data.records.forEach((record, index) => {
      if (chosen.banners && index % 17 === 0)
        sheets.push({
          record: -1,
          sides: [{ texts: [at(`仕切り紙 ${index}`, 20, 40)] }, ...(chosen.duplex ? [{ texts: [] }] : [])],
        })
      const pages: DrawnPage[] = []
      for (const page of specification.pages) {
        if (page.when && record.values[5] !== page.when.is) continue
        const times = page.repeatFor ? Math.max(1, Math.ceil(record.children.length / page.repeatFor)) : 1
        for (let time = 0; time < times; time++) pages.push(drawPage(page.name, record, time * (page.repeatFor ?? 0)))
      }
      const sides = chosen.duplex ? 2 : 1
      while (pages.length % sides !== 0) pages.push({ texts: [] })
      for (let i = 0; i < pages.length; i += sides) sheets.push({ record: index, sides: pages.slice(i, i + sides) })
    })
    return { specification, data, sheets }
  }
  return { specification, draw }
}

export const PLAIN_CHOICES: Choices = {
  duplex: true,
  identity: 'content',
  children: 'rows',
  era: true,
  secondSheet: false,
  blankBack: false,
  insert: false,
  banners: false,
  pageOrder: 'front_back',
  imposition: undefined,
  fullWidth: false,
  hasMarks: true,
}

/** A run that is as it should be, of some layout. */
export function rightRun(seed: number, records?: number, overrides: Partial<Choices> = {}): DrawnRun {
  const random = seeded(seed)
  const { draw } = layoutOf({ ...choices(random), ...overrides })
  return draw(households(records ?? 20 + random.below(60), random))
}

/** Pages in the order of the PDF: imposed, and with fronts and backs where the specification says. */
export function pdfPages(run: DrawnRun): DrawnPage[] {
  const { specification } = run
  const press = specification.imposition ? imposed(run) : run.sheets.map((sheet) => sheet.sides)
  if (!specification.duplex) return press.map(([front]) => front!)
  const [fronts, backs] = [press.map((sides) => sides[0]!), press.map((sides) => sides[1]!)]
  switch (specification.pageOrder) {
    case 'front_back':
      return press.flat()
    case 'back_front':
      return press.flatMap(([front, back]) => [back!, front!])
    case 'fronts_then_backs':
      return [...fronts, ...backs]
    default:
      return [...fronts, ...backs.toReversed()]
  }
}

export const PAPER = [210, 297] as const
const NO_SIDE: DrawnPage = { texts: [] }

function imposed({ specification, sheets }: DrawnRun): DrawnPage[][] {
  const { columns, rows, order, turn } = specification.imposition!
  const cells = columns * rows
  const pressCount = Math.ceil(sheets.length / cells)
  return Array.from({ length: pressCount }, (_, press) => {
    const sides: DrawnPage[] = []
    for (let side = 0; side < (specification.duplex ? 2 : 1); side++) {
      const texts: DrawnText[] = []
      for (let cell = 0; cell < cells; cell++) {
        const page =
          sheets[order === 'stack' ? cell * pressCount + press : press * cells + cell]?.sides[side] ?? NO_SIDE
        let [column, row] =
          order === 'column' ? [Math.floor(cell / rows), cell % rows] : [cell % columns, Math.floor(cell / columns)]
        if (side === 1 && turn === 'long_edge') column = columns - 1 - column
        if (side === 1 && turn === 'short_edge') row = rows - 1 - row
        const [dx, dy] = [(column * PAPER[0]) / columns, (row * PAPER[1]) / rows]
        texts.push(...page.texts.map((text) => ({ ...text, x: text.x + dx, y: text.y + dy })))
      }
      sides.push({ texts })
    }
    return sides
  })
}
