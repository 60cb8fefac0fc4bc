/** Letters, digits and what stands between them in names, addresses and the like. */
const READABLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}A-Za-z0-9０-９ー・@._\- ]{2,}/gu
const ALL_READABLE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\x20-\x7e０-９Ａ-Ｚａ-ｚー・（）　]+$/u

/** Runs of letters in bytes of no known form: in UTF-16 at either alignment, and in ASCII. */
export function looseTexts(bytes: Buffer): string[] {
  const wide = [bytes, bytes.subarray(1)].flatMap((each) => each.toString('utf16le').match(READABLE) ?? [])
  return [...wide.filter((text) => !isMisread(text)), ...(bytes.toString('latin1').match(/[\x20-\x7e]{4,}/g) ?? [])]
}

/** ASCII in UTF-16, read one byte off, looks like Han letters whose low byte is zero. */
function isMisread(text: string): boolean {
  let zero = 0
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xff) === 0) zero++
  return zero * 3 > text.length
}

/** Strings of UTF-16 with their length before them, where they are not plain ASCII: names among numbers. */
export function countedTexts(bytes: Buffer): string[] {
  const found = new Set<string>()
  for (let at = 0; at + 6 <= bytes.length; at++) {
    const count = bytes.readUInt16LE(at)
    if (count < 2 || count > 255 || at + 2 + count * 2 > bytes.length) continue
    const text = bytes.toString('utf16le', at + 2, at + 2 + count * 2)
    if (ALL_READABLE.test(text) && /[^\x20-\x7e]/.test(text) && !isMisread(text)) found.add(text)
  }
  return [...found]
}
