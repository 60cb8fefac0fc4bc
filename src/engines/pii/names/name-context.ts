import { classOf } from './name-parts.ts'
import { WordClass, type WordTable } from './word-table.ts'

/** 一-龠, 々, ヵ, ヶ. */
export function isKanji(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fa0) || code === 0x3005 || code === 0x30f5 || code === 0x30f6
}

/** Kanji, kana and Latin letters: what a word goes on with. */
export function isLetter(code: number): boolean {
  return (
    isKanji(code) ||
    (code >= 0x3041 && code <= 0x30fc) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a)
  )
}

/** Posts, relations, and ends of words of places and bodies: what stands before a name and is no part of it. */
const BESIDE_NAMES =
  /(?:担当|部長|課長|係長|主任|社長|会長|専務|常務|取締役|先生|教授|氏名|名前|名義|本人|代表|選手|監督|顧問|秘書|主査|主事|参事|受付|連絡先|緊急|議事録|宛先|届出|旧姓|新姓|出席|欠席|参加|長男|次男|三男|長女|次女|三女|息子|本籍|以下|以上|敬称略|(?:^|[祖義養実継父叔伯元前])[父母兄姉弟妹夫妻娘孫]|[者員人男女子故様殿氏師士長役主側客方先元達衆屋職友位部課係室店局署科組班社校園会館院所場市区町村県府都道郡駅国団庁株有合])$/

/** May these letters be a surname that no list knows? They are no word, or one that stands for names too. */
export function mayBeUnlisted(words: WordTable, run: string): boolean {
  if (run.length < 2 || run.length > 4) return false
  const of = classOf(words, run)
  // 大文字屋: three letters that are a surname and no other word are one, however they end.
  if (run.length > 2 && (of & WordClass.surname) !== 0 && (of & WordClass.noun) === 0) return true
  if (BESIDE_NAMES.test(run)) return false
  if ((of & WordClass.surname) !== 0) return true
  if (of !== 0) return false
  // 管理組合: two words in a row are a thing.
  const isThing = (part: string) =>
    (classOf(words, part) & (WordClass.noun | WordClass.place | WordClass.organisation)) !== 0
  return !(run.length === 4 && isThing(run.slice(0, 2)) && isThing(run.slice(2)))
}

/** Is this a word that stands before names (課長, 長男, 営業部)? */
export function standsBeforeNames(run: string): boolean {
  return BESIDE_NAMES.test(run)
}

/** Where the kanji that end at a place begin; no further back than `most`. */
export function kanjiRunStart(text: string, end: number, most: number): number {
  let start = end
  while (start > 0 && end - start < most && isKanji(text.charCodeAt(start - 1))) start--
  return start
}
