import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutOf, households, PLAIN_CHOICES, type DrawnPage, seeded } from '../../../../test/harness/print-runs.ts'
import { isSideLegible, judgePhoto } from '../index.ts'
import type { PhotoLine } from '../reading/photo-lines.ts'

const data = households(40, seeded(4), 4)
const run = layoutOf(PLAIN_CHOICES).draw(data)
const specification = { ...run.specification, readsText: true }
const table = { ...data, records: () => data.records }
const families = data.records.flatMap(({ children }, at) => (children.length > 0 ? [at] : []))

const DOTS_A_MM = 10
/** A page as it would be read without a mistake. */
const linesOf = ({ texts }: DrawnPage, confidence = 90): PhotoLine[] => {
  const rows = new Map<number, PhotoLine[number][]>()
  for (const { text, x, y } of texts) {
    const [left, middle] = [x * DOTS_A_MM, y * DOTS_A_MM]
    const box = [left, middle - 20, left + text.length * 38, middle + 20] as const
    rows.set(y, [...(rows.get(y) ?? []), { text, confidence, box }])
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, pieces]) => pieces)
}
const pageOf = (item: number, at: number) => run.sheets[item]!.sides[at]!
const judge = (item: number, at: number, lines: readonly PhotoLine[]) =>
  judgePhoto(specification, table, { item, at }, lines)
const reworded = (lines: readonly PhotoLine[], change: (text: string, at: number) => string): PhotoLine[] => {
  let at = 0
  return lines.map((pieces) => pieces.map((piece) => ({ ...piece, text: change(piece.text, at++) })))
}
const anyFamily = fc.constantFrom(...families)
const anySide = fc.constantFrom(0, 1)

describe('写真で読んだ文字の判定', () => {
  test('間違いなく読めた面は、その面についてだけ正しい', () =>
    fc.assert(
      fc.asyncProperty(anyFamily, anySide, async (item, at) => {
        const lines = linesOf(pageOf(item, at))
        expect(await judge(item, at, lines)).toBe('right')
        // The other side of the same sheet is not this one.
        expect(await judge(item, 1 - at, lines)).toBe('illegible')
      }),
      { numRuns: 30 },
    ))

  test('別の世帯の面は、どう読めても正しいとはならず、はっきり読めれば別の世帯のものだという', () =>
    fc.assert(
      fc.asyncProperty(
        anyFamily,
        anyFamily,
        anySide,
        fc.array(fc.nat(20), { maxLength: 4 }),
        async (item, other, at, lost) => {
          fc.pre(item !== other)
          const lines = linesOf(pageOf(other, at))
          expect(
            await judge(
              item,
              at,
              reworded(lines, (text, word) => (lost.includes(word) ? '？' : text)),
            ),
          ).not.toBe('right')
          // Two given names may be one character apart: that much is misread.
          expect(['other_record', ...(at === 1 ? ['illegible'] : [])]).toContain(await judge(item, at, lines))
        },
      ),
      { numRuns: 60 },
    ))

  test('1字でも違って、あるいは不確かに読めた面は、正しくも間違いでもない', () =>
    fc.assert(
      fc.asyncProperty(anyFamily, anySide, fc.nat(30), fc.nat(10), async (item, at, word, letter) => {
        const lines = linesOf(pageOf(item, at))
        // Marks and sentences are no values.
        const values = lines.flat().filter(({ text }) => !/版|です。/.test(text))
        const wrong = values[word % values.length]!.text
        const letters = Array.from(wrong)
        const place = letter % letters.length
        fc.pre(!/[\s　〒￥,様-]/u.test(letters[place]!))
        letters[place] = /\d/.test(letters[place]!) ? String((Number(letters[place]) + 1) % 10) : '仮'
        fc.pre(letters.join('') !== wrong)
        expect(
          await judge(
            item,
            at,
            reworded(lines, (text) => (text === wrong ? letters.join('') : text)),
          ),
        ).toBe('illegible')
        expect(await judge(item, at, linesOf(pageOf(item, at), 40))).toBe('illegible')
      }),
      { numRuns: 60 },
    ))

  test('別の世帯の子が1行でも混ざった裏は、正しいとはならない', () =>
    fc.assert(
      fc.asyncProperty(anyFamily, anyFamily, fc.boolean(), async (item, other, isFurther) => {
        fc.pre(item !== other)
        const [own, foreign] = [pageOf(item, 1).texts, pageOf(other, 1).texts]
        const row = isFurther ? Math.max(...own.map(({ child = 0 }) => child)) + 1 : 0
        const first = foreign.filter(({ child }) => child === 0)
        fc.pre(!isFurther || row < 6)
        fc.pre(first.some(({ text }) => own.every((mine) => mine.text !== text)))
        const moved = first.map((text) => ({ ...text, y: text.y + row * 9 }))
        const texts = [...own.filter(({ child }) => child !== row), ...moved]
        expect(await judge(item, 1, linesOf({ texts }))).not.toBe('right')
        // Even where nobody can make out whose child that is.
        const smudged = moved.map((text) => ({ ...text, text: '仮口口' }))
        expect(
          await judge(item, 1, linesOf({ texts: [...own.filter(({ child }) => child !== row), ...smudged] })),
        ).toBe('illegible')
      }),
      { numRuns: 60 },
    ))

  test('同じ児童が2つの世帯にいれば、どちらの裏かは文字からは言えない', async () => {
    const [item] = families
    const twin = { ...data.records[item!]!, key: 'K1', values: [...data.records[item!]!.values] }
    const both = { ...data, records: () => [...data.records, twin] }
    expect(await judgePhoto(specification, both, { item: item!, at: 1 }, linesOf(pageOf(item!, 1)))).toBe('illegible')
  })

  test('2枚の紙が写った写真は、別の世帯のものとはせず、正しいともしない', async () => {
    const [item, other] = families
    const lines = [...linesOf(pageOf(item!, 0)), ...linesOf(pageOf(other!, 0))]
    expect(await judge(item!, 0, lines)).toBe('illegible')
  })
})

test('文字で読める面は、仕様が求め、その面だけの値や文言があり、面付けでないときだけ', () => {
  const record = data.records[families[0]!]!
  const legible = (change: object, at = 1) => isSideLegible({ ...specification, ...change }, data, record, at)
  expect([legible({}), legible({ readsText: false }), legible({}, 5)]).toEqual([true, false, false])
  const imposition = { columns: 2, rows: 2, order: 'row' as const, turn: 'long_edge' as const }
  expect(legible({ imposition })).toBe(false)
  // The same name on both sides, and no constant text: a picture of the front would pass for the back.
  const [front] = specification.pages
  const bare = { ...front!, marks: [] }
  expect(legible({ pages: [bare, { ...bare, name: '裏' }] })).toBe(false)
  // Children that stand anywhere: whether there is one too many, nobody can say.
  const back = specification.pages[1]!
  const fields = back.fields.map((field) => ({ ...field, area: undefined, pattern: '児童 (\\S+)' }))
  expect(legible({ pages: [front!, { ...back, fields }] })).toBe(false)
})
