import { outOfOrder } from './diagnose-order.ts'

/** Figures of a line that count on from sheet to sheet, up or down. */
export interface Figures {
  /** Whether the figures on this side fall out of the row. */
  isOdd(at: number): boolean
}

const LEAST_IN_ROW = 0.9
/** Sides of one record may have one number; but what changes more seldom is no number of theirs. */
const MOST_ALIKE = 3
const TIME = /\d{4}年?[/.-]?\d{1,2}[月/.-]\d{1,2}|[年月]\d{1,2}[月日]|\d{1,2}[:時]\d{2}/
const WIDEST = 15

/**
 * 通し番号 and times of printing: from side to side they never go back, but for a few odd ones; numbers may count down as well.
 * @param occurrences of one line, its figures apart; `at` rises in the order in which they come from the press
 * @param pieceAt the number of the side when all are cut and stacked: they may be numbered in either order
 */
export function countsOn(
  occurrences: readonly { readonly text: string; readonly at: number }[],
  pieceAt: (at: number) => number,
): Figures | undefined {
  return (
    countOnInOrder(occurrences.toSorted((a, b) => a.at - b.at)) ??
    countOnInOrder(occurrences.toSorted((a, b) => pieceAt(a.at) - pieceAt(b.at)))
  )
}

function countOnInOrder(inOrder: readonly { readonly text: string; readonly at: number }[]): Figures | undefined {
  const figures = inOrder.map(({ text }) =>
    (text.normalize('NFKC').match(/\d+/g) ?? []).map((each) => each.padStart(WIDEST, '0')).join(' '),
  )
  const ranks = new Map([...new Set(figures)].sort().map((each, rank) => [each, rank]))
  if (ranks.size < 2) return undefined
  const isNumber = ranks.size * MOST_ALIKE >= inOrder.length
  if (!isNumber && !inOrder.some(({ text }) => TIME.test(text.normalize('NFKC')))) return undefined
  const rising = outOfOrder(Int32Array.from(figures, (each) => ranks.get(each)!))
  const falling = isNumber ? outOfOrder(Int32Array.from(figures, (each) => ranks.size - 1 - ranks.get(each)!)) : rising
  const odd = rising.length <= falling.length ? rising : falling
  if (odd.length > (1 - LEAST_IN_ROW) * inOrder.length) return undefined
  const oddAt = new Set(odd.map((i) => inOrder[i]!.at))
  return { isOdd: (at) => oddAt.has(at) }
}
