import { CHAR_CLASS, CharClass } from '../names/char-class.ts'
import type { NameTagger } from '../names/name-tagger.ts'
import { lookUp, WORD_SEED, WordClass, wordHash, type WordTable } from '../names/word-table.ts'
import { NO_NAME, ORGANISATION, PLACE_END } from './place-words.ts'

/** What is known of names: the dictionary and the tagger of running text. */
export interface NameKnowledge {
  readonly words: WordTable
  readonly tag: NameTagger
}

const JAPANESE_PART = /^[\u3400-\u9fff\uf900-\ufaff\ud840-\udfff々〆〇ヶケぁ-ゖゝゞァ-ヺー]{1,12}$/u
const KATAKANA_PART = /^[ァ-ヺー]{1,12}$/
const HIRAGANA_PART = /^[ぁ-ゖー]{1,12}$/
const ROMAJI = /^[A-Z][A-Za-z'’.-]{0,20}(?:,? [A-Z][A-Za-z'’.-]{0,20}){1,5}$/i
const HONORIFIC = / ?(?:様|さん|殿|氏|先生|君|くん|ちゃん|御中|ほか|他)$/
const ENGLISH =
  /\b(?:the|of|and|for|with|to|in|on|at|by|no|not|yes|new|old|all|none|null|true|false|ok|ng|error|warning|info|debug|user|admin|system|server|client|service|test|sample|item|data|file|report|list|table|sheet|page|type|model|pro|plus|max|mini|version|windows|linux|office|excel|word|google|microsoft|amazon|apple|printer|monitor|keyboard|mouse|cable|black|white|red|blue|green|set|kit|box|pack|room|floor|building|street|road|avenue|city|tokyo|osaka|japan|east|west|north|south|sales|marketing|department|division|manager|director|engineer|japanese|english|school|center|centre|bank|hospital|hotel|store|shop|company|product|project|team|group|club|union)\b/i

/**
 * How much a cell by itself looks like the name of one person, 0 … 1. From 0.6 it counts below any heading, from 0.25 only
 * where the heading says that persons stand here. `text` in normal form.
 */
export function nameLikeness(text: string, knowledge: NameKnowledge): number {
  const name = text.replace(HONORIFIC, '')
  if (name.length < 1 || name.length > 40 || /[\d@/\\:：。、!?#%&=+*_|<>「」『』【】]/.test(name)) return 0
  if (ORGANISATION.test(name) || NO_NAME.test(name)) return 0
  const hasHonorific = name !== text && !text.endsWith('御中')
  const parts = name.split(/[ ・･]/).filter((part) => part !== '')
  if (/^[\x20-\x7e’]+$/.test(name)) return ROMAJI.test(name) && !ENGLISH.test(name) ? (parts.length > 4 ? 0.5 : 0.7) : 0
  if (parts.length > 6 || !parts.every((part) => JAPANESE_PART.test(part))) return 0
  if (parts.length === 1) return Math.max(hasHonorific ? 0.7 : 0, ofOneWord(name, knowledge))
  if (parts.every((part) => KATAKANA_PART.test(part))) return 0.75
  if (parts.length > 3) return 0
  if (PLACE_END.test(name) && !/[ぁ-ん]/.test(name)) return 0.2
  if (parts.every((part) => HIRAGANA_PART.test(part))) return parts.length === 2 ? 0.6 : 0.2
  const [surname, given] = [parts[0]!, parts.at(-1)!]
  if (surname.length > 5 || given.length > 7 || KATAKANA_PART.test(surname) !== KATAKANA_PART.test(given)) return 0.4
  const known = classesOf(surname, knowledge.words) | 0
  const isKnown = (known & WordClass.surname) !== 0 || (classesOf(given, knowledge.words) & WordClass.given) !== 0
  if (isKnown) return 0.95
  return isTagged(name, knowledge.tag) ? 0.85 : 0.6
}

/**
 * 見本 職員0001: a stand-in with a number to tell it apart. Below a heading that says so it stands for a person.
 */
export function withoutNumber(name: string): string {
  return name.replace(/(?<=[^\d .-]{2}) ?\d{1,6}$/, '')
}

/** 山田太郎, 山田, ヤマダ: without a space the dictionary and the tagger must know it. */
function ofOneWord(name: string, { words, tag }: NameKnowledge): number {
  const length = name.length
  if (length < 2 || length > 12) return length === 1 && CHAR_CLASS[name.charCodeAt(0)] === CharClass.kanji ? 0.3 : 0
  if (KATAKANA_PART.test(name) || HIRAGANA_PART.test(name)) return length >= 4 ? 0.3 : 0.25
  if (length > 9 || PLACE_END.test(name)) return 0.1
  let best = 0.25
  for (let at = 1; at <= Math.min(5, length - 1); at++) {
    const isSurname = (classesOf(name.slice(0, at), words) & WordClass.surname) !== 0
    const isGiven = (classesOf(name.slice(at), words) & WordClass.given) !== 0
    if (isSurname && isGiven) return 0.85
    if (isSurname && length - at <= 4) best = Math.max(best, 0.45)
    if (isGiven) best = Math.max(best, 0.4)
  }
  if (isTagged(name, tag)) best = Math.max(best, 0.7)
  // 松下, 千葉: a surname alone is a company or a place as well.
  const own = classesOf(name, words)
  if ((own & WordClass.surname) !== 0 && length <= 3) return Math.min(best, 0.4)
  return best
}

function isTagged(name: string, tag: NameTagger): boolean {
  return tag(name).some((span) => span.end - span.start >= name.length - 1 && span.probability >= 0.5)
}

function classesOf(word: string, words: WordTable): number {
  let hash = WORD_SEED
  for (let i = 0; i < word.length; i++) hash = wordHash(hash, word.charCodeAt(i))
  return lookUp(words, hash)
}
