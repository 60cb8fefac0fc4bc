import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { LONGEST_WORD, WordClass } from '../../src/engines/pii/names/word-table.ts'

const { surname, given, person, place, organisation, properNoun, noun, affix } = WordClass

/** Part of speech of IPADIC (beginning of the feature list) → what it says of a word. */
const BY_PART_OF_SPEECH: readonly (readonly [string, number])[] = [
  ['名詞,固有名詞,人名,姓', surname],
  ['名詞,固有名詞,人名,名', given],
  ['名詞,固有名詞,人名,一般', person],
  ['名詞,固有名詞,地域', place],
  ['名詞,固有名詞,組織', organisation],
  ['名詞,固有名詞,一般', properNoun],
  ['名詞,接尾', affix],
  ['接頭詞', affix],
  ['名詞', noun],
  ['副詞', noun],
  ['連体詞', noun],
  ['接続詞', noun],
]

/**
 * Words with their classes: IPADIC (out of the package kuromoji, which the tests need anyhow) and the lists of names in
 * `names` (surnames; given names with readings and kanji).
 */
export function readDictionary(namesFolder: string): Map<string, number> {
  const words = new Map<string, number>()
  const add = (raw: string, classes: number) => {
    const word = raw.normalize('NFKC')
    if (word.length > 0 && word.length <= LONGEST_WORD) words.set(word, (words.get(word) ?? 0) | classes)
  }
  for (const entry of ipadicEntries()) {
    const comma = entry.indexOf(',')
    const features = entry.slice(comma + 1)
    const classes = BY_PART_OF_SPEECH.find(([start]) => features.startsWith(start))?.[1]
    if (classes) add(entry.slice(0, comma), classes)
  }
  for (const [kanji, , kana] of readCsv(join(namesFolder, 'last_name_org.csv'))) {
    add(kanji!, surname)
    add(toKatakana(kana!), surname)
    add(kana!, surname)
  }
  for (const file of ['first_name_man_org.csv', 'first_name_woman_org.csv']) {
    for (const [kana, , ...kanji] of readCsv(join(namesFolder, file))) {
      for (const form of [kana!, toKatakana(kana!), ...kanji]) add(form, given)
    }
  }
  return words
}

/** What ENAMDICT calls a name → what it says of a word. Places of it made the tagger worse. */
const BY_NAME_TYPE: Readonly<Record<string, number>> = {
  s: surname,
  g: given,
  f: given,
  m: given,
  h: person,
  u: person,
}
const ENTRY = /^(\S+)(?: \[[^\]]*\])? \/\(([a-z,]+)\)/
const [HIRAGANA, KATAKANA] = [/^[ぁ-ゖー]+$/, /^[ァ-ヴー]+$/]

/** A word of ENAMDICT and its types. */
export interface NameEntry {
  readonly word: string
  readonly types: readonly string[]
}

/** The entries of ENAMDICT (EUC-JP), as the Debian package enamdict has them. */
export function readEnamdict(file: string): NameEntry[] {
  return iconv
    .decode(readFileSync(file), 'eucjp')
    .split('\n')
    .flatMap((line) => {
      const entry = ENTRY.exec(line)
      return entry ? [{ word: entry[1]!.normalize('NFKC'), types: entry[2]!.split(',') }] : []
    })
}

/** The words with those of ENAMDICT: names in kanji and katakana; what is of no known kind only in katakana. */
export function withNames(words: ReadonlyMap<string, number>, names: readonly NameEntry[]): Map<string, number> {
  const all = new Map(words)
  for (const { word, types } of names) {
    if (word.length < 2 || word.length > LONGEST_WORD || HIRAGANA.test(word)) continue
    for (const type of types) {
      const classes = type === 'u' && !KATAKANA.test(word) ? undefined : BY_NAME_TYPE[type]
      if (classes) all.set(word, (all.get(word) ?? 0) | classes)
    }
  }
  return all
}

export function readCsv(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','))
}

export function toKatakana(hiragana: string): string {
  return hiragana.replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
}

function ipadicEntries(): string[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('kuromoji/package.json')), 'dict')
  return gunzipSync(readFileSync(join(folder, 'tid_pos.dat.gz')))
    .toString('utf8')
    .split('\0')
}
