import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../test/harness/print-contents.ts'
import { layoutOf, PLAIN_CHOICES } from '../../../test/harness/print-runs.ts'
import { compareMappings, generateTestData, PrintSpecification, printSpecificationSchema } from './index.ts'
import { COMPARED_SETTINGS } from './compare-mappings.ts'
import { settingWords } from './words/setting-words.ts'

const { specification } = layoutOf(PLAIN_CHOICES)
const changed = (
  change: (plain: {
    duplex: boolean
    pageOrder?: string
    counts?: { records?: number | undefined }
    pages: { name: string; fields: { name: string; columns: string[]; area?: number[] }[]; free?: unknown[] }[]
  }) => void,
) => {
  const copy = structuredClone(specification)
  change(copy)
  return PrintSpecification.parse(copy)
}

describe('設定照合', () => {
  test('同じ設定に違いはない。題名は問わない', () => {
    expect(compareMappings(specification, specification)).toEqual([])
    expect(compareMappings(specification, { ...specification, title: '本番' })).toEqual([])
  })

  test('別の列を印刷する設定を、ページと項目で言う', () => {
    const [found, ...others] = compareMappings(
      specification,
      changed((plain) => (plain.pages[1]!.fields[0]!.columns = ['生年月日'])),
    )
    expect(others).toEqual([])
    expect(found).toMatchObject({
      kind: 'changed',
      page: '裏面',
      field: '児童氏名',
      setting: 'columns',
      tested: '[児童氏名]',
      production: '[生年月日]',
    })
    expect(found!.sentence.ja).toBe(
      '「裏面」の「児童氏名」のデータの列が違います。テスト: 「児童氏名」、本番: 「生年月日」。',
    )
  })

  test('減った項目、増えたページ、裏返しの違い', () => {
    const found = compareMappings(
      specification,
      changed((plain) => {
        plain.pages[0]!.fields.pop()
        plain.pages.push({ name: '追加', fields: [] }, { name: '追加の裏', fields: [] })
        plain.duplex = false
      }),
    )
    expect(found.map(({ kind, page, field, setting }) => [kind, page, field, setting])).toEqual([
      ['changed', undefined, undefined, 'duplex'],
      ['changed', undefined, undefined, 'pages'],
      ['removed', '表面', '金額', 'field'],
      ['added', '追加', undefined, 'page'],
      ['added', '追加の裏', undefined, 'page'],
    ])
    expect(found.map(({ words: { tested, production } }) => [tested.ja, production.ja])).toEqual([
      ['はい', 'いいえ'],
      ['「表面」、「裏面」', '「表面」、「裏面」、「追加」、「追加の裏」'],
      ['あります', 'ありません'],
      ['ありません', 'あります'],
      ['ありません', 'あります'],
    ])
  })

  test('設定の名前と値は、人の言葉で言う', () => {
    const found = compareMappings(
      specification,
      changed((plain) => {
        plain.pageOrder = 'back_front'
        plain.counts = { records: 700 }
        plain.pages[0]!.fields[0]!.area = [1, 2, 3, 4]
        plain.pages[0]!.free = [{ area: [5, 6, 7, 8], reason: '管理記号のため' }]
      }),
    )
    expect(found.map(({ words }) => [words.setting.ja, words.production.ja])).toEqual([
      ['表と裏の並び', '裏、表の順'],
      ['件数の取り決め', 'データ 700'],
      ['自由領域', '左から5mm、上から6mm、幅7mm、高さ8mm(理由: 管理記号のため)'],
      ['位置と大きさ', '左から1mm、上から2mm、幅3mm、高さ4mm'],
    ])
    for (const { sentence } of found) expect(sentence.ja, 'no name from the program').not.toMatch(/[a-z]{4}|\[/)
  })

  test('比べる設定には、すべて名前がある', () => {
    expect(Object.keys(settingWords)).toEqual(expect.arrayContaining([...COMPARED_SETTINGS]))
  })
})

describe('テストデータ', () => {
  const data = generateTestData(specification)

  test('子は0人から9人まで、同姓同名、空、最長、異体字', () => {
    const counts = new Set(data.records.map(({ children }) => children.length))
    expect(Array.from({ length: 10 }, (_, count) => count).every((count) => counts.has(count))).toBe(true)
    const names = data.records.map(({ values }) => values[data.columns.indexOf('氏名')]!)
    expect(names.filter((name) => name === '試験 花子').length).toBeGreaterThanOrEqual(2)
    expect(names).toContain('')
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThanOrEqual(25)
    expect(names.some((name) => /[\u{20000}-\u{2FFFF}]/u.test(name))).toBe(true)
    expect(data.cases.length).toBeGreaterThan(15)
    expect(new Set(data.records.map(({ key }) => key)).size).toBe(data.records.length)
  })

  test('設定が足りないところを本当に突く: 6人分の枠の裏面は7人目で止まる', async () => {
    const { draw } = layoutOf(PLAIN_CHOICES)
    const columns = ['世帯番号', '郵便番号', '住所', '氏名', '金額', '区分']
    const records = data.records.map((record) => ({
      ...record,
      values: columns.map((column) => record.values[data.columns.indexOf(column)] ?? ''),
    }))
    const { outcome, mismatches } = await verifyDrawn(draw({ ...data, columns, records }))
    expect(outcome).toBe('mismatches')
    expect(mismatches.filter(({ kind }) => kind === 'count').length).toBeGreaterThanOrEqual(3)
  })
})

test('仕様は JSON schema としても出る', () => {
  expect(printSpecificationSchema()).toMatchObject({
    type: 'object',
    required: expect.arrayContaining(['version', 'title', 'data', 'pages']),
  })
})
