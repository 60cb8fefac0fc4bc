/** Syllables of Hepburn and of the official romanisation → katakana. */
const SYLLABLES = new Map<string, string>()
const ROWS: readonly (readonly [string, string])[] = [
  ['', 'アイウエオ'],
  ['k', 'カキクケコ'],
  ['s', 'サシスセソ'],
  ['t', 'タチツテト'],
  ['n', 'ナニヌネノ'],
  ['h', 'ハヒフヘホ'],
  ['m', 'マミムメモ'],
  ['r', 'ラリルレロ'],
  ['g', 'ガギグゲゴ'],
  ['z', 'ザジズゼゾ'],
  ['d', 'ダヂヅデド'],
  ['b', 'バビブベボ'],
  ['p', 'パピプペポ'],
]
for (const [consonant, kana] of ROWS)
  'aiueo'.split('').forEach((vowel, i) => SYLLABLES.set(consonant + vowel, kana[i]!))
const GLIDES: readonly (readonly [string, string])[] = [
  ['ky', 'キ'],
  ['sh', 'シ'],
  ['sy', 'シ'],
  ['ch', 'チ'],
  ['ty', 'チ'],
  ['ny', 'ニ'],
  ['hy', 'ヒ'],
  ['my', 'ミ'],
  ['ry', 'リ'],
  ['gy', 'ギ'],
  ['j', 'ジ'],
  ['jy', 'ジ'],
  ['zy', 'ジ'],
  ['by', 'ビ'],
  ['py', 'ピ'],
]
for (const [start, kana] of GLIDES) {
  SYLLABLES.set(`${start}a`, `${kana}ャ`)
  SYLLABLES.set(`${start}u`, `${kana}ュ`)
  SYLLABLES.set(`${start}o`, `${kana}ョ`)
}
for (const pair of 'shi=シ chi=チ tsu=ツ fu=フ ji=ジ ya=ヤ yu=ユ yo=ヨ wa=ワ wo=オ n=ン'.split(' '))
  SYLLABLES.set(pair.split('=')[0]!, pair.split('=')[1]!)

/** Katakana of a Japanese word in Latin letters; undefined where it is none. */
export function kanaOfRomaji(word: string): string | undefined {
  let rest = word.toLowerCase().replaceAll("'", '')
  let kana = ''
  while (rest !== '') {
    // tt, kk, ss, pp; tch; and mb, mp as they are written in passports.
    if (/^(?:([kstpgzdbc])\1|tc)/.test(rest)) kana += 'ッ'
    else if (/^m[bp]/.test(rest)) kana += 'ン'
    else {
      const length = [3, 2, 1].find((size) => rest.length >= size && SYLLABLES.has(rest.slice(0, size)))
      if (length === undefined) {
        // A long vowel with h: Ohno.
        if (!(rest[0] === 'h' && /[オコソトノホモヨロゴゾドボョユ]$/.test(kana))) return undefined
        rest = rest.slice(1)
        continue
      }
      kana += SYLLABLES.get(rest.slice(0, length))!
      rest = rest.slice(length)
      continue
    }
    rest = rest.slice(1)
  }
  return kana
}

/** Syllables, and what the same letters may also stand for: Iizuka is イイヅカ, Shunichi シュンイチ, Ito イトウ. */
const ALSO: readonly (readonly [RegExp, (letter: string) => string])[] = [
  [/[ズジ]/, (letter) => (letter === 'ズ' ? 'ヅ' : 'ヂ')],
  [/[ナニヌネノ]/, (letter) => `ン${'アイウエオ'['ナニヌネノ'.indexOf(letter)]!}`],
  [/[オコソトノホモヨロゴゾドボポョ](?![ウオ])/, (letter) => `${letter}ウ`],
  [/[オコソトノホモヨロゴゾドボポョ](?![ウオ])/, (letter) => `${letter}オ`],
  [/[ウクスツヌフムユルグズブュ](?!ウ)/, (letter) => `${letter}ウ`],
]
const MOST_READINGS = 16

/** Readings of a word in Latin letters: the plain one first, then each with one or two syllables read otherwise. */
export function readingsOf(word: string): string[] {
  const kana = kanaOfRomaji(word)
  if (kana === undefined) return []
  const out = new Set([kana])
  for (const [pattern, other] of ALSO)
    for (const reading of Array.from(out))
      for (let at = 0; at < reading.length && out.size < MOST_READINGS; at++)
        if (pattern.test(reading.slice(at, at + 2)) && pattern.exec(reading.slice(at, at + 2))!.index === 0)
          out.add(reading.slice(0, at) + other(reading[at]!) + reading.slice(at + 1))
  return [...out]
}
