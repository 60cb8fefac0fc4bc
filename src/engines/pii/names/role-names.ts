import { type Candidate, stick } from '../text/recogniser.ts'
import { isKanji, mayBeUnlisted, standsBeforeNames } from './name-context.ts'
import { isWordOfForms } from './mend-spans.ts'
import { classOf, isGivenName, isSurname, splitName } from './name-parts.ts'
import { WordClass, type WordTable } from './word-table.ts'

/** Last letters of the words of roles, and の behind one (司会の槙が). */
export const ROLE_LETTERS = '当任者師士録会案認の'

const BEFORE_OF = new Set('任当会司下僚輩師書記事男女'.split('').map((letter) => letter.charCodeAt(0)))

const ROLE =
  /(?:担当|担任|副担|主担当|窓口担当|(?:担当|記入|確認|申請|申込|承認|作成|報告|責任|依頼|目撃|受電|発信|起案|記録|運転|立会|引率)者|保健師|看護師|薬剤師|助産師|調理師|栄養士|介護士|保育士|司会|記録|起案|承認)$/
const ROLE_OF =
  /(?:前任|後任|担当|担任|司会|上司|部下|同僚|先輩|後輩|講師|秘書|記録|書記|幹事|長男|次男|三男|長女|次女|三女)の$/
/** The shortest list of those who are persons whatever stands behind. */
const SURE_ROLE = /(?:担任|記入者|報告者|目撃者|前任の|後任の|司会の|上司の|部下の|同僚の|先輩の|後輩の)$/
const LONGEST_ROLE = 5
const LONGEST_NAME = 6
const ENDS =
  /(?:[が、。,)\n/ ]|より|から|へ(?![ぁ-ん])|に(?!て|つい|よ|関)|まで|です|でござい|と(?:申|名乗)|は|を|も|の(?:後任|代わり)|$)/y

/** 担当目黒, 確認者久具宮明日香, 前任の指宿に: a name that stands beside a role, with no mark between. */
export function besideRole(text: string, at: number, words: WordTable): Candidate | undefined {
  const isOf = text[at] === 'の'
  if (isOf && !BEFORE_OF.has(text.charCodeAt(at - 1))) return undefined
  let start = at + 1
  if (!isOf && text.charCodeAt(start) === 0x20) start++
  if (!isKanji(text.charCodeAt(start))) return undefined
  const role = text.slice(Math.max(0, at + 1 - LONGEST_ROLE), at + 1)
  if (!(isOf ? ROLE_OF : ROLE).test(role)) return undefined
  let end = start
  while (end - start <= LONGEST_NAME && isKanji(text.charCodeAt(end))) end++
  const run = text.slice(start, end)
  if (run.length > LONGEST_NAME || !stick(ENDS, text, end)) return undefined
  if (standsBeforeNames(run) && !mayBeUnlisted(words, run)) return undefined
  const known = knowledgeOf(run, SURE_ROLE.test(role), words)
  if (known === 0) return undefined
  const isWhole = classOf(words, run) === 0 && run.length > 3
  const given = !isWhole && text.charCodeAt(end) === 0x20 ? stick(GIVEN_BEHIND, text, end + 1)?.[0] : undefined
  // What follows behind a space may be the given name: the tagger knows better, where it is not plain.
  if (given !== undefined && !isWordOfForms(given)) {
    if (!isGivenName(words, given) || !isSurname(words, run)) return undefined
    end += 1 + given.length
  }
  // Two parts that a role stands before are surer than what the tagger makes of them.
  const reasons = [
    { rule: 'role', delta: isWhole ? 70 : 40 },
    { rule: 'name_beside_it', delta: known },
  ]
  return { type: 'PERSON', start, end, reasons }
}

const GIVEN_BEHIND = /[一-龠々ぁ-んァ-ヶー]{1,5}/y

/** Places that hardly anybody is called after. */
const GREAT_CITY = /^(?:東京|大阪|京都|札幌|仙台|横浜|名古屋|神戸|広島|福岡|博多|沖縄|那覇|北海道|.{2,3}[都道府県市])$/

/** How sure a run of kanji beside a role is a name, in hundredths; 0 where it is none. */
function knowledgeOf(run: string, isSure: boolean, words: WordTable): number {
  const of = classOf(words, run)
  if ((of & WordClass.affix) !== 0) return 0
  if ((of & WordClass.surname) !== 0)
    return GREAT_CITY.test(run) || (of & WordClass.noun) !== 0 ? (isSure ? 12 : 0) : 25
  if (of !== 0) return isSure && run.length === 1 && (of & WordClass.given) !== 0 ? 12 : 0
  const parts = splitName(words, run)
  if (parts && isGivenName(words, parts.given) && isPartOfName(parts.given, words)) return 30
  for (const length of [2, 3]) {
    const [surname, given] = [run.slice(0, -length), run.slice(-length)]
    if (surname.length < 2 || !isGivenName(words, given) || !isPartOfName(given, words)) continue
    if (mayBeUnlisted(words, surname)) return 20
  }
  return isSure && mayBeUnlisted(words, run) ? 12 : 0
}

const isPartOfName = (given: string, words: WordTable) =>
  given.length === 1 || (classOf(words, given) & (WordClass.noun | WordClass.affix)) === 0

/** From the beginning of the line: what quotes it, the time, the name. */
const LONGEST_SPEAKER = 25
const SPOKEN_AT = /(?:^|\n)[ >]{0,3}[[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ ]$/
const LINE_BEGINS = /(?:^|\n)[ >]{0,3}$/
const SPEAKER = /[一-龠々ヶ]{1,5}(?: ?[一-龠々ぁ-んァ-ヶ]{1,4})?$/

/** [9:05] 新妻: はい — who speaks in a chat; without a time, only a whole name that the dictionary knows. */
export function speaker(text: string, colon: number, words: WordTable): Candidate | undefined {
  if (text.charCodeAt(colon - 1) < 0x3041) return undefined
  const before = text.slice(Math.max(0, colon - LONGEST_SPEAKER - 1), colon)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (line.length > LONGEST_SPEAKER) return undefined
  const name = SPEAKER.exec(line)?.[0]
  if (name === undefined || (standsBeforeNames(name) && !mayBeUnlisted(words, name))) return undefined
  const start = colon - name.length
  const lead = text.slice(Math.max(0, start - 16), start)
  if (GREAT_CITY.test(name) || /[発着]$/.test(name)) return undefined
  const isSpoken = SPOKEN_AT.test(lead)
  if (!isSpoken && !LINE_BEGINS.test(lead)) return undefined
  const plain = name.replace(' ', '')
  const parts = classOf(words, plain) === 0 ? splitName(words, plain) : undefined
  const isWhole =
    parts !== undefined &&
    parts.surname.length + parts.given.length > 2 &&
    isGivenName(words, parts.given) &&
    isPartOfName(parts.given, words)
  const isKnown = isSpoken && (isSurname(words, name) || mayBeUnlisted(words, name))
  if (!isWhole && !isKnown) return undefined
  return {
    type: 'PERSON',
    start,
    end: colon,
    reasons: [
      { rule: 'speaks', delta: isSpoken ? 40 : 25 },
      { rule: 'surname', delta: 30 },
    ],
  }
}
