import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOf, verifyDrawn } from '../../../../test/harness/print-contents.ts'
import {
  type DrawnRun,
  layoutOf,
  pdfPages,
  PLAIN_CHOICES,
  households,
  rightRun,
  seeded,
} from '../../../../test/harness/print-runs.ts'
import {
  PrintSpecification,
  type PrintTable,
  proposeFields,
  proposeMarks,
  readSample,
  type SamplePage,
} from '../index.ts'
import { printedWords } from '../reading/printed-words.ts'

const SHOWN = 12

/** The first records of a run, as the screen sees them. */
function sampleOf(run: DrawnRun, pages = SHOWN) {
  const shown = pdfPages(run)
    .slice(0, pages)
    .map((page): SamplePage => {
      const content = contentOf(page)
      return { widthMm: content.widthMm, heightMm: content.heightMm, words: printedWords(content) }
    })
  return readSample(shown, run.data)
}

/** Clicks the first word of the sample that shows this text; answers what is proposed. */
function click(run: DrawnRun, text: string) {
  const sample = sampleOf(run)
  for (const [page, { words }] of sample.pages.entries()) {
    const word = words.findIndex((each) => each.text.includes(text))
    if (word >= 0) return proposeFields(sample, run.data, run.specification.data.key, { page, word })
  }
  throw new Error(`nowhere: ${text}`)
}

const plain = layoutOf(PLAIN_CHOICES).draw(households(30, seeded(11)))

describe('見本をクリックして、列を当てる', () => {
  test('宛名: 氏名の列に「様」が付いたもの', () => {
    const [first] = click(plain, `${plain.data.records[0]!.values[3]!.replace('　', ' ')} 様`)
    expect(first!.field).toMatchObject({ columns: ['氏名'], of: 'record', as: 'text', before: '', after: '様' })
    expect(first!.found).toHaveLength(6)
    expect(first!.absent).toEqual([])
  })

  test('和暦の生年月日: 子の行が何人分あるかまで', () => {
    const run = layoutOf({ ...PLAIN_CHOICES, era: true }).draw({
      ...plain.data,
      records: plain.data.records.filter(({ children }) => children.length > 1),
    })
    const [first] = click(run, '年')
    expect(first!.field).toMatchObject({ columns: ['生年月日'], of: 'child', as: 'date' })
    expect(first!.field.rows).toMatchObject({ pitch: 9, direction: 'down' })
    expect(first!.field.rows!.count).toBeGreaterThanOrEqual(5)
  })

  test('￥30,000 は金額の列', () => {
    const [first] = click(plain, '￥')
    expect(first!.field).toMatchObject({ columns: ['金額'], as: 'number' })
  })

  test('2列を続けて印刷した住所は、続いた列として提案する', () => {
    const split: PrintTable = {
      ...plain.data,
      columns: ['世帯番号', '郵便番号', '市区町村', '番地', '氏名', '金額', '区分'],
      records: plain.data.records.map((record) => {
        const [key, zip, address, ...rest] = record.values as [string, string, string, ...string[]]
        return { ...record, values: [key, zip, address.slice(0, 4), address.slice(4), ...rest] }
      }),
    }
    const sample = { ...sampleOf(plain) }
    const word = sample.pages[0]!.words.findIndex(({ text }) => text.startsWith('X県'))
    const [first] = proposeFields(sample, split, ['世帯番号'], { page: 0, word })
    expect(first!.field).toMatchObject({ columns: ['市区町村', '番地'], name: '市区町村・番地' })
  })

  test('決まった文は定型文で、どの列でもない', () => {
    expect(click(plain, '支給額は次のとおり')).toEqual([])
    const sample = sampleOf(plain)
    expect(proposeMarks(sample, 0).map(({ text }) => text)).toContain('支給決定通知書 第3版')
    expect(proposeMarks(sample, 1).map(({ text }) => text)).toEqual(['裏面 第3版'])
  })

  test('1件が何ページかを、値から読み取る', () => {
    expect(sampleOf(plain).pagesPerRecord).toBe(2)
    expect(sampleOf(plain).records).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    const long = layoutOf({ ...PLAIN_CHOICES, secondSheet: true }).draw(plain.data)
    expect(sampleOf(long).pagesPerRecord).toBe(4)
    const single = layoutOf({ ...PLAIN_CHOICES, duplex: false, children: 'none' }).draw(plain.data)
    expect(sampleOf({ ...single, sheets: single.sheets }).pagesPerRecord).toBe(2)
  })

  test('ほかのページで見つからない列は、そう言う', () => {
    const wrong = {
      ...plain.data,
      records: plain.data.records.map((r, i) =>
        i === 0 ? r : { ...r, values: r.values.map((v, c) => (c === 3 ? '別人　某' : v)) },
      ),
    }
    const sample = sampleOf(plain)
    const word = sample.pages[0]!.words.findIndex(({ text }) => text.endsWith('様'))
    const [first] = proposeFields(sample, wrong, ['世帯番号'], { page: 0, word })
    expect(first!.field.columns).toEqual(['氏名'])
    expect(first!.found).toHaveLength(1)
    expect(first!.absent).toHaveLength(5)
  })
})

test('クリックだけで作った仕様で、正しい刷りは正しく、ずれた刷りは見つかる', () => {
  const layouts = fc.record({
    seed: fc.integer({ min: 1, max: 100_000 }),
    children: fc.constantFrom('none' as const, 'rows' as const, 'pattern' as const),
    era: fc.boolean(),
    fullWidth: fc.boolean(),
    secondSheet: fc.boolean(),
    identity: fc.constantFrom('pattern' as const, 'area' as const, 'content' as const),
  })
  return fc.assert(
    fc.asyncProperty(layouts, async ({ seed, ...chosen }) => {
      const run = rightRun(seed, 40, { ...PLAIN_CHOICES, ...chosen })
      const specification = madeByClicks(run)
      const made = { ...run, specification }
      const summary = await verifyDrawn(made)
      expect({ outcome: summary.outcome, mismatches: summary.mismatches.slice(0, 3) }).toEqual({
        outcome: 'right',
        mismatches: [],
      })
      const shifted = run.sheets.map((sheet, at) =>
        at < 9 ? sheet : { ...sheet, sides: [sheet.sides[0]!, run.sheets[at - 1]!.sides[1]!] },
      )
      expect((await verifyDrawn({ ...made, sheets: shifted })).outcome).toBe('mismatches')
    }),
    { numRuns: process.env['SEKISHO_DEEP'] ? 400 : 25 },
  )
})

/** Every word that is no mark is clicked; of what it may be, the first of each column is taken, each column once a page. */
function madeByClicks(run: DrawnRun): PrintSpecification {
  const sample = sampleOf(run, 40)
  const kinds = Array.from({ length: sample.pagesPerRecord }, (_, kind) => {
    const marks = proposeMarks(sample, kind)
    const fields = new Map<string, ReturnType<typeof proposeFields>[number]['field']>()
    sample.pages.forEach(({ words }, page) => {
      if (page % sample.pagesPerRecord !== kind) return
      words.forEach((_, word) => {
        for (const { field, absent } of proposeFields(sample, run.data, run.specification.data.key, { page, word })) {
          const isNew = [...fields.values()].every(({ columns }) =>
            columns.every((one) => !field.columns.includes(one)),
          )
          if (absent.length === 0 && isNew) fields.set(field.name, field)
        }
      })
    })
    return {
      name: `${kind + 1}ページ`,
      marks: marks.slice(0, 1).map(({ text }) => ({ text })),
      fields: [...fields.values()],
      blank: marks.length === 0 && fields.size === 0,
    }
  })
  return PrintSpecification.parse({
    version: 1,
    title: '見本から',
    data: run.specification.data,
    pages: kinds,
    duplex: run.specification.duplex,
  })
}
