import type { Reason } from '../finding.ts'
import { type Candidate, stick } from '../text/recogniser.ts'
import { classOf, isGivenName, isSurname, splitName } from './name-parts.ts'
import { besideRole, ROLE_LETTERS, speaker } from './role-names.ts'
import { isKanji, mayBeUnlisted, standsBeforeNames } from './name-context.ts'
import { hiraganaPairAround, kanaPairAround, romajiPairAt } from './pair-names.ts'
import { WordClass, type WordTable } from './word-table.ts'

const HONORIFIC =
  /(?:様(?=宅|邸|方|宛|分|本人|名義|専用|御)|(?:様|さま|さん|氏|殿|くん|君|ちゃん|先生|部長|課長|係長|主任|社長|専務|常務|次長|店長|所長|室長|教授|医師|弁護士|議員|選手|監督|夫妻|委員長|委員|会長|理事長|理事|支店長|支社長|院長|園長|校長|教頭|学長|工場長)(?![一-龠々]))/y
/** What ends in one of these and is nobody's name. */
const NO_NAME =
  /(?:お客|皆|神|王|奥|同|仕|模|多|一|有|異|各|貴|何|摂|華|彼|両|某|諸|御|宮|拝|沈|姫|殿|若|旦那|営業|総務|人事|経理|開発|販売|支|本|副|前|新|元|現|名誉|担当|学|市|町|村|区|県|会|事務|工場|校|園|部|課|係|室|店)$/
const LABEL_BEFORE =
  /(?:氏名|お?名前|姓名|旧姓|新姓|筆頭者|届出人|出席|欠席|同席|司会|書記|文責|運転|引率|付添|同行|撮影|執筆|監修|審査|調査|応対|聴取|介助|当直|宿直|日直|当番|幹事|立会|証人|送迎|担当者?名?|責任者|作成者?|記入者|承認者?|確認者|申請者|申込者|申込人|契約者名?|名義人?|受取人|受領者|差出人|宛名|依頼者|依頼人|保護者|世帯主|配偶者|被保険者|対象者|参加者|出席者|欠席者|講師|児童|生徒|患者名?|利用者名?|会員名|社員名|従業員名?|職員名|応募者|候補者|相談者|報告者|代表者?|代理人|面談者|入居者|居住者|所有者|署名|本人)\s?$/
const AFTER_LABEL =
  /([一-龠々ヶヵァ-ンヴーぁ-ん]{1,6})(?: ([一-龠々ヶヵァ-ンヴーぁ-ん]{1,6}))?(?![一-龠々ヶヵァ-ンヴーぁ-ん])/y
const LONGEST_LABEL = 8
const WHOLE_VALUE = /[一-龠々]{3,5}(?=[、。,\n])/y
const KANJI = /[一-龠々ヶヵ]/
/** 会 of 町内会長 ends a word as often as a title begins with it. */
const codesOf = (letters: string) => new Set(letters.split('').map((letter) => letter.charCodeAt(0)))
const RARE_TITLE = codesOf('委会理支院園校学工')
const TITLE_GOES_ON = codesOf('長員事店社場')
const PLAIN_HONORIFIC = /[様さ氏殿く]/
/** Labels that name a person and nothing else: even a word that no list knows is one behind them. */
const SURE_LABEL =
  /(?:氏名|お?名前|姓名|旧姓|新姓|筆頭者|届出人|出席|欠席|同席|司会|書記|文責|運転|引率|付添|同行|撮影|執筆|監修|審査|調査|応対|聴取|介助|当直|宿直|日直|当番|幹事|立会|証人|送迎|世帯主|保護者|配偶者|被保険者|患者名?|利用者名?|契約者名?|申請者|申込者|名義人?|児童名?|生徒名?)\s?$/
const LABEL_LETTERS = codesOf('名前姓者人主偶席会記責転率添行影筆修査対取助直番事証迎')
/** 名, 申. */
const [NAME, SAY] = [0x540d, 0x7533]
/** 長. */
const CHIEF = 0x9577
const SAYS_NAME = /と(?:名乗|申し|申す)/y

const AnchorKind = { honorific: 1, colon: 2, joint: 3, latin: 4, says: 5, bracket: 6, role: 7 } as const
/** Letters that give a name away: the first of an honorific, the end of a label, what joins two words, a Latin word. */
const anchors = new Uint8Array(65536)
const anchor = (letters: string, kind: number) => {
  for (const letter of letters) anchors[letter.charCodeAt(0)] = kind
}
anchor('様さ氏殿く君ち先部課係主社専常次店所室教医弁議選監夫委会理支院園校学工', AnchorKind.honorific)
anchor(':：', AnchorKind.colon)
anchor('(', AnchorKind.bracket)
anchor(ROLE_LETTERS, AnchorKind.role)
anchor(' ・', AnchorKind.joint)
anchor('と', AnchorKind.says)
anchor('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', AnchorKind.latin)

/** Names that a label, an honorific or their own two words give away, where the dictionary knows at least the surname. */
export function ruleNames(text: string, words: WordTable): Candidate[] {
  const out: Candidate[] = []
  const add = (found: Candidate | undefined) => {
    if (found) out.push(found)
    return found
  }
  for (let at = 0; at < text.length; at++) {
    const kind = anchors[text.charCodeAt(at)]!
    if (kind === 0) continue
    if (kind === AnchorKind.honorific) add(beforeHonorific(text, at, words))
    else if (kind === AnchorKind.role) {
      // 会 of 司会 and of 会長.
      if (!add(besideRole(text, at, words)) && text.charCodeAt(at + 1) === CHIEF) add(beforeHonorific(text, at, words))
    } else if (kind === AnchorKind.colon) {
      add(speaker(text, at, words))
      add(afterLabel(text, at, words))
    } else if (kind === AnchorKind.joint) {
      if (!add(kanaPairAround(text, at, words) ?? hiraganaPairAround(text, at)) && isBehindLabel(text, at))
        add(afterLabel(text, at, words))
    } else if (kind === AnchorKind.bracket) {
      if (isBehindLabel(text, at)) add(afterLabel(text, at, words))
      else add(aloneInBrackets(text, at, words))
    } else if (kind === AnchorKind.says) add(saidName(text, at, words))
    else {
      const pair = add(romajiPairAt(text, at, words))
      if (pair) at = pair.end - 1
      else while (anchors[text.charCodeAt(at + 1)] === AnchorKind.latin) at++
    }
  }
  return out
}

function beforeHonorific(text: string, at: number, words: WordTable): Candidate | undefined {
  if (RARE_TITLE.has(text.charCodeAt(at)) && !TITLE_GOES_ON.has(text.charCodeAt(at + 1))) return undefined
  const end = text.charCodeAt(at - 1) === 0x20 ? at - 1 : at
  if (!isKanji(text.charCodeAt(end - 1)) || !stick(HONORIFIC, text, at)) return undefined
  let start = end
  while (start > 0 && end - start < 6 && isKanji(text.charCodeAt(start - 1))) start--
  const run = text.slice(start, end)
  if (NO_NAME.test(run)) return undefined
  const name = longestNameAtEnd(words, run)
  // 躑躅森様: nobody lists the surname, and no other word is written so.
  if (name === undefined)
    return isUnlisted(words, run) && text[start - 1] !== 'お' && PLAIN_HONORIFIC.test(text[at]!)
      ? person(start, end, [
          { rule: 'honorific', delta: 40 },
          { rule: 'unlisted', delta: 12 },
        ])
      : undefined
  // 各社様: of a longer word one letter alone is no name; 営業部林様 is.
  const before = run.slice(0, run.length - name.length)
  if (before !== '' && (name.length === 1 || RARE_TITLE.has(text.charCodeAt(at))) && !standsBeforeNames(before))
    return undefined
  if (RARE_TITLE.has(text.charCodeAt(at)) && isThingOrPlace(words, name, text[at]!)) return undefined
  return person(end - name.length, end, [
    { rule: 'honorific', delta: 40 },
    { rule: 'surname', delta: name.length === 1 ? 12 : 25 },
  ])
}

/** 柊様: one letter that is a name at least. */
function isUnlisted(words: WordTable, run: string): boolean {
  return run.length === 1 ? isGivenName(words, run) : mayBeUnlisted(words, run)
}

/** 営業部鈴木 → 鈴木; 鈴木一郎 → 鈴木一郎. */
function longestNameAtEnd(words: WordTable, run: string): string | undefined {
  for (let from = 0; from < run.length; from++) {
    const name = run.slice(from)
    if (isSurname(words, name)) return name
    const parts = name.length >= 3 ? splitName(words, name) : undefined
    if (parts && parts.surname.length >= 2 && classOf(words, parts.given) & WordClass.given) return name
  }
  return undefined
}

/** 大阪支店長, 民生委員: what a title stands behind that is of a place, or of a body. */
function isThingOrPlace(words: WordTable, name: string, title: string): boolean {
  if (name.length === 1) return false
  const of = classOf(words, name)
  const isPlace = (of & WordClass.place) !== 0 && '支工'.includes(title)
  return isPlace || (of & WordClass.noun) !== 0 || /[都道府県市]$/.test(name)
}

const isBehindLabel = (text: string, space: number) =>
  LABEL_LETTERS.has(text.charCodeAt(space - 1)) &&
  SURE_LABEL.test(text.slice(Math.max(0, space - LONGEST_LABEL), space))

/** 不死川と名乗る男性. */
function saidName(text: string, at: number, words: WordTable): Candidate | undefined {
  const next = text.charCodeAt(at + 1)
  if ((next !== NAME && next !== SAY) || !stick(SAYS_NAME, text, at)) return undefined
  let start = at
  while (start > 0 && at - start < 5 && isKanji(text.charCodeAt(start - 1))) start--
  if (!mayBeUnlisted(words, text.slice(start, at))) return undefined
  return person(start, at, [{ rule: 'says_name', delta: 60 }])
}

function afterLabel(text: string, colon: number, words: WordTable): Candidate | undefined {
  const start = /\s/.test(text[colon + 1] ?? '') ? colon + 2 : colon + 1
  const label = text.slice(Math.max(0, colon - LONGEST_LABEL), colon)
  if (!LABEL_BEFORE.test(label)) return aloneBehindColon(text, start, words)
  const value = stick(AFTER_LABEL, text, start)
  if (!value) return undefined
  const [all, first, other] = value as unknown as [string, string, string | undefined]
  // 旧姓:不死川 前住所: — the second word is the next label.
  const isLabelNext = other !== undefined && text[start + all.length] === ':'
  const [whole, second] = isLabelNext ? [first, undefined] : [all, other]
  const isKnown =
    second === undefined ? isSurname(words, first) || splitName(words, first) !== undefined : isSurname(words, first)
  const isNoun = second === undefined && (classOf(words, first) & (WordClass.noun | WordClass.affix)) !== 0
  const isUnlikeName = second === undefined || !KANJI.test(first) || /(?:部|課|係|室|店|様)$/.test(first)
  if (second === undefined && !isKnown && SURE_LABEL.test(label) && KANJI.test(first) && mayBeUnlisted(words, first))
    return person(start, start + whole.length, [
      { rule: 'label', delta: 40 },
      { rule: 'unlisted', delta: 12 },
    ])
  if (isNoun || (!isKnown && isUnlikeName)) return undefined
  return person(start, start + whole.length, [
    { rule: 'label', delta: 40 },
    { rule: isKnown ? 'surname' : 'two_words', delta: isKnown ? 25 : 15 },
  ])
}

/** 相談記録:田所論、 — a surname and a given name that are a whole value, behind a word that is no label of persons. */
function aloneBehindColon(text: string, start: number, words: WordTable): Candidate | undefined {
  const name = stick(WHOLE_VALUE, text, start)?.[0]
  const parts = name === undefined || classOf(words, name) !== 0 ? undefined : splitName(words, name)
  if (!parts || parts.surname.length < 2 || !isGivenName(words, parts.given)) return undefined
  const isNoun = (classOf(words, parts.given) & (WordClass.noun | WordClass.affix)) !== 0 && parts.given.length > 1
  if (isNoun) return undefined
  return person(start, start + name!.length, [
    { rule: 'begins_value', delta: 12 },
    { rule: 'surname', delta: 25 },
    { rule: 'given_name', delta: 20 },
  ])
}

const IN_BRACKETS = /[一-龠々]{1,4}(?: ?[一-龠々ぁ-んァ-ヶ]{1,4})(?=\))/y

/** 個人番号1234…(指宿みのり): a surname and a given name that are all that stands in brackets. */
function aloneInBrackets(text: string, open: number, words: WordTable): Candidate | undefined {
  const name = stick(IN_BRACKETS, text, open + 1)?.[0]
  if (name === undefined || name.length < 3) return undefined
  const plain = name.replace(' ', '')
  const parts = classOf(words, plain) === 0 ? splitName(words, plain) : undefined
  if (!parts || parts.given.length < 2 || !isGivenName(words, parts.given)) return undefined
  const isOther = (classOf(words, parts.given) & (WordClass.noun | WordClass.affix | WordClass.place)) !== 0
  if (isOther && /^[一-龠々]+$/.test(parts.given)) return undefined
  return person(open + 1, open + 1 + name.length, [
    { rule: 'in_brackets', delta: 15 },
    { rule: 'surname', delta: 25 },
    { rule: 'given_name', delta: 20 },
  ])
}

function person(start: number, end: number, reasons: Reason[]): Candidate {
  return { type: 'PERSON', start, end, reasons }
}
