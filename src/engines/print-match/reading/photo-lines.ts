/** What stands together on a line of a photographed paper: between wide gaps. */
export interface PhotoPiece {
  readonly text: string
  /** 0 to 100, the reader's own. */
  readonly confidence: number
  /** Dots of the picture as it was read: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number]
  /** The same, looked at once more by itself. */
  readonly again?: { readonly text: string; readonly confidence: number }
}
/** Pieces from left to right. */
export type PhotoLine = readonly PhotoPiece[]

/** A word as the reader gives it; in Japanese often one character. */
export interface ReadWord {
  readonly text: string
  readonly confidence: number
  readonly box: readonly [number, number, number, number]
}

const [LINE, WORD] = ['4', '5']
/** Of the height of the characters: the gap between two characters of one value is narrower. */
const WIDE_GAP = 0.6
const [MOST_LINES, MOST_PIECES] = [300, 30]
const [SURE, WORDS_TO_TELL] = [60, 4]

/** Words in the lines of Tesseract's table. @see GetTSVText: level, page, block, paragraph, line, word, box, confidence, text */
export function wordsIn(table: string): ReadWord[][] {
  const lines: ReadWord[][] = []
  for (const row of table.split('\n')) {
    const cells = row.split('\t')
    if (cells[0] === LINE) lines.push([])
    if (cells[0] !== WORD) continue
    const [left, top, width, height, confidence] = cells.slice(6, 11).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const text = cells.slice(11).join(' ').trim()
    if (text === '' || ![left, top, width, height, confidence].every(Number.isFinite)) continue
    lines.at(-1)?.push({ text, confidence: Math.max(0, confidence), box: [left, top, left + width, top + height] })
  }
  return lines.filter((words) => words.length > 0).slice(0, MOST_LINES)
}

/** The words of one line, put together where no wide gap is between them. */
export function piecesOf(words: readonly ReadWord[]): PhotoPiece[] {
  const heights = words.map(({ box }) => box[3] - box[1]).sort((a, b) => a - b)
  const gap = heights[Math.floor((heights.length * 3) / 4)]! * WIDE_GAP
  const groups: ReadWord[][] = []
  for (const word of [...words].sort((a, b) => a.box[0] - b.box[0])) {
    const last = groups.at(-1)?.at(-1)
    if (last && word.box[0] - last.box[2] <= gap) groups.at(-1)!.push(word)
    else groups.push([word])
  }
  return groups.slice(0, MOST_PIECES).map((group) => {
    const letters = group.reduce((sum, { text }) => sum + text.length, 0)
    return {
      text: group.map(({ text }) => text).join(''),
      confidence: group.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters,
      box: [
        Math.min(...group.map(({ box }) => box[0])),
        Math.min(...group.map(({ box }) => box[1])),
        Math.max(...group.map(({ box }) => box[2])),
        Math.max(...group.map(({ box }) => box[3])),
      ],
    }
  })
}

/** How far the lines lean, in radians, clockwise: the middle one of those that are sure and long enough to tell. */
export function leanOf(lines: readonly (readonly ReadWord[])[]): number {
  const leans = lines.flatMap((words) => {
    const middles = words
      .filter(({ confidence }) => confidence >= SURE)
      .map(({ box: [left, top, right, bottom] }) => [(left + right) / 2, (top + bottom) / 2] as const)
    if (middles.length < WORDS_TO_TELL) return []
    const [midX, midY] = [mean(middles.map(([x]) => x)), mean(middles.map(([, y]) => y))]
    const spread = middles.reduce((sum, [x]) => sum + (x - midX) ** 2, 0)
    return [Math.atan(middles.reduce((sum, [x, y]) => sum + (x - midX) * (y - midY), 0) / Math.max(1, spread))]
  })
  leans.sort((a, b) => a - b)
  return leans[Math.floor(leans.length / 2)] ?? 0
}

/** Letters of which the reader is sure, and their share of all: how well the page was read. */
export function sureLetters(lines: readonly (readonly ReadWord[])[]): {
  readonly count: number
  readonly share: number
} {
  const words = lines.flat()
  const lettersOf = (some: readonly ReadWord[]) => some.reduce((sum, { text }) => sum + text.length, 0)
  const count = lettersOf(words.filter(({ confidence }) => confidence >= SURE))
  return { count, share: count / Math.max(1, lettersOf(words)) }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
