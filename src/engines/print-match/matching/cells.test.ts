import { expect, test } from 'vitest'
import { rightRun } from '../../../../test/harness/print-runs.ts'
import { pageContent } from '../reading/page-content.ts'
import { cellsOf } from './cells.ts'

test('面付けで隣の面の文字を除いても、行の終わりは残ります', () => {
  const imposition = { columns: 2, rows: 1, order: 'row', turn: 'long_edge' } as const
  const { specification } = rightRun(1, 4, { imposition })
  // As PDFium reads it: what stands at one height is one line, whichever cell it lies in.
  const text = '裏面 見本\n児童'
  const places = [10, 15, 20, 115, 120, 125, 10, 15]
  const boxes = Float32Array.from(places.flatMap((x, at) => [x, at < 6 ? 10 : 20, x + 4, at < 6 ? 14 : 24]))
  const content = pageContent({ text, boxes })
  const cells = cellsOf(specification, [0, 0])
  expect([0, 1].map((cell) => cells.contentOf(content, cell, 0).text.trim())).toEqual(['裏面 \n児童', '見本'])
})
