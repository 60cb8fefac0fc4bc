import { expect, test } from 'vitest'
import { asPdf, type Extra, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { households, layoutOf, PLAIN_CHOICES, seeded } from '../../../test/harness/print-runs.ts'
import { verifyPrint } from './index.ts'

const run = layoutOf(PLAIN_CHOICES).draw(households(6, seeded(4)))
const summaryOf = async (bytes: Uint8Array) =>
  verifyPrint({ specification: run.specification, data: run.data, pdfs: [asPdf(bytes)] })
const A4 = [595, 842] as const

/** A stamp over the whole page, as somebody puts on it in a PDF viewer. */
const stamp =
  (content: string, flags: number, onPage = 2): Extra =>
  (document, page) => {
    if (page !== onPage) return
    const look = document.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, ...A4] })
    look.end(Buffer.from(content))
    document.annotate(0, 0, ...A4, { Subtype: 'Stamp', Rect: [0, 0, ...A4], F: flags, AP: { N: look } } as never)
  }
const WHITE = '1 g 0 0 595 842 re f'
const PRINT = 4

test('文字の上に貼られた注釈(スタンプ)は、印刷されるなら「隠れている」と報告します', async () => {
  const { outcome, mismatches } = await summaryOf(await pdfkitPdf(run, stamp(WHITE, PRINT)))
  expect([outcome, mismatches[0]?.sheet, mismatches[0]?.kind]).toEqual(['mismatches', 2, 'covered'])
})

test('何も塗らない注釈と、印刷されない注釈は、誤りではありません', async () => {
  const frame = await summaryOf(await pdfkitPdf(run, stamp('0 0 1 RG 1 1 3 3 re S', PRINT)))
  const onScreen = await summaryOf(await pdfkitPdf(run, stamp(WHITE, 0)))
  expect([frame, onScreen].map(({ outcome, mismatches }) => [outcome, mismatches.slice(0, 2)])).toEqual([
    ['right', []],
    ['right', []],
  ])
})

/** All content of one page on a layer of its own. */
function onLayer(isPrinted: boolean, onPage: number): Extra {
  return (document, page) => {
    if (page !== onPage) return
    const layer = document.ref({ Type: 'OCG', Name: new String('見本の層') })
    ;(layer as unknown as { end: () => void }).end() // a dictionary alone, which the types do not know
    const catalogue = (document as unknown as Readonly<Record<string, Dictionary>>)['_root']!
    const state = { [isPrinted ? 'ON' : 'OFF']: [layer], Order: [layer] }
    catalogue.data['OCProperties'] = { OCGs: [layer], D: state }
    const { resources, content } = document.page as unknown as { resources: Dictionary; content: { buffer: Buffer[] } }
    resources.data['Properties'] = { L0: layer }
    content.buffer.unshift(Buffer.from('/OC /L0 BDC\n'))
    content.buffer.push(Buffer.from('EMC\n'))
  }
}
interface Dictionary {
  readonly data: Record<string, unknown>
}

test('印刷されないレイヤーにある文字は、印刷されたものと数えません', async () => {
  const summary = await summaryOf(await pdfkitPdf(run, onLayer(false, 3)))
  expect([summary.outcome, summary.mismatches.map(({ sheet, side }) => [sheet, side])[0]]).toEqual([
    'mismatches',
    [2, 'back'],
  ])
  const printed = await summaryOf(await pdfkitPdf(run, onLayer(true, 3)))
  expect([printed.outcome, printed.mismatches]).toEqual(['right', []])
})
