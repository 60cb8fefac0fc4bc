import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDrawn } from '../../../test/harness/print-contents.ts'
import { FAULTS, faulty } from '../../../test/harness/print-faults.ts'
import { asPdf, chromiumPdf, codePng, type Extra, ghostscriptPdf, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import {
  type DrawnRun,
  households,
  layoutOf,
  PLAIN_CHOICES,
  rightRun,
  seeded,
} from '../../../test/harness/print-runs.ts'
import {
  codesOfPhoto,
  openPreview,
  type PrintRun,
  PrintSpecification,
  type PrintSummary,
  verifyPrint,
} from './index.ts'

const isDeep = process.env.SEKISHO_DEEP === '1'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-print-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const verify = (run: DrawnRun, pdf: Uint8Array, more: Partial<PrintRun> = {}): Promise<PrintSummary> =>
  verifyPrint({ specification: run.specification, data: run.data, pdfs: [asPdf(pdf)], ...more })
const told = ({ outcome, mismatches }: PrintSummary) => ({ outcome, mismatches: mismatches.slice(0, 3) })
const RIGHT = { outcome: 'right', mismatches: [] }
const small = (seed: number, records = 6) => layoutOf(PLAIN_CHOICES).draw(households(records, seeded(seed)))

describe('正しい PDF では何も報告しない', () => {
  test('pdfkit: いろいろな仕様', { timeout: 300_000 }, async () => {
    for (let seed = 1; seed <= (isDeep ? 60 : 6); seed++) {
      const run = rightRun(seed, 14)
      expect({ seed, ...told(await verify(run, await pdfkitPdf(run), { threadCount: 1 + (seed % 2) })) }).toEqual({
        seed,
        ...RIGHT,
      })
    }
  })

  test('Chromium の印刷', { timeout: 120_000 }, async () => {
    for (const seed of isDeep ? [1, 2, 3, 4, 5, 6] : [3]) {
      const run = rightRun(seed, 12)
      expect({ seed, ...told(await verify(run, await chromiumPdf(run, folder))) }).toEqual({ seed, ...RIGHT })
    }
  })

  test.runIf(isDeep)('Ghostscript で作り直したもの', { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const run = rightRun(seed, 12)
      expect({ seed, ...told(await verify(run, await ghostscriptPdf(await pdfkitPdf(run), folder))) }).toEqual({
        seed,
        ...RIGHT,
      })
    }
  })

  test('回転したページ、いくつものファイル', async () => {
    const run = small(5)
    const whole = await pdfkitPdf(run)
    const other = layoutOf(PLAIN_CHOICES).draw({ ...run.data, records: run.data.records.slice(0, 3) })
    const rest = layoutOf(PLAIN_CHOICES).draw({ ...run.data, records: run.data.records.slice(3) })
    const files = [asPdf(await pdfkitPdf(other), '1.pdf'), asPdf(await pdfkitPdf(rest), '2.pdf')]
    expect(told(await verify(run, whole))).toEqual(RIGHT)
    expect(told(await verifyPrint({ specification: run.specification, data: run.data, pdfs: files }))).toEqual(RIGHT)
  })
})

test('PDF からも、傷は中身だけのときと同じく見つかる', { timeout: 300_000 }, async () => {
  // What a PDF shows of a lost glyph depends on its writer: see below.
  for (const name of Object.keys(FAULTS).filter((each) => each !== 'a glyph lost')) {
    for (let seed = 1, done = 0; done < (isDeep ? 10 : 1) && seed < 60; seed++) {
      const fault = faulty(rightRun(seed, 16), name, seeded(seed * 7919))
      if (!fault) continue
      done++
      const [pure, real] = [await verifyDrawn(fault.run), await verify(fault.run, await pdfkitPdf(fault.run))]
      expect({ name, seed, missed: fault.missed(real) }).toEqual({ name, seed, missed: undefined })
      expect({ name, seed, count: real.mismatchCount }).toEqual({ name, seed, count: pure.mismatchCount })
    }
  }
})

describe('事例B: 700世帯、裏面が352枚目から1件ずつずれている', () => {
  const shiftFrom = 352
  const run = layoutOf(PLAIN_CHOICES).draw(households(700, seeded(20_250_401), 3))
  const sheets = run.sheets.map((sheet, at) =>
    at + 1 < shiftFrom ? sheet : { ...sheet, sides: [sheet.sides[0]!, run.sheets[at - 1]!.sides[1]!] },
  )

  test('一文で言い当てる', { timeout: 120_000 }, async () => {
    const seen: number[] = []
    const summary = await verify(run, await pdfkitPdf({ ...run, sheets }), {
      onSheet: ({ sheet, state }) => void (state === 'mismatch' && seen.push(sheet)),
    })
    expect(summary.outcome).toBe('mismatches')
    expect(summary.diagnosis[0]).toMatchObject({ kind: 'backs_shifted', facts: { from: shiftFrom, by: -1 } })
    expect(summary.diagnosis[0]!.sentence.ja).toContain('352枚目から裏面が1件ずつずれています')
    expect(summary.diagnosis).toHaveLength(1)
    expect(seen[0]).toBe(shiftFrom)
    expect(
      summary.mismatches.filter(
        ({ kind }) => kind === 'other_record' || kind === 'other_child' || kind === 'field_missing',
      ).length,
    ).toBeGreaterThan(300)
    expect(summary.sheets).toBe(700)
    expect(summary.hashes.pdfs[0]!.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('直したものは通る', { timeout: 120_000 }, async () =>
    expect(told(await verify(run, await pdfkitPdf(run)))).toEqual(RIGHT),
  )
})

describe('見えないもの、字形のないもの', () => {
  const run = small(9, 4)
  const findings = async (extra: Extra) => {
    const { outcome, mismatches } = await verify(run, await pdfkitPdf(run, extra))
    return { outcome, found: mismatches.map(({ kind, sheet, field }) => [kind, sheet, field]) }
  }

  test('紙と同じ色の覆い: 宛名が読めない', async () =>
    expect(
      await findings((pdf, page) => void (page === 2 && pdf.rect(20, 80, 200, 22).fill('white').fillColor('black'))),
    ).toEqual({ outcome: 'mismatches', found: [['covered', 2, '宛名']] }))

  test('半透明の印や、字の下に敷いた色は覆いではない', async () =>
    expect(
      await findings(
        (pdf, page) =>
          void (
            page === 2 && pdf.save().fillOpacity(0.3).rect(20, 80, 200, 22).fill('red').restore().fillColor('black')
          ),
      ),
    ).toEqual({ outcome: 'right', found: [] }))

  test('白い字', async () => {
    const [first, ...rest] = run.sheets
    const texts = first!.sides[0]!.texts.map((text) =>
      text.field === '住所' ? { ...text, fault: 'white' as const } : text,
    )
    const white = { ...run, sheets: [{ ...first!, sides: [{ texts }, first!.sides[1]!] }, ...rest] }
    const { outcome, mismatches } = await verify(run, await pdfkitPdf(white))
    expect(outcome).toBe('mismatches')
    expect(mismatches.some(({ kind, sheet }) => kind === 'covered' && sheet === 1)).toBe(true)
  })

  test('フォントに無い字(.notdef)は、正しいとは言わない', async () => {
    const [first, ...rest] = run.sheets
    const missing = {
      ...run,
      sheets: [
        {
          ...first!,
          sides: [
            {
              texts: first!.sides[0]!.texts.map((text) =>
                text.field === '宛名' ? { ...text, text: text.text.replace(/^./u, '\u{2F9F4}\u0378'.slice(2)) } : text,
              ),
            },
            first!.sides[1]!,
          ],
        },
        ...rest,
      ],
    }
    const { outcome, mismatches } = await verify(run, await pdfkitPdf(missing))
    expect(outcome).toBe('mismatches')
    expect(mismatches[0]).toMatchObject({ sheet: 1, field: '宛名' })
  })

  test('文字情報は正しいが字形が豆腐: 文字情報だけを信じない', async () => {
    // The document says 髙, the font draws its box for "no such character".
    const tofu = (pdf: PDFKit.PDFDocument) => {
      const font = (
        pdf.font('jp') as unknown as {
          _font: {
            unicode: number[][]
            font: { layout(text: string): object }
            subset: { includeGlyph(id: number): number }
          }
        }
      )['_font']
      const { encode } = font as unknown as { encode: (text: string) => [string[], object[]] }
      Object.assign(font, {
        encode(text: string) {
          const [ids, positions] = encode.call(font, text)
          if (!text.includes('試験')) return [ids, positions]
          font.unicode[0] = ['験'.codePointAt(0)!]
          return [ids.map((id, at) => (text[at] === '験' ? '0000' : id)), positions]
        },
      })
    }
    const data = households(4, seeded(9))
    const named = {
      ...data,
      records: data.records.map((record) => ({
        ...record,
        values: record.values.map((value, at) => (at === 3 ? '試験　花子' : value)),
      })),
    }
    const drawn = layoutOf(PLAIN_CHOICES).draw(named)
    expect(told(await verify(drawn, await pdfkitPdf(drawn)))).toEqual(RIGHT)
    let isSpoilt = false
    const pdf = await pdfkitPdf(drawn, (document) => {
      if (!isSpoilt) tofu(document)
      isSpoilt = true
    })
    const { outcome, mismatches } = await verify(drawn, pdf)
    expect(outcome).toBe('mismatches')
    expect(mismatches.some(({ kind, field }) => kind === 'missing_glyph' && field === '宛名')).toBe(true)
  })

  test('画像だけの PDF は照合できない: 正しいとも違うとも言わない', async () => {
    const image = Buffer.from(await codePng('K700000', 'qrcode'))
    const blank = {
      ...run,
      sheets: run.sheets.map((sheet) => ({ ...sheet, sides: sheet.sides.map(() => ({ texts: [] })) })),
    }
    const { outcome, unverified, diagnosis } = await verify(
      run,
      await pdfkitPdf(blank, (pdf) => void pdf.image(image, 0, 0, { width: 590 })),
    )
    expect({ outcome, unverified, kinds: diagnosis.map(({ kind }) => kind) }).toEqual({
      outcome: 'unverified',
      unverified: 4,
      kinds: ['unverified'],
    })
  })
})

describe('コード', () => {
  const data = households(8, seeded(3))
  const specification = (code: 'QRCode' | 'DataMatrix') =>
    PrintSpecification.parse({
      version: 1,
      title: 'コードだけの通知',
      data: { key: ['世帯番号'] },
      pages: [0, 1].map((side) => ({
        name: side === 0 ? '表' : '裏',
        fields: [
          {
            name: `コード${side}`,
            columns: ['世帯番号'],
            read: 'code',
            code,
            area: [140, 10, 40, 40],
            pattern: '^(K\\d+)',
            identifies: true,
          },
        ],
      })),
    })
  const drawn = (keys: readonly string[]): DrawnRun => ({
    specification: specification('QRCode'),
    data,
    sheets: keys.map((key, record) => ({
      record,
      sides: [0, 1].map((side) => ({
        texts: [],
        code: { text: `${side === 0 ? data.records[record]!.key : key}-${side}`, x: 145, y: 15, sizeMm: 20 },
      })),
    })),
  })
  const keys = data.records.map(({ key }) => key)

  test('QR コードで表裏を合わせる', { timeout: 60_000 }, async () => {
    const right = drawn(keys)
    expect(told(await verify(right, await pdfkitPdf(right)))).toEqual(RIGHT)
    const swapped = drawn([keys[1]!, keys[0]!, ...keys.slice(2)])
    const { mismatches, diagnosis } = await verify(swapped, await pdfkitPdf(swapped))
    expect(mismatches.map(({ sheet, kind, otherRecord }) => [sheet, kind, otherRecord])).toEqual([
      [1, 'other_record', keys[1]],
      [2, 'other_record', keys[0]],
    ])
    expect(diagnosis[0]!.kind).toBe('backs_swapped')
  })

  test('スキャンした紙: どの順でも、コードのない面は正しいとは言わない', { timeout: 60_000 }, async () => {
    const order = [4, 1, 6]
    const pictures = await Promise.all(
      order.flatMap((at) =>
        [0, 1].map(async (side) =>
          Buffer.from(await codePng(`${at === 6 && side === 1 ? keys[0]! : keys[at]!}-${side}`, 'qrcode')),
        ),
      ),
    )
    const blankPicture = Buffer.from(await codePng('X', 'code128'))
    const pages = [...pictures, pictures[2]!, blankPicture]
    const scan = await pdfkitPdf(
      pages.map(() => ({ texts: [] })),
      (pdf, page) => void pdf.image(pages[page]!, 100, 200, { width: 120 }),
    )
    const { outcome, sheets, mismatches } = await verifyPrint({
      specification: specification('QRCode'),
      data,
      pdfs: [asPdf(scan)],
      of: 'scan',
    })
    expect({ outcome, sheets }).toEqual({ outcome: 'mismatches', sheets: 4 })
    expect(mismatches.map(({ sheet, kind }) => [sheet, kind])).toEqual([
      [3, 'other_record'],
      [4, 'unverified'],
      [4, 'printed_twice'],
    ])
  })

  test('写真そのもの(PNG)も1面として読む', { timeout: 60_000 }, async () => {
    const [front, back] = [await codePng(`${keys[2]}-0`, 'datamatrix'), await codePng(`${keys[2]}-1`, 'datamatrix')]
    expect(await codesOfPhoto(front)).toEqual([{ format: 'DataMatrix', text: `${keys[2]}-0`, area: -1 }])
    const summary = await verifyPrint({
      specification: specification('DataMatrix'),
      data,
      pdfs: [asPdf(front, 'a.png'), asPdf(back, 'b.png')],
      of: 'scan',
    })
    expect(told(summary)).toEqual(RIGHT)
  })
})

test('画面のための文字と画像', async () => {
  const run = small(2, 2)
  const preview = await openPreview(asPdf(await pdfkitPdf(run)))
  try {
    expect(preview.pageCount).toBe(4)
    const { words, widthMm } = await preview.words(0)
    expect(widthMm).toBeCloseTo(210, 0)
    const address = words.find(({ text }) => text === run.data.records[0]!.values[2])!
    expect(address.box[0]).toBeCloseTo(10, 0)
    expect(Math.abs(address.box[1] + address.box[3] / 2 - 22)).toBeLessThan(1)
    const png = Buffer.from(await preview.png(0, 72))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(1000)
  } finally {
    await preview.close()
  }
})
