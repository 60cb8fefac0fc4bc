import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../../../../test/harness/print-runs.ts'
import { leanOf, piecesOf, sureLetters, wordsIn } from './photo-lines.ts'
import { paperAlone } from './photo-paper.ts'
import { flattened, reduced, tilted, turned } from './photo-picture.ts'
import { lettersAlone } from './photo-specks.ts'
import type { GreyImage } from './render.ts'

const drawn = (width: number, height: number, levelAt: (x: number, y: number) => number): GreyImage => {
  const grey = new Uint8Array(width * height)
  for (let at = 0; at < grey.length; at++) grey[at] = levelAt(at % width, Math.floor(at / width))
  return { width, height, grey }
}
const darkIn = ({ grey }: GreyImage) => grey.reduce((sum, level) => sum + (level < 128 ? 1 : 0), 0)

test('四半回転は、4回で元に戻り、2回は1回を2度したものになる', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.nat(), (width, height, seed) => {
      const random = seeded(seed)
      const image = drawn(width, height, () => random.below(256))
      expect(turned(turned(image, 3), 1)).toEqual(image)
      expect(turned(image, 2)).toEqual(turned(turned(image, 1), 1))
      expect(turned(image, 1).grey[image.height - 1]).toBe(image.grey[0])
    }),
  ))

test('小さくした写真は、長い辺が限りを超えず、明るさの平均を保つ', () => {
  const half = drawn(300, 200, (x) => (x % 2 === 0 ? 40 : 200))
  const small = reduced(half, 100)
  expect([small.width, small.height]).toEqual([100, 66])
  expect(Math.abs(small.grey.reduce((sum, level) => sum + level, 0) / small.grey.length - 120)).toBeLessThan(30)
  expect(reduced(half, 300)).toBe(half)
})

test('影と机は消え、紙の文字だけが残る', () => {
  const random = seeded(7)
  const isPaper = (x: number, y: number) => x > 100 && x < 900 && y > 90 && y < 700
  /** Strokes 5 dots wide and 30 long, and one rule over the page. */
  const isStroke = (x: number, y: number) =>
    x > 300 && x < 700 && y > 300 && y < 500 && x % 40 < 5 && y % 60 > 15 && y % 60 < 45
  const isRule = (x: number, y: number) => y > 600 && y < 604 && x > 200 && x < 800
  const photo = drawn(1000, 800, (x, y) => {
    const light = 1 - (0.6 * x) / 1000
    const level = !isPaper(x, y) ? 90 : isStroke(x, y) || isRule(x, y) ? 30 : 230
    return Math.max(0, level * light + (random.next() * 2 - 1) * 6)
  })
  const read = lettersAlone(paperAlone(photo, flattened(photo)))
  let strokes = 0
  for (let y = 0; y < 800; y++) for (let x = 0; x < 1000; x++) if (isStroke(x, y)) strokes++
  expect(Math.abs(darkIn(read) - strokes) / strokes).toBeLessThan(0.1)
  const outside = drawn(1000, 800, (x, y) => (isStroke(x, y) ? 255 : read.grey[y * 1000 + x]!))
  expect(darkIn(outside)).toBeLessThan(strokes / 10)
})

test('表から語と行を読み、広い間で分け、傾きを測る', () => {
  const row = (cells: readonly (string | number)[]) => cells.join('\t')
  const word = (left: number, top: number, text: string, confidence = 90) =>
    row([5, 1, 1, 1, 1, 1, left, top, 40, 40, confidence, text])
  const line = row([4, 1, 1, 1, 1, 0, 0, 0, 900, 40, -1, ''])
  const table = [
    'level\tpage',
    line,
    ...['試', '験', '花', '子'].map((text, at) => word(at * 44, 100 + at * 2, text)),
    word(300, 114, '葵', 30),
    line,
    word(0, 300, ''),
    line,
    word(Number.NaN, 300, '壊'),
  ].join('\n')
  const lines = wordsIn(table)
  expect(lines.map((words) => piecesOf(words).map(({ text, confidence }) => [text, confidence]))).toEqual([
    [
      ['試験花子', 90],
      ['葵', 30],
    ],
  ])
  expect(sureLetters(lines)).toEqual({ count: 4, share: 0.8 })
  expect(leanOf(lines)).toBeCloseTo(Math.atan(2 / 44), 6)
  expect(wordsIn('')).toEqual([])
  const bar = drawn(60, 60, (x, y) => (Math.abs(y - 30) < 3 ? 0 : x < 0 ? 0 : 255))
  expect(darkIn(tilted(bar, 0.05)) / darkIn(bar)).toBeGreaterThan(0.85)
})
