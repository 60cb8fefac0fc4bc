/** What kind of letter a code unit of normalised text is, as far as names care. */
export const CharClass = {
  other: 0,
  kanji: 1,
  hiragana: 2,
  katakana: 3,
  upper: 4,
  lower: 5,
  digit: 6,
  middleDot: 7,
  open: 8,
  close: 9,
  stop: 10,
  space: 11,
  dash: 12,
  hangul: 13,
} as const

const table = new Uint8Array(65536)
const fill = (from: number, until: number, value: number) => table.fill(value, from, until + 1)
const each = (letters: string, value: number) => {
  for (const letter of letters) table[letter.charCodeAt(0)] = value
}
fill(0x4e00, 0x9fff, CharClass.kanji)
fill(0x3400, 0x4dbf, CharClass.kanji)
fill(0xf900, 0xfaff, CharClass.kanji)
// Letters outside the basic plane are kanji in Japanese text (𠮷田, 𠮟る).
fill(0xd840, 0xdfff, CharClass.kanji)
each('々〆〇ヶ', CharClass.kanji)
fill(0x3041, 0x309f, CharClass.hiragana)
fill(0x30a1, 0x30ff, CharClass.katakana)
each('々〆〇ヶ', CharClass.kanji)
fill(0x41, 0x5a, CharClass.upper)
fill(0x61, 0x7a, CharClass.lower)
fill(0xc0, 0xde, CharClass.upper)
fill(0xdf, 0x24f, CharClass.lower)
fill(0x30, 0x39, CharClass.digit)
each('・=゠', CharClass.middleDot)
each('「『（(【《〈“‘[｛{<', CharClass.open)
each('」』）)】》〉”’]｝}>', CharClass.close)
each('。、,.!?！？;:\n', CharClass.stop)
each(' 　\t', CharClass.space)
each('-‐‑–—−/|', CharClass.dash)
fill(0xac00, 0xd7a3, CharClass.hangul)

/** Class by code unit. */
export const CHAR_CLASS: Readonly<Uint8Array> = table
