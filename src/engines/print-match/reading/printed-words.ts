import type { PageContent } from './page-content.ts'
import type { PrintedWord } from './preview-messages.ts'

/** Runs of text on one line without a wide gap: what a person would click as one. */
export function printedWords({ text, boxes }: Pick<PageContent, 'text' | 'boxes'>): PrintedWord[] {
  const words: PrintedWord[] = []
  let current: { text: string; box: [number, number, number, number] } | undefined
  const end = () => {
    if (current)
      words.push({
        text: current.text,
        box: [current.box[0], current.box[1], current.box[2] - current.box[0], current.box[3] - current.box[1]],
      })
    current = undefined
  }
  for (let unit = 0; unit < text.length; unit++) {
    const character = text[unit]!
    if (character === '\n' || text.charCodeAt(unit) < 32) end()
    else if (/\s/.test(character)) {
      if (current) current.text += ' '
    } else {
      const [left, top, right, bottom] = boxes.subarray(unit * 4, unit * 4 + 4) as unknown as [
        number,
        number,
        number,
        number,
      ]
      // A hyphen is low: what counts is the height of the line so far.
      const size = Math.max(bottom - top, right - left, current ? current.box[3] - current.box[1] : 0, 1)
      if (
        current &&
        (left - current.box[2] > 2 * size || left < current.box[0] - size || Math.abs(top - current.box[1]) > 2 * size)
      )
        end()
      if (current) {
        current.text += character
        current.box = [
          Math.min(current.box[0], left),
          Math.min(current.box[1], top),
          Math.max(current.box[2], right),
          Math.max(current.box[3], bottom),
        ]
      } else current = { text: character, box: [left, top, right, bottom] }
    }
  }
  end()
  return words.map((word) => ({ ...word, text: word.text.trim() }))
}
