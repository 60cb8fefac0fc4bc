/** One person of a cell that names several, and what stands in brackets behind the name. */
export interface NamedInCell {
  readonly name: string
  readonly beside: string
}

const SEPARATOR = /[、,，;；\n/／]|(?<=[^ァ-ヺー])・(?=[^ァ-ヺー])| (?:及び|および|と|and|&) | ?& ?/
const OTHERS = /(?:ほか|他|外) ?(\d{1,4}) ?(?:名|人)/
const ENUMERATION = /^(?:[(（]?\d{1,3}[)）.]|[①-⑳・●○■-]) ?/
const RELATION =
  /^(?:父|母|本人|長男|長女|次男|次女|妻|夫|子|兄|姉|弟|妹|祖父|祖母|代表|担当|主担当|副担当|正|副|責任者|保護者|児童)[:： ]+/
const SUFFIX = / ?(?:様|さん|殿|氏|先生|君|くん|ちゃん)$/

/** One or two words of kanji or kana that nothing in them can split, and that bear no honorific. */
const ONE_NAME = /^[一-龠々〆ヶぁ-ゖァ-ヺー]{1,12}(?: [一-龠々〆ヶぁ-ゖァ-ヺー]{1,12})?$/
const MAYBE_MORE = /^(?:父|母|本|長|次|妻|夫|子|兄|姉|弟|妹|祖|代|担|主|副|正|責|保|児)[^ ]{0,3} |[様ん殿氏生君]$/

/** Splits 田中 太郎（090-…）、鈴木 花子（080-…）. A cell with one name gives one. `text` in normal form. */
export function personsInCell(text: string): { readonly named: readonly NamedInCell[]; readonly otherCount: number } {
  if (ONE_NAME.test(text) && !MAYBE_MORE.test(text)) return { named: [{ name: text, beside: '' }], otherCount: 0 }
  const others = OTHERS.exec(text)
  const rest = others ? text.replace(OTHERS, '') : text
  const { plain, brackets } = withoutBrackets(rest)
  const named = plain
    .split(SEPARATOR)
    .map((piece) => {
      const marks = [...piece.matchAll(/\ue000(\d+)\ue000/g)].map((match) => brackets[Number(match[1])]!)
      const name = piece
        .replace(/\ue000\d+\ue000/g, '')
        .trim()
        .replace(ENUMERATION, '')
        .replace(RELATION, '')
        .replace(SUFFIX, '')
        .trim()
      return { name, beside: marks.join(' ') }
    })
    .filter(({ name }) => name !== '')
  return { named, otherCount: others ? Number(others[1]) : 0 }
}

function withoutBrackets(text: string): { plain: string; brackets: string[] } {
  const brackets: string[] = []
  const plain = text.replace(/[(（[［〔【]([^()（）[\]［］〔〕【】]*)[)）\]］〕】]/g, (_, inside: string) => {
    brackets.push(inside)
    return `\ue000${brackets.length - 1}\ue000`
  })
  return { plain, brackets }
}
