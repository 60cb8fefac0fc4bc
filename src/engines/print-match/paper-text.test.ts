import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { GOOD_SCANNER, scannedPages } from '../../../test/harness/print-paper.ts'
import { jpegSaying, pngSaying } from '../../../test/harness/print-pictures.ts'
import { asPdf, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { type DrawnRun, households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'
import { valueOf } from './matching/compare-page.ts'
import { compileSpecification } from './matching/compile.ts'
import { runLayout } from './matching/layout.ts'
import { paperPlaces, paperSides } from './matching/paper-sides.ts'
import { pageView } from './matching/read-field.ts'
import { greyPicture, pieceOf } from './reading/decode-picture.ts'
import { PAPER_TEXT, pageContent } from './reading/page-content.ts'
import { textOfImage } from './reading/paper-text.ts'
import { upright } from './reading/upright.ts'
import { openPreview, type PrintPdf, type PrintSummary, verifyPrint } from './index.ts'

let run: DrawnRun
let sheets: readonly (readonly [front: PrintPdf, back: PrintPdf])[]

beforeAll(async () => {
  const data = households(80, seeded(3), 2)
  // Forms of characters that the reader's own data have not are another matter: they are never read.
  const isPlain = (text: string) => !/[髙﨑邉齋勅]/.test(text)
  const records = data.records
    .filter(({ values, children }) => children.length > 0 && [...values, ...children.flat()].every(isPlain))
    .slice(0, 2)
  run = layoutOf(PLAIN_CHOICES).draw({ ...data, records })
  const files = await scannedPages(asPdf(await pdfkitPdf(run)), 5, { ...GOOD_SCANNER, dpi: 200 })
  sheets = Array.from({ length: files.length / 2 }, (_, at) => [files[at * 2]!, files[at * 2 + 1]!] as const)
}, 120_000)

const scan = (files: readonly PrintPdf[], readsText = true): Promise<PrintSummary> =>
  verifyPrint({ specification: { ...run.specification, readsText }, data: run.data, pdfs: files, of: 'scan' })

describe('コードのない刷り上がりのスキャン', () => {
  test('読み取りを選ばなければ、確かめられません', { timeout: 60_000 }, async () => {
    const { outcome, unverified } = await scan(sheets[0]!, false)
    expect([outcome, unverified]).toEqual(['unverified', 1])
  })

  test('読めた紙は正しく、読めない項目は確かめられないと言い、間違いとは言いません', { timeout: 120_000 }, async () => {
    const { ok, mismatches } = await scan(sheets.flat())
    expect(mismatches.filter(({ kind }) => kind !== 'unverified')).toEqual([])
    expect(ok).toBeGreaterThan(0)
  })

  test(
    '寝かせて保存され、A4 より小さい紙のスキャンも、書いてある向きと解像度で読みます',
    { timeout: 120_000 },
    async () => {
      // JIS B5, of which nothing is missing but the edges right and below; the front as PNG, the back as JPEG.
      const b5 = async ({ source }: PrintPdf) =>
        pieceOf(greyPicture(await buffer(source.open({ from: 0, until: source.byteCount }))), [
          0,
          0,
          (182 / 25.4) * 200,
          (257 / 25.4) * 200,
        ])
      const [front, back] = await Promise.all(sheets[0]!.map(b5))
      const png = pngSaying(upright(front!, 8), { orientation: 6, ownDpi: [200, 200] })
      const jpeg = jpegSaying(upright(back!, 6), { orientation: 8, dpi: [200, 200] })
      const { outcome, mismatches } = await scan([asPdf(png, 'front.png'), asPdf(jpeg, 'back.jpg')])
      expect({ outcome, mismatches }).toEqual({ outcome: 'right', mismatches: [] })
      const preview = await openPreview(asPdf(jpeg, 'back.jpg'))
      try {
        expect(await preview.words(0)).toMatchObject({
          widthMm: expect.closeTo(182, 0),
          heightMm: expect.closeTo(257, 0),
        })
        const { width, height } = greyPicture(await preview.png(0, 100))
        expect([width, height]).toEqual([716, 1012])
      } finally {
        await preview.close()
      }
    },
  )

  test('面付けした用紙の文字は読み取らず、どうするかを言います', { timeout: 60_000 }, async () => {
    const imposition = { columns: 1, rows: 2, order: 'row' as const, turn: 'long_edge' as const }
    const specification = { ...run.specification, readsText: true, imposition }
    const { outcome, mismatches } = await verifyPrint({ specification, data: run.data, pdfs: sheets[0]!, of: 'scan' })
    expect(outcome).toBe('unverified')
    expect(mismatches.map(({ detail }) => detail.ja).join()).toMatch(/面付けした用紙の表面.*切り分けた現物/)
  })

  test('別の世帯の裏は、その世帯の裏だと言います', { timeout: 120_000 }, async () => {
    const { outcome, mismatches } = await scan([sheets[0]![0], sheets[1]![1]])
    expect(outcome).toBe('mismatches')
    const [front, back] = run.data.records.map(({ key }) => key)
    const told = mismatches.filter(({ kind }) => kind === 'other_record')
    expect(told).toMatchObject([{ side: 'back', record: front, otherRecord: back }])
  })

  test('表を2回写した紙は、裏まで確かめたことになりません', { timeout: 120_000 }, async () => {
    const [front] = sheets[0]!
    expect((await scan([front, front])).outcome).not.toBe('right')
  })

  test('1字だけ違う紙は、正しいとは言いません', { timeout: 120_000 }, async () => {
    // The paper is right, and the data are the next day's: the machine reads what stands there.
    const records = run.data.records.map((record, at) =>
      at === 0 ? { ...record, children: record.children.map(([name, born]) => [name!, shifted(born!)]) } : record,
    )
    const data = { ...run.data, records }
    const specification = { ...run.specification, readsText: true }
    const { outcome } = await verifyPrint({ specification, data, pdfs: sheets[0]!, of: 'scan' })
    expect(outcome).not.toBe('right')
  })

  test('空欄のはずの所に読めないものがある面は、確かめられません', () => {
    const compiled = compileSpecification({ ...run.specification, readsText: true }, run.data)
    const sides = paperSides(compiled, run.data, runLayout(compiled, run.data.records), { ownersOf: () => [] })
    const { children, values } = run.data.records[0]!
    /** All values of the back, read well; and what lies in the rows below the last child. */
    const back = (confidence: number) =>
      pageView(
        pageContent({
          text: '',
          codes: paperPlaces(compiled)[1].map(({ field, row }, area) => {
            const own = field.isChild ? children[row] : values
            const text = own ? field.before + valueOf(field, own) + field.after : ''
            return { format: PAPER_TEXT, area, text, confidence: own ? 95 : confidence }
          }),
        }),
      )
    expect(sides.unreadField(back(100), 1, 0)).toBeUndefined()
    expect(sides.unreadField(back(0), 1, 0)).toBe('児童氏名')
  })

  test('罫線は字ではなく、読めない汚れは空欄ではありません', async () => {
    const [width, height] = [600, 120]
    const drawn = (isInk: (x: number, y: number) => boolean) => {
      const grey = new Uint8Array(width * height).fill(255)
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (isInk(x, y)) grey[y * width + x] = 0
      return textOfImage({ width, height, grey })
    }
    const slanting = (x: number, y: number) => Math.abs(y - 60 - x * 0.007) < 2 || Math.abs(x - 300 + y * 0.007) < 2
    const random = seeded(3)
    expect(await drawn(slanting)).toEqual({ text: '', confidence: 100 })
    expect((await drawn(() => random.chance(0.08))).confidence).toBeLessThan(50)
  })

  test('壊れた画像は確かめられません', { timeout: 60_000 }, async () => {
    const broken = asPdf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'scan.png')
    expect((await scan([broken, broken])).outcome).toBe('unverified')
  })
})

const shifted = (day: string) => day.replace(/\d$/, (last) => String((Number(last) + 1) % 10))
