/** One drawn item: what was typed from the object, and what the register says. */
export interface SampleAnswer {
  readonly index: number
  readonly typed: string
  readonly expected: string
}

/**
 * How many drawn items are missing, doubled, not drawn, or typed differently. Width, case of letters and spaces do not
 * count: they say nothing about whether the object was looked at. An empty answer never matches.
 * @param draws the positions that the server drew
 */
export function mismatchCount(draws: readonly number[], answers: readonly SampleAnswer[]): number {
  const drawn = new Set(draws)
  const right = new Set<number>()
  let wrong = 0
  for (const { index, typed, expected } of answers) {
    const isRight = plain(typed) !== '' && plain(typed) === plain(expected)
    if (!drawn.has(index) || right.has(index) || !isRight) wrong++
    else right.add(index)
  }
  const unanswered = draws.filter((index) => !answers.some((answer) => answer.index === index)).length
  return wrong + unanswered
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
