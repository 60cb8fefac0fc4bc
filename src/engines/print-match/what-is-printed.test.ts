import { describe, expect, test } from 'vitest'
import {
  besideOnLayer,
  LAYER_STATES,
  LAYER_WAYS,
  type LayerOf,
  type LayerStates,
  membership,
  onLayer,
} from '../../../test/harness/print-layers.ts'
import { asPdf, type Extra, pdfkitPdf } from '../../../test/harness/print-pdfs.ts'
import { verifyHere } from '../../../test/harness/print-reading.ts'
import { households, layoutOf, PLAIN_CHOICES, rightRun, seeded } from '../../../test/harness/print-runs.ts'
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

describe('レイヤー', () => {
  const { OFF_AND_ON, BY_PRINT, ALL_OFF_BUT_BY_PRINT, BASE_OFF } = LAYER_STATES
  const NOT_PRINTED: readonly (readonly [string, LayerOf, LayerStates])[] = [
    ['オフのレイヤー', ({ off }) => off, OFF_AND_ON],
    ['初めはすべてオフ', ({ on }) => on, BASE_OFF],
    ['どちらもオンのとき(AllOn)', membership(({ on, off }) => ({ OCGs: [on, off], P: 'AllOn' })), OFF_AND_ON],
    ['どちらもオフのとき(AllOff)', membership(({ on, off }) => ({ OCGs: [on, off], P: 'AllOff' })), OFF_AND_ON],
    ['式 Not', membership(({ on }) => ({ VE: ['Not', on] })), OFF_AND_ON],
    ['式 And', membership(({ on, off }) => ({ VE: ['And', on, off] })), OFF_AND_ON],
    ['画面では見え、印刷では消える', ({ onScreen }) => onScreen, BY_PRINT],
  ]
  const PRINTED: readonly (readonly [string, LayerOf, LayerStates])[] = [
    ['オンのレイヤー', ({ on }) => on, OFF_AND_ON],
    ['どれかがオンのとき(AnyOn)', membership(({ on, off }) => ({ OCGs: [on, off], P: 'AnyOn' })), OFF_AND_ON],
    ['どれかがオフのとき(AnyOff)', membership(({ on, off }) => ({ OCGs: [on, off], P: 'AnyOff' })), OFF_AND_ON],
    [
      '式 Or、入れ子',
      membership(({ on, off }) => ({ VE: ['Or', ['Not', on], ['And', on, ['Not', off]]] })),
      OFF_AND_ON,
    ],
    ['画面では消え、印刷では見える', ({ onPaper }) => onPaper, ALL_OFF_BUT_BY_PRINT],
  ]
  const WAYS = Object.entries(LAYER_WAYS)
  const seen = async (extra: Extra) => {
    const { outcome, mismatches } = await verifyHere(run, await pdfkitPdf(run, extra))
    return [outcome, ...new Set(mismatches.map(({ sheet, side }) => `${sheet} ${side}`))]
  }

  test.each(WAYS)('%s: 印刷されないレイヤーにある文字は、印刷されたものと数えません', async (_, way) => {
    for (const [name, layer, states] of NOT_PRINTED)
      expect([name, await seen(onLayer(3, way, layer, states))]).toEqual([name, ['mismatches', '2 back']])
  })

  test.each(WAYS)('%s: 印刷されるレイヤーにある文字は、印刷されたものです', async (_, way) => {
    for (const [name, layer, states] of PRINTED)
      expect([name, await seen(onLayer(3, way, layer, states))]).toEqual([name, ['right']])
  })

  test('同じ所に重なる別の言語の文字、白い裏面の見本の文字と図形: 印刷されないなら、ないものです', async () => {
    const blank = rightRun(3, 4, { duplex: true, blankBack: true, insert: false, pageOrder: 'front_back' })
    const beside: Extra = (pdf) => {
      pdf.font('jp').fontSize(11).text('見本 印刷しないこと', 30, 30, { lineBreak: false })
      pdf.roundedRect(30, 60, 300, 90, 20).fill('grey')
    }
    for (const [, way] of WAYS)
      for (const layer of ['off', 'on'] as const) {
        const pdf = await pdfkitPdf(blank, besideOnLayer(way, layer, beside))
        const { outcome } = await verifyHere(blank, pdf)
        expect([layer, outcome]).toEqual([layer, layer === 'on' ? 'mismatches' : 'right'])
      }
  })
})
