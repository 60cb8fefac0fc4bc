import { expect, test } from 'vitest'
import { quarterSpaces } from './quarter-spaces.ts'

/** Characters of 4 mm (figures 2 mm) on one line; each space stands for a gap of so many mm. */
function line(text: string, gapMm: number) {
  const boxes: number[] = []
  let x = 10
  for (const each of text) {
    const width = each === ' ' ? 0 : /[0-9A-Z]/.test(each) ? 2 : 4
    boxes.push(x, 20, x + width, 24)
    x += each === ' ' ? gapMm : width
  }
  return { text, boxes }
}
const found = ({ text, boxes }: ReturnType<typeof line>) =>
  quarterSpaces(
    text,
    boxes,
    Array.from(text, (_, at) => at).filter((at) => text[at] === ' '),
  )

test('和文と数字の間の四分アキは、空白でないかもしれない', () => {
  expect(found(line('平成 25 年', 1))).toEqual([2, 5])
  expect(found(line('平成 25 年', 4))).toEqual([])
})

test('和文どうし、欧文どうしの間の空白は、空白のまま', () => {
  expect(found(line('試験 花子', 1))).toEqual([])
  expect(found(line('K7 K8', 1))).toEqual([])
})
