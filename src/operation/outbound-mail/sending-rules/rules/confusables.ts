/**
 * Characters that a reader takes for an ASCII letter or digit, by that letter. Written for the scripts of domain names:
 * Cyrillic, Greek, Armenian, Latin with marks that vanish at reading size, and the digits that stand for letters.
 * Full-width and other compatibility forms need no row: NFKC has replaced them before.
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аαɑạӓἀἁ4',
  b: 'ƅьвɓḅ6',
  c: 'сϲᴄⅽƈ',
  d: 'ԁɗḍ',
  e: 'еҽєėẹ3',
  f: 'ƒғ',
  g: 'ɡցġ9',
  h: 'һհḥн',
  i: 'іιıɩḷịl1|ӏⅼɭļĺľł!j',
  k: 'κкķḳ',
  m: 'мṃ',
  n: 'ոпηńņṇ',
  o: 'оοօσọöōøѳ0',
  p: 'рρṗ',
  q: 'ԛգ',
  r: 'гŗṛ',
  s: 'ѕʂșṣ5',
  t: 'тτţṭ7',
  u: 'υսцμūü',
  v: 'ѵνṿ',
  w: 'ԝѡωẉ',
  x: 'хχ',
  y: 'уүγỵ',
  z: 'ᴢżẓ2',
  '-': '‐‑‒–—―ー一−_',
}

const LETTER = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([letter, others]) => Array.from(others, (one) => [one, letter] as const)),
)

/** Letters that stand together and look like one. */
const TOGETHER: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['nn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
  ['ci', 'a'],
]

/**
 * What a name looks like at reading size: two names with one skeleton can be taken for each other.
 * @param name one label or several, as Unicode (no A-labels)
 */
export function skeletonOf(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
  // Pairs of letters first: after the single ones an l is an i.
  const joined = TOGETHER.reduce((text, [pair, one]) => text.replaceAll(pair, one), plain)
  return Array.from(joined, (character) => LETTER.get(character) ?? character).join('')
}
