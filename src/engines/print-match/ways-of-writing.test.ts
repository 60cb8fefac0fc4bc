// The same name, written in each way in which a PDF may write it: read right, found wrong, or not verified; never right unread.
import { describe, expect, test } from 'vitest'
import { FONT, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { verifyHere } from '../../../test/harness/print-reading.ts'
import { type DrawnRun, households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'
import { WAYS_OF_WRITING, type WayOfWriting } from '../../../test/harness/print-writing.ts'
import { PrintSpecification } from './index.ts'
import { hasOtherSelector, lacksSelector } from './values/selectors.ts'

const [LEFT, COLUMN] = [
  { area: [8, 28, 84, 8], x: 10, y: 32 },
  { area: [150, 18, 12, 100], x: 156, y: 24 },
] as const

/** Three records whose names are printed by `way` alone; `name` is the second's in the data. */
async function summaryOf(
  way: WayOfWriting,
  printed: string,
  { area, x, y }: typeof LEFT | typeof COLUMN = LEFT,
  name = '試験花子',
  gaiji: Readonly<Record<string, string>> = {},
) {
  const data = named(name)
  const drawn = layoutOf(PLAIN_CHOICES).draw(data)
  const pages = drawn.specification.pages.map((page) => ({
    ...page,
    fields: page.fields.map((field) => (field.name === '宛名' ? { ...field, area: [...area] } : field)),
  }))
  const sheets = drawn.sheets.map(({ record, sides: [front, back] }) => ({
    record,
    sides: [{ texts: front!.texts.filter(({ field }) => field !== '宛名') }, back!],
  }))
  const run: DrawnRun = {
    specification: PrintSpecification.parse({ ...drawn.specification, pages, gaiji }),
    data,
    sheets,
  }
  const pdf = await pdfkitPdf(run, (document, page) => {
    if (page % 2 === 1) return
    const name = page === 2 ? printed : data.records[page / 2]!.values[NAME]!
    way(document, { text: `${name.replace('　', '')}様`, x, y, sizePt: 11 }, FONT)
  })
  return verifyHere(run, pdf)
}
const NAME = 3
function named(name: string) {
  const data = households(3, seeded(9))
  const records = data.records.map((record, at) =>
    at === 1 ? { ...record, values: record.values.map((value, i) => (i === NAME ? name : value)) } : record,
  )
  return { ...data, records }
}

const found = async (...asked: Parameters<typeof summaryOf>) => {
  const { outcome, mismatches } = await summaryOf(...asked)
  return [outcome, ...new Set(mismatches.map(({ sheet, kind, field }) => `${sheet} ${kind} ${field}`))]
}

describe('書き方', () => {
  test.each(['plain', 'stroked', 'Type 3 with a map', 'column'] as const)('%s: 読める', async (name) => {
    const place = name === 'column' ? COLUMN : LEFT
    expect(await found(WAYS_OF_WRITING[name], '試験花子', place)).toEqual(['right'])
    expect(await found(WAYS_OF_WRITING[name], '試験太郎', place)).toEqual(['mismatches', '2 field_differs 宛名'])
    expect((await found(WAYS_OF_WRITING[name], '試験花', place))[0]).toBe('mismatches')
  })

  test.each([
    ['invisible', 'mismatches', 'field_missing'],
    ['only a clip', 'mismatches', 'field_missing'],
    ['Type 3 with empty drawings', 'mismatches', 'missing_glyph'],
    ['a map to private characters', 'mismatches', 'gaiji'],
    ['without a map', 'unverified', 'unverified'],
    ['a map to nothing', 'unverified', 'unverified'],
    ['a map to letters from the right', 'unverified', 'unverified'],
    ['Type 3 without a map', 'unverified', 'unverified'],
    ['Type 3 with names of letters', 'unverified', 'unverified'],
    ['outlines', 'unverified', 'unverified'],
    ['outlines over invisible text', 'unverified', 'unverified'],
    ['one character as an outline', 'unverified', 'unverified'],
    ['a font that is not there', 'unverified', 'unverified'],
  ] as const)('%s: 正しいとは言わない', async (name, outcome, kind) => {
    expect(await found(WAYS_OF_WRITING[name], '試験花子')).toEqual([
      outcome,
      ...[1, 2, 3].map((sheet) => `${sheet} ${kind} 宛名`),
    ])
  })
})

describe('外字と異体字セレクタ', () => {
  const { plain, 'a private character for 髙': gaiji } = WAYS_OF_WRITING
  const told = (...asked: Parameters<typeof summaryOf>) =>
    summaryOf(...asked).then(({ outcome, mismatches, variantsRead }) => [outcome, mismatches[0]?.kind, variantsRead])

  test('外字の番号がデータと同じでも、外字表になければ正しいとは言わない', async () => {
    expect(await told(gaiji, '髙橋花子', LEFT, '\uE000橋花子')).toEqual(['mismatches', 'gaiji', 0])
    expect(await told(gaiji, '髙橋花子', LEFT, '髙橋花子')).toEqual(['mismatches', 'gaiji', 0])
  })

  test('外字表があれば読む: 違う字は違うと言う', async () => {
    const table = { E000: '髙', E001: '﨑' }
    expect(await told(gaiji, '髙橋花子', LEFT, '\uE000橋花子', table)).toEqual(['right', undefined, 0])
    expect(await told(gaiji, '髙橋花子', LEFT, '髙橋花子', table)).toEqual(['right', undefined, 0])
    expect(await told(gaiji, '髙橋花子', LEFT, '\uE001橋花子', table)).toEqual(['mismatches', 'field_differs', 0])
  })

  test('異体字セレクタ: 別の形は報告し、どちらかに書かれていなければ、読み替えた数に入れる', async () => {
    const [form, other] = ['辻\u{E0100}花子', '辻\u{E0101}花子']
    expect(await told(plain, '辻花子', LEFT, '辻花子')).toEqual(['right', undefined, 0])
    expect(await told(plain, '辻花子', LEFT, form)).toEqual(['right', undefined, 1])
    expect(hasOtherSelector(form, other)).toBe(true)
    expect(hasOtherSelector(form, form)).toBe(false)
    expect([lacksSelector(form, '辻花子'), lacksSelector(form, other)]).toEqual([true, false])
  })

  test.each([
    ['ｻﾄｳ ｶﾞｸ', 'サトウ ガク', 'サトウ カク'],
    ['サトウ ガク', 'ｻﾄｳ ｶﾞｸ', 'ｻﾄｳ ｶｸ'],
    ['が\u304F　花子', 'か\u3099く　花子', 'かく　花子'],
    ['か\u3099く　花子', 'がく　花子', 'かく　花子'],
  ])('半角カナ、分解された濁点: %s は %s と同じ、%s とは違う', async (name, same, other) => {
    expect(await told(plain, same, LEFT, name)).toEqual(['right', undefined, 0])
    expect((await told(plain, other, LEFT, name))[0]).toBe('mismatches')
  })
})
