import { describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../../test/harness/print-contents.ts'
import {
  type DrawnRun,
  type DrawnSheet,
  households,
  layoutOf,
  PLAIN_CHOICES,
  seeded,
} from '../../../../test/harness/print-runs.ts'
import { PrintSpecification, type PrintTable } from '../index.ts'

const COUNT = 120
const { specification, draw } = layoutOf({ ...PLAIN_CHOICES, children: 'none' })
const plain = households(COUNT, seeded(11))
/** The data have two columns more than the specification: a guardian's name, and an account number. */
const GUARDIANS = ['見本', '仮名', '例示', '架空', '試作', '模擬', '習作']
const NAMES = ['あおい', 'みどり', 'すみれ', 'ゆたか', 'まこと', 'つばさ', 'のぞみ', 'ひかる']
const guardianOf = (at: number) => `${GUARDIANS[at % 7]} ${NAMES[at % 8]}${'一二三四五六七八九'[at % 9]}`
const accountOf = (at: number) => String(3_000_000 + ((at * 7919) % 1_000_000))
const data: PrintTable = {
  ...plain,
  columns: [...plain.columns, '保護者氏名', '口座番号'],
  records: plain.records.map((record, at) => ({
    ...record,
    values: [...record.values, guardianOf(at), accountOf(at)],
  })),
}
const right = draw(data)

/** The same run with one more line on a side. */
const withLine = (
  lineAt: (at: number) => string | undefined,
  side: 0 | 1 = 1,
  { sheets, ...run }: DrawnRun = right,
): DrawnRun => ({
  ...run,
  sheets: sheets.map((sheet, at): DrawnSheet => {
    const text = lineAt(at)
    if (text === undefined) return sheet
    const more = { text, x: 12, y: 200, sizePt: 10 }
    return { ...sheet, sides: sheet.sides.map((page, i) => (i === side ? { texts: [...page.texts, more] } : page)) }
  }),
})
const withFree = (run: DrawnRun): DrawnRun => ({
  ...run,
  specification: PrintSpecification.parse({
    ...specification,
    pages: specification.pages.map((page) => ({
      ...page,
      free: [{ area: [0, 190, 210, 20], reason: '配達用の符号' }],
    })),
  }),
})
const foundIn = async (run: DrawnRun) => {
  const { outcome, mismatches, diagnosis } = await verifyDrawn(run)
  return {
    outcome,
    found: mismatches.map(({ kind, sheet, side, field, otherRecord }) => ({ kind, sheet, side, field, otherRecord })),
    said: diagnosis.map(({ sentence }) => sentence.ja),
  }
}
const RIGHT = { outcome: 'right', found: [], said: [] }

describe('項目の外の文字: 正しい印刷では何も報告しません', () => {
  const furniture: Readonly<Record<string, (at: number) => string | undefined>> = {
    決まった文: () => 'お問い合わせは見本課(00-1234-5678)まで',
    通し番号: (at) => `No. ${String(at + 1).padStart(6, '0')}`,
    '桁の増える通し番号、途中の抜け': (at) => `- ${at * 3 + 1} -`,
    逆の通し番号: (at) => `残り ${1000 - at} 通`,
    途中で変わる作成日時: (at) => `作成 2026/03/${at < 50 ? '09 23:59' : '10 00:01'}`,
    区分ごとの文: (at) => (at % 3 === 0 ? '第3子以降の方は別紙をご覧ください' : '窓口にお越しください'),
    まれな区分の短い番号: (at) => (at === 17 ? '第9子' : `第${(at % 3) + 1}子`),
    '本人の、仕様にある列の値をもう一度': (at) => `${data.records[at]!.values[3]} 様 控`,
  }
  test.each(Object.entries(furniture))('%s', async (_, lineAt) => {
    expect(await foundIn(withLine(lineAt))).toEqual(RIGHT)
    expect(await foundIn(withLine(lineAt, 0))).toEqual(RIGHT)
  })

  test('仕様で自由領域とした場所', async () =>
    expect(await foundIn(withFree(withLine((at) => accountOf(at + 1))))).toEqual(RIGHT))

  test('一通だけの印刷', async () => {
    const one = draw({ ...data, records: data.records.slice(0, 1) })
    expect(await foundIn(withLine(() => '発行番号 第1号', 1, one))).toEqual(RIGHT)
  })
})

describe('仕様にない列の印刷', () => {
  test.each([
    ['氏名', guardianOf, '保護者氏名'],
    ['見出しのある氏名', (at: number) => `保護者: ${guardianOf(at)} 様`, '保護者氏名'],
    ['番号', accountOf, '口座番号'],
  ])('%s: 列の名を一度だけ言います', async (_, lineAt, column) => {
    const { outcome, found, said } = await foundIn(withLine(lineAt))
    expect([outcome, found]).toEqual([
      'mismatches',
      [{ kind: 'undeclared_column', sheet: 1, side: 'back', field: column, otherRecord: undefined }],
    ])
    expect(said).toEqual([
      `裏面(仕様の「裏面」)に、仕様の項目にない列「${column}」の値が印刷されています(${COUNT}枚)。項目に加えるか、理由を書いて自由領域にしてください。`,
    ])
  })

  test('一通だけの印刷でも', async () => {
    const one = draw({ ...data, records: data.records.slice(0, 1) })
    const { found } = await foundIn(withLine(guardianOf, 1, one))
    expect(found.map(({ kind, field }) => [kind, field])).toEqual([['undeclared_column', '保護者氏名']])
  })
})

describe('項目の外の、別の人の値', () => {
  const keyOf = (at: number) => data.records[at]!.key
  test.each([
    ['仕様にない列の氏名', guardianOf],
    ['仕様にある列の住所', (at: number) => data.records[at]!.values[2]!],
    ['番号', accountOf],
    ['見出しと敬称のある氏名', (at: number) => `保護者：${guardianOf(at)} 様`],
  ])('%s: 1枚だけでも、誰の値かを言います', async (_, valueAt) => {
    const { outcome, found, said } = await foundIn(withLine((at) => (at === 40 ? valueAt(41) : undefined)))
    expect([outcome, found]).toEqual([
      'mismatches',
      [{ kind: 'unexpected_text', sheet: 41, side: 'back', field: undefined, otherRecord: keyOf(41) }],
    ])
    expect(said).toEqual(['41枚目で、項目の外に別の人の値が印刷されています。'])
  })

  test('全体に印刷された列が途中から1件ずれたら、ずれた用紙のすべて', async () => {
    const { found, said } = await foundIn(withLine((at) => guardianOf(at < 60 ? at : at - 1)))
    const wrong = found.filter(({ kind }) => kind === 'unexpected_text')
    expect(wrong.map(({ sheet }) => sheet)).toEqual(Array.from({ length: COUNT - 60 }, (_, i) => 61 + i))
    expect(wrong.every(({ otherRecord }, i) => otherRecord === keyOf(59 + i))).toBe(true)
    expect(said).toHaveLength(2)
  })

  test('仕様にある列の番号が裏に印刷され、途中からずれても、通し番号とは見ません', async () => {
    const { found } = await foundIn(withLine((at) => keyOf(at < 60 ? at : at - 1)))
    expect(found.filter(({ kind }) => kind === 'unexpected_text')).toHaveLength(COUNT - 60)
  })
})

describe('データにもない、その用紙だけの文字', () => {
  const numbered = (at: number): string => `No. ${String(at + 1).padStart(6, '0')}`
  test.each<[string, string, ((at: number) => string)?]>([
    ['名前', '別件 太郎 様'],
    ['番号', 'No. 090412', numbered],
    ['住所', 'Z県W市別件町9-9-9', () => 'お問い合わせは見本課まで'],
  ])('%s', async (_, odd, usual) => {
    for (const side of [0, 1] as const) {
      const { outcome, found, said } = await foundIn(withLine((at) => (at === 70 ? odd : usual?.(at)), side))
      expect([outcome, found.map(({ kind, sheet }) => [kind, sheet])]).toEqual([
        'mismatches',
        [['unexpected_text', 71]],
      ])
      expect(said).toEqual([
        '71枚目に、どの項目のものでもない文字が印刷されています。項目に加えるか、理由を書いて自由領域にしてください。',
      ])
    }
  })

  test('用紙ごとに違う文字は、すべての用紙で', async () => {
    const { found, said } = await foundIn(withLine((at) => `${guardianOf(at * 5 + 3)}${NAMES[(at * 3) % 8]}組`, 0))
    expect(found.length).toBe(COUNT)
    expect(said).toHaveLength(1)
  })
})
