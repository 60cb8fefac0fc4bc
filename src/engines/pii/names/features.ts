import { CHAR_CLASS, CharClass } from './char-class.ts'
import {
  isBeginning,
  LONGEST_WORD,
  lookUp,
  WORD_CLASS_COUNT,
  WORD_SEED,
  wordHash,
  type WordTable,
} from './word-table.ts'

/** Features a place: one of each template. */
export const TEMPLATE_COUNT = 26

const [BEGIN, INSIDE, END, SINGLE] = [1, 2, 3, 4]
export const PAD = 4

/** What the templates look at, one entry a code unit with `PAD` empty ones on both sides. */
export interface Sight {
  length: number
  readonly codes: Uint16Array
  readonly classes: Uint8Array
  /** First and one past last place of the run of equal class; of katakana names with their dots in `wide…`. */
  readonly runStart: Int32Array
  readonly runEnd: Int32Array
  readonly wideStart: Int32Array
  readonly wideEnd: Int32Array
  /** By word class: how the longest word of that class covers the place, `state + 8 × min(length, 5)`. */
  readonly cover: Uint8Array
  /** Word classes that begin, or have just ended, at a place. */
  readonly starts: Uint8Array
  readonly ends: Uint8Array
  /** Places that may belong to a name; the others are not tagged. */
  readonly isActive: Uint8Array
}

/** Room for texts of at most `capacity` code units, used again and again. */
export function makeSight(capacity: number): Sight {
  const size = capacity + 2 * PAD
  return {
    length: 0,
    codes: new Uint16Array(size),
    classes: new Uint8Array(size),
    runStart: new Int32Array(size),
    runEnd: new Int32Array(size),
    wideStart: new Int32Array(size),
    wideEnd: new Int32Array(size),
    cover: new Uint8Array(size * WORD_CLASS_COUNT),
    starts: new Uint8Array(size),
    ends: new Uint8Array(size),
    isActive: new Uint8Array(size),
  }
}

/** Looks at a piece of a text once: classes, runs, words of the dictionary, and where a name may stand at all. */
export function lookAt(sight: Sight, text: string, from: number, until: number, words: WordTable): void {
  const n = until - from
  const size = n + 2 * PAD
  sight.length = n
  const { codes, classes, isActive } = sight
  codes.fill(0, 0, size)
  classes.fill(0, 0, size)
  sight.cover.fill(0, 0, size * WORD_CLASS_COUNT)
  sight.starts.fill(0, 0, size)
  sight.ends.fill(0, 0, size)
  sight.runStart.fill(0, 0, PAD)
  for (let i = 0; i < n; i++) {
    const code = text.charCodeAt(from + i)
    const kind = CHAR_CLASS[code]!
    codes[i + PAD] = kind === CharClass.digit ? 0x30 : code
    classes[i + PAD] = kind
  }
  findRuns(sight)
  findWords(sight, words)
  isActive.fill(0, 0, size)
  for (let i = PAD; i < n + PAD; i++) isActive[i] = mayName(sight, i) ? 1 : 0
  // What joins the parts of a name: 山田 太郎, シャルル2世.
  for (let i = PAD + 1; i < n + PAD - 1; i++)
    if (isActive[i] === 0 && isJoint(classes[i]!) && isActive[i - 1] === 1 && mayName(sight, i + 1)) isActive[i] = 1
}

/** Kanji and katakana always; Latin where it begins with a capital; hiragana where a dictionary knows it as a name. */
function mayName({ classes, cover, runStart, runEnd }: Sight, i: number): boolean {
  const kind = classes[i]!
  if (
    kind === CharClass.kanji ||
    kind === CharClass.katakana ||
    kind === CharClass.middleDot ||
    kind === CharClass.hangul
  )
    return true
  if (kind === CharClass.upper) return true
  if (kind === CharClass.lower) return classes[runStart[i]! - 1] === CharClass.upper && runEnd[i]! - runStart[i]! < 16
  if (kind !== CharClass.hiragana) return false
  const at = i * WORD_CLASS_COUNT
  return cover[at]! >= 16 || cover[at + 1]! >= 16 || cover[at + 2]! >= 16
}

function isJoint(kind: number): boolean {
  return (
    kind === CharClass.space ||
    kind === CharClass.dash ||
    kind === CharClass.digit ||
    kind === CharClass.stop ||
    kind === CharClass.other
  )
}

function findRuns({ length, classes, runStart, runEnd, wideStart, wideEnd }: Sight) {
  const until = PAD + length
  let wide = false
  for (let i = PAD; i < until; i++) {
    runStart[i] = i > PAD && classes[i] === classes[i - 1] ? runStart[i - 1]! : i
    const isPart = isWide(classes[i]!)
    wideStart[i] = isPart && wide ? wideStart[i - 1]! : i
    wide = isPart
  }
  wide = false
  for (let i = until - 1; i >= PAD; i--) {
    runEnd[i] = i + 1 < until && classes[i] === classes[i + 1] ? runEnd[i + 1]! : i + 1
    const isPart = isWide(classes[i]!)
    wideEnd[i] = isPart && wide ? wideEnd[i + 1]! : i + 1
    wide = isPart
  }
}

/** Letters of which names from abroad are made. */
function isWide(kind: number): boolean {
  return kind === CharClass.katakana || kind === CharClass.middleDot || kind === CharClass.upper
}

function findWords({ length, codes, classes, cover, starts, ends }: Sight, words: WordTable) {
  const longest = new Uint8Array(WORD_CLASS_COUNT)
  const { beginnings } = words
  for (let i = 0; i < length; i++) {
    const kind = classes[i + PAD]!
    if (kind === CharClass.other || kind === CharClass.lower || kind >= CharClass.digit) continue
    if (
      kind === CharClass.hiragana &&
      classes[i + PAD - 1] === CharClass.hiragana &&
      PARTICLES[codes[i + PAD - 1]!] === 0
    )
      continue
    const single = words.singles[codes[i + PAD]!]!
    let any = single
    if (single !== 0) {
      longest.fill(0)
      ends[i + PAD]! |= single
      for (let k = 0; k < WORD_CLASS_COUNT; k++) if (single & (1 << k)) longest[k] = 1
    }
    let hash = wordHash(WORD_SEED, codes[i + PAD]!)
    const until = Math.min(length, i + LONGEST_WORD)
    for (let j = i + 1; j < until; j++) {
      const kindThere = classes[j + PAD]!
      if (
        kindThere === CharClass.stop ||
        kindThere === CharClass.space ||
        kindThere === CharClass.open ||
        kindThere === CharClass.close
      )
        break
      hash = wordHash(hash, codes[j + PAD]!)
      if (j <= i + 2 && !isBeginning(beginnings, hash)) break
      const found = lookUp(words, hash)
      if (found !== 0) {
        if (any === 0) longest.fill(0)
        any |= found
        ends[j + PAD]! |= found
        for (let k = 0; k < WORD_CLASS_COUNT; k++) if (found & (1 << k)) longest[k] = j - i + 1
      }
    }
    starts[i + PAD] = any
    if (any !== 0) for (let k = 0; k < WORD_CLASS_COUNT; k++) if (longest[k]! > 0) mark(cover, i + PAD, k, longest[k]!)
  }
}

/** The longest word wins a place. */
function mark(cover: Uint8Array, from: number, k: number, length: number) {
  const size = Math.min(length, 5)
  for (let at = 0; at < length; at++) {
    const slot = (from + at) * WORD_CLASS_COUNT + k
    if (cover[slot]! >> 3 >= size) continue
    const state = length === 1 ? SINGLE : at === 0 ? BEGIN : at === length - 1 ? END : INSIDE
    cover[slot] = state | (size << 3)
  }
}

/** Behind one of these a word in hiragana may begin. */
const PARTICLES = new Uint8Array(65536)
for (const letter of 'はがのをにとでもやへ') PARTICLES[letter.charCodeAt(0)] = 1

const bucket = (count: number) => (count < 6 ? count : count < 9 ? 6 : 7)

/** Writes the hashes of the features of one place (an offset into the text) to `into`. */
export function featuresAt(sight: Sight, offset: number, into: Int32Array): void {
  const { codes: c, classes: t, cover, starts, ends } = sight
  const i = offset + PAD
  const c0 = c[i]!
  const p1 = c[i - 1]!
  const p2 = c[i - 2]!
  const n1 = c[i + 1]!
  const n2 = c[i + 2]!
  const t0 = t[i]!
  const types = (t[i - 1]! << 8) | (t0 << 4) | t[i + 1]!
  const from = sight.runStart[i]!
  const end = sight.runEnd[i]!
  const wideFrom = sight.wideStart[i]!
  const wideEnd = sight.wideEnd[i]!
  const before = c[from - 1]!
  const after = c[end]!
  const wideBefore = c[wideFrom - 1]!
  const wideAfter = c[wideEnd]!
  const at = i * WORD_CLASS_COUNT
  const surname = cover[at]!
  const given = cover[at + 1]!
  const place = cover[at + 3]!
  const noun = cover[at + 6]!
  const names = (surname << 8) | given
  const joint = jointState(cover, at)
  const gap = (ends[i - 1]! << 8) | starts[i]!
  const nextGap = (ends[i]! << 8) | starts[i + 1]!
  const place3 = (bucket(i - from) << 8) | (bucket(end - i) << 4) | bucket(end - from)

  into[0] = mix(0, c0, 0)
  into[1] = mix(1, p1, 0)
  into[2] = mix(2, n1, 0)
  into[3] = mix(3, p1, c0)
  into[4] = mix(4, c0, n1)
  into[5] = mix(5, p2, p1)
  into[6] = mix(6, n1, n2)
  into[7] = mix3(12, types, place3, 0)
  into[8] = mix3(13, before, c[from - 2]!, (t0 << 3) | Math.min(i - from, 2))
  into[9] = mix3(14, after, c[end + 1]!, (t0 << 3) | Math.min(end - i, 3))
  into[10] = mix3(15, after, t0, Math.min(end - i, 5))
  into[11] = mix3(16, c[end - 1]!, c[end - 2]!, (t0 << 3) | Math.min(end - i, 5))
  into[12] = mix3(17, runHash(c, from, end), bucket(i - from), 0)
  into[13] = mix3(18, names, 0, 0)
  into[14] = mix3(19, place, cover[at + 4]!, t0)
  into[15] = mix3(20, noun, cover[at + 7]!, t0)
  into[16] = mix3(21, joint, t0, 0)
  into[17] = mix3(22, gap, t0, 0)
  into[18] = mix3(23, nextGap, t0, 0)
  into[19] = mix3(24, cover[at + 2]!, cover[at + 5]!, t0)
  into[20] = mix3(25, names, pair(cover, at - WORD_CLASS_COUNT), pair(cover, at + WORD_CLASS_COUNT))
  into[21] = mix3(26, names, before, i - from === 0 ? 1 : 0)
  into[22] = mix3(27, names, after, end - i === 1 ? 1 : 0)
  into[23] = mix3(28, wideBefore, bucket(i - wideFrom), (t0 << 4) | bucket(wideEnd - wideFrom))
  into[24] = mix3(29, wideAfter, c[wideEnd + 1]!, (t0 << 4) | bucket(wideEnd - i))
  into[25] = mix3(31, after, c[end + 1]!, (c[end + 2]! << 8) | (t0 << 3) | Math.min(end - i, 3))
}

function jointState(cover: Uint8Array, at: number): number {
  return (
    ((cover[at]! & 7) << 12) |
    ((cover[at + 1]! & 7) << 9) |
    ((cover[at + 3]! & 7) << 6) |
    ((cover[at + 6]! & 7) << 3) |
    (cover[at + 7]! & 7)
  )
}

function pair(cover: Uint8Array, at: number): number {
  return (cover[at]! & 7) * 8 + (cover[at + 1]! & 7)
}

function runHash(codes: Uint16Array, from: number, end: number): number {
  let hash = WORD_SEED
  const until = Math.min(end, from + 12)
  for (let i = from; i < until; i++) hash = wordHash(hash, codes[i]!)
  return hash
}

/** Odd numbers that keep the values of a feature apart; the last step mixes the bits. */
function mix(template: number, a: number, b: number): number {
  return mix3(template, a, b, 0)
}

function mix3(template: number, a: number, b: number, c: number): number {
  let h =
    Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca77) + Math.imul(c, 0x27d4eb2f) + Math.imul(template + 1, 0xc2b2ae3d)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return h ^ (h >>> 13)
}
