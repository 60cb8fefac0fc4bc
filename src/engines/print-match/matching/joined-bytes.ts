/**
 * Font maps of Ghostscript's pdfwrite (10.00) join the two bytes of each character: 山 (U+5C71) is said to be } (U+007D), 本 (U+672C)
 * to be o. Figures stay what they are. What such a map says of a text is known, and several texts share it: a print that
 * reads so may be right, and may be not.
 */
const UNKNOWN = '\uFFFD'
const SELECTOR = /\p{Variation_Selector}/gu
const WIDE_SPACE = /\u3000/g
const SPACE = /\s/gu

/** A text as such a font map names it, without spaces; undefined where all of it stays what it is. */
export function joinedBytes(text: string): string | undefined {
  let joined = ''
  let isOther = false
  for (const each of text.replace(SELECTOR, '')) {
    const code = each.codePointAt(0)!
    isOther ||= code > 0xff
    joined += code > 0xffff ? UNKNOWN : nameOf((code >> 8) | (code & 0xff))
  }
  return isOther ? joined.replace(SPACE, '') : undefined
}

/** Delete and the control characters beyond it are in no print: they are read as unknown. */
const nameOf = (code: number) => (code >= 0x7f && code <= 0x9f ? UNKNOWN : String.fromCharCode(code))

/** A wide space is drawn as a character of its own, or not at all. */
const namesOf = (text: string) => [joinedBytes(text), joinedBytes(text.replace(WIDE_SPACE, ''))]

/** Whether the text, as it is read, is what such a font map would say of the one expected. */
export function isJoined(printed: string, expected: string): boolean {
  const plain = printed.replace(SPACE, '')
  return plain !== '' && namesOf(expected).includes(plain)
}

/** Letters that may stand on a page by chance. */
const PLAIN = /^[!-~]{1,3}$/

/** The same for a text that stands anywhere on a page: of two characters at least, or four where all are plain letters. */
export function holdsJoined(page: string, text: string): boolean {
  const plain = page.replace(SPACE, '')
  return namesOf(text).some(
    (name) => name !== undefined && name.length > 1 && !PLAIN.test(name) && plain.includes(name),
  )
}
