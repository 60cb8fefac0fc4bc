import { SPECIAL_CARE_CLASSES, type Reason, type SpecialCareClass } from '../finding.ts'
import { type Candidate, type Recogniser, stick } from '../text/recogniser.ts'
import { DISEASE_ENDINGS, SPECIAL_CARE_WORDS, TOPIC_AFTER, TOPIC_BEFORE } from './special-care-words.ts'

interface Entry {
  readonly class: SpecialCareClass
  readonly pattern: RegExp
}

const byFirstLetter = new Map<string, Entry[]>()
/** Two letters with which words begin; letters alone where a word goes on in more than one way. */
const pairs: string[] = []
const openLetters: string[] = []
for (const [name, words] of Object.entries(SPECIAL_CARE_WORDS) as [SpecialCareClass, readonly string[]][]) {
  const perLetter = new Map<string, string[]>()
  for (const word of words) {
    // What must not stand before it is no letter of it.
    const bare = word.replace(/^(?:\(\?<[!=][^)]*\))+/, '')
    for (const letter of firstLetters(bare)) {
      perLetter.set(letter, [...(perLetter.get(letter) ?? []), word])
      const isPlain = bare[0] === letter && !'([?\\'.includes(bare[1]!) && bare[2] !== '?'
      if (isPlain) pairs.push(bare.slice(0, 2))
      else openLetters.push(letter)
    }
  }
  for (const [letter, list] of perLetter) {
    const pattern = new RegExp(`(?:${list.toSorted((a, b) => b.length - a.length).join('|')})`, 'y')
    byFirstLetter.set(letter, [...(byFirstLetter.get(letter) ?? []), { class: name, pattern }])
  }
}

/** The letters with which a word (a part of a pattern) may begin. */
function firstLetters(word: string): string[] {
  const group = /^\(\?:([^)]*)\)(\?)?/.exec(word)
  if (group) {
    const inside = group[1]!.split('|').map((part) => part[0]!)
    return group[2] ? [...inside, ...firstLetters(word.slice(group[0].length))] : inside
  }
  const range = /^\[(.)-(.)(.*?)\]/.exec(word)
  if (!range) return [word[0]!]
  const [from, until] = [range[1]!.charCodeAt(0), range[2]!.charCodeAt(0)]
  return [...Array.from({ length: until - from + 1 }, (_, i) => String.fromCharCode(from + i)), ...range[3]!.split('')]
}

const CARE_BASE = 45

/** Words of special care; what counts is decided where persons are known. */
export const specialCareRecogniser: Recogniser = {
  anchors: openLetters.join(''),
  pairs,
  recognise(text, at): Candidate | undefined {
    let best: Candidate | undefined
    for (const entry of byFirstLetter.get(text[at]!) ?? []) {
      const match = stick(entry.pattern, text, at)
      if (!match) continue
      const end = at + match[0].trimEnd().length
      if (best && best.end >= end) continue
      best = candidate(text, entry.class, [at, end], [{ rule: 'special_care_word', delta: CARE_BASE }])
    }
    return best
  },
}

const DISEASE =
  /(?:[一-龠々]{1,7}|[ァ-ヶー]{2,10}|[一-龠々]{1,4}[ァ-ヶー]{2,8})(?:性|型)?[一-龠]{0,3}(?:病|症候群|症|炎|癌|がん|ガン|潰瘍|腫瘍|肉腫|筋腫|嚢腫|[一-龠]腫)$/
const NO_DISEASE =
  /^(?:病|疾病|看病|仮病|疫病|難病|無症|軽症|重症|発症|後遺症|症|炎|火炎|感染症|熱中症|花粉症|認証|臆病|万病|大病|急病|闘病|発病|持病|傷病|成人病|生活習慣病|精神病|性病)$/
const SUFFERED =
  /^[^。\n]{0,6}(?:治療|診断|罹患|罹って|発症|既往|療養|通院|入院|休職|手術|の?発作|の症状|闘病|の疑い|を患|により|のため|で(?:休|欠|長期)|と診断|再発|寛解|服薬|加療|を抱え|持ち|による|あり)/

const BEFORE_ENDING = /[一-龠々ァ-ヶー]/

/** Diseases by the way their names end, where somebody has them: 〇〇病の治療. */
export const diseaseRecogniser: Recogniser = {
  anchors: DISEASE_ENDINGS,
  pairs: ['がん', 'ガン', 'がン', 'ガん'],
  recognise(text, at): Candidate | undefined {
    const isKana = text[at] === 'が' || text[at] === 'ガ'
    if (isKana && text[at + 1] !== 'ん' && text[at + 1] !== 'ン') return undefined
    if (!BEFORE_ENDING.test(text[at - 1] ?? '')) return undefined
    const end = isKana ? at + 2 : text.startsWith('候群', at + 1) ? at + 3 : at + 1
    if (/^[一-龠]/.test(text.slice(end)) && !SUFFERED.test(text.slice(end, end + 14))) return undefined
    const match = DISEASE.exec(text.slice(Math.max(0, at - 14), end))
    if (!match || NO_DISEASE.test(match[0])) return undefined
    const suffered =
      SUFFERED.test(text.slice(end, end + 14)) ||
      /(?:既往歴?|病名|傷病名|診断名|持病)[:： はに]{0,2}$/.test(text.slice(0, end - match[0].length).slice(-6))
    const isCancer = /(?:がん|ガン|癌|腫瘍|肉腫)$/.test(match[0])
    if (!suffered && !isCancer) return undefined
    return candidate(
      text,
      'medical_history',
      [end - match[0].length, end],
      [{ rule: 'disease_ending', delta: suffered ? CARE_BASE : CARE_BASE - 15 }],
    )
  },
}

function candidate(
  text: string,
  name: SpecialCareClass,
  [start, end]: readonly [number, number],
  reasons: Reason[],
): Candidate {
  if (stick(TOPIC_AFTER, text, end)) reasons.push({ rule: 'is_a_topic', delta: -50 })
  else if (TOPIC_BEFORE.test(text.slice(Math.max(0, start - 3), start)))
    reasons.push({ rule: 'is_a_topic', delta: -30 })
  return { type: SPECIAL_CARE_CLASSES[name], class: name, start, end, reasons }
}
