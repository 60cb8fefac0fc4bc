/** What a parser shows of a mail's own words; undefined: it sees none of that kind. */
export interface ShownText {
  readonly text: string | undefined
  readonly html: string | undefined
}

const squeeze = (text: string) => text.replace(/\s+/g, '')
const lettersOf = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Whether two parsers show the same words. Blanks and line ends are theirs to differ in, and how each makes a text out of
 * HTML; a passage that only one of them sees is not.
 *
 * @param first mailparser: in a mail that mixes text and HTML, its `html` holds `<br/>` where the text stood
 * @param second postal-mime: its `html` holds the text itself there
 */
export function isSameText(first: ShownText, second: ShownText): boolean {
  const [text, otherText] = [lettersOf(first.text ?? ''), lettersOf(second.text ?? '')]
  if (!first.html && !second.html) return text === otherText
  if (!first.html || !second.html) return false
  const [html, otherHtml] = [squeeze(first.html), squeeze(second.html)]
  // HTML alone: only mailparser makes a text of it.
  if (squeeze(second.text ?? '') === '') return html === otherHtml
  if (text === otherText && html === otherHtml) return true
  return isSameMixture(first, second)
}

function isSameMixture(first: ShownText, second: ShownText): boolean {
  let rest = squeeze(second.html!)
  for (const piece of first.html!.split('<br/>').map(squeeze)) {
    if (piece === '') continue
    const at = rest.indexOf(piece)
    if (at < 0) return false
    rest = `${rest.slice(0, at)}<>${rest.slice(at + piece.length)}`
  }
  const letters = lettersOf(first.text ?? '')
  const isKnown = (passage: string) => letters.includes(lettersOf(plainText(passage)))
  if (!rest.split(/<[^>]*>/).every(isKnown)) return false
  // Links and alternative texts are written by one and left out by the other; more than that is a passage too many.
  const otherLetters = lettersOf(second.text ?? '')
  return Math.abs(letters.length - otherLetters.length) <= 200 + letters.length / 4
}

/** Numbers of characters as HTML writes them; names are left alone but for the four that both parsers write. */
function plainText(html: string): string {
  return html
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => characterOf(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => characterOf(Number(digits)))
    .replace(/&(?:lt|gt|amp|quot);/g, ' ')
}

const characterOf = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '')
