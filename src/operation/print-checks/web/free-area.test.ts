import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaTyped, freeAreaAround, isFree, typedArea } from './free-area.ts'

type Box = [number, number, number, number]
const word = (box: Box) => ({ text: '管理記号', box })
const page = (...boxes: Box[]) => ({ widthMm: 210, heightMm: 297, words: boxes.map(word) })

test('押した文字の行より少し広い範囲が、自由領域になる', () => {
  expect(freeAreaAround({ pages: [page([20, 250, 30, 4])], pagesPerRecord: 1 }, 0, [20, 250, 30, 4])).toEqual([
    18, 249, 34, 6,
  ])
})

test('同じ面のほかの見本で、その場所にあるいちばん長い文字まで入れる。裏面と、別の場所の文字は入れない', () => {
  const pages = [
    page([20, 250, 30, 4], [120, 250, 30, 4]),
    page([20, 250, 90, 4]),
    page([20.4, 250, 48, 4], [20, 260, 80, 4]),
    page(),
  ]
  expect(freeAreaAround({ pages, pagesPerRecord: 2 }, 0, [20, 250, 30, 4])).toEqual([18, 249, 52.4, 6])
})

test('範囲は紙からはみ出さず、押した文字を含む。数字を打ち直さなければ、そのまま', () =>
  fc.assert(
    fc.property(
      fc.tuple(fc.nat(209), fc.nat(296), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 9 })),
      ([left, top, wide, high]) => {
        const box: Box = [left, top, Math.min(wide, 210 - left), Math.min(high, 297 - top)]
        const pages = [page(box)]
        const area = freeAreaAround({ pages, pagesPerRecord: 1 }, 0, box)
        expect(isFree([{ area, reason: '管理記号' }], box)).toBe(true)
        expect(area[0]).toBeGreaterThanOrEqual(0)
        expect(area[0] + area[2]).toBeLessThanOrEqual(210.05)
        expect(area[1] + area[3]).toBeLessThanOrEqual(297.05)
        expect(areaTyped(typedArea(area), pages[0]!)).toEqual({ area, wrong: [] })
      },
    ),
  ))

test.each([
  [{ left: '', top: '1', width: '1', height: '1' }, ['left']],
  [{ left: '-1', top: 'あ', width: '0', height: '1' }, ['left', 'top', 'width']],
  [{ left: '200', top: '290', width: '11', height: '8' }, ['width', 'height']],
  [{ left: '211', top: '298', width: '5', height: '5' }, ['left', 'top', 'width', 'height']],
])('紙の外と、数字でないものは断る: %o', (typed, wrong) => {
  expect(areaTyped(typed, page())).toEqual({ wrong })
})

test('全角の数字も読む', () => {
  expect(areaTyped({ left: '１０', top: '２０．５', width: '３０', height: '４' }, page()).area).toEqual([
    10, 20.5, 30, 4,
  ])
})
