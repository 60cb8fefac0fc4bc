/** Text as the recognisers read it, and the way back to the places of the text as given. */
export interface NormalText {
  readonly text: string
  /** Place in the given text where the source of a code unit begins, and where it ends. */
  sourceStart(at: number): number
  sourceEnd(at: number): number
}

const isHigh = (code: number) => code >= 0xd800 && code < 0xdc00
const isLow = (code: number) => code >= 0xdc00 && code < 0xe000
/** Joins the letter before it: marks of Latin and kana, half-width voicing. */
const isMark = (code: number) =>
  code >= 0x300 && (code < 0x370 || code === 0x3099 || code === 0x309a || code === 0xff9e || code === 0xff9f)

const DROPPED = 0
const SLOW = 1
/** Code unit → its normal form where that is one unit of its own; `DROPPED`; `SLOW` for what depends on its neighbours. */
const simple = buildTable()
const LONGEST_CLUSTER = 16
/** Code units that a cluster may become: U+FDFA becomes eighteen, and each of its marks a few. */
const LONGEST_FORM = 128

/**
 * NFKC with a map of offsets; besides, hyphens become one, letters without width and variation selectors go, and half
 * surrogates become U+FFFD. Linear in the length of the text.
 */
export function normalise(given: string): NormalText {
  const n = given.length
  let i = 0
  while (i < n && simple[given.charCodeAt(i)] === given.charCodeAt(i) && !isMark(given.charCodeAt(i + 1))) i++
  if (i >= n) return { text: given, sourceStart: (at) => at, sourceEnd: (at) => at + 1 }
  return mapped(given, i)
}

/** What became more or fewer code units than it was; all else keeps its distance to what stands before it. */
interface Change {
  /** In the normal text. */
  readonly at: number
  readonly length: number
  /** In the given text. */
  readonly from: number
  readonly until: number
}

/** Code units of the text in the making; the room is kept for the next one. */
let room = new Uint16Array(4096)
const LARGEST_ROOM_KEPT = 2 ** 20

function mapped(given: string, clean: number): NormalText {
  const n = given.length
  const changes: Change[] = []
  let units = room.length >= n ? room : new Uint16Array(n + (n >> 3))
  let length = 0
  for (; length < clean; length++) units[length] = given.charCodeAt(length)
  for (let i = clean; i < n;) {
    const code = given.charCodeAt(i)
    const form = simple[code]!
    if (length + LONGEST_FORM > units.length) units = grown(units)
    if (form > SLOW && !isMark(given.charCodeAt(i + 1))) {
      units[length++] = form
      i++
      continue
    }
    let end = i + 1
    if (isHigh(code) && isLow(given.charCodeAt(end))) end++
    while (end < n && end - i < LONGEST_CLUSTER && isMark(given.charCodeAt(end))) end++
    const text = normalCluster(given.slice(i, end))
    if (text.length !== 1 || end - i !== 1) changes.push({ at: length, length: text.length, from: i, until: end })
    for (let k = 0; k < text.length; k++) units[length++] = text.charCodeAt(k)
    i = end
  }
  if (units.length <= LARGEST_ROOM_KEPT) room = units
  const text = Buffer.from(units.buffer, units.byteOffset, 2 * length).toString('utf16le')
  units.fill(0, 0, length)
  return { text, sourceStart: (at) => sourceOf(changes, at)[0], sourceEnd: (at) => sourceOf(changes, at)[1] }
}

/** Where a code unit of the normal text comes from. */
function sourceOf(changes: readonly Change[], at: number): readonly [number, number] {
  let [low, high] = [0, changes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (changes[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  const before = changes[low - 1]
  if (!before) return [at, at + 1]
  const beyond = at - before.at - before.length
  return beyond < 0 ? [before.from, before.until] : [before.until + beyond, before.until + beyond + 1]
}

function normalCluster(cluster: string): string {
  let text = cluster.toWellFormed().normalize('NFKC')
  // U+00B4 and its like become a space with a mark; a mark without its letter stays as it is.
  text = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  return text.replace(/[‐‑‒–—―−﹣]/g, '-')
}

function grown(units: Uint16Array): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(2 * units.length + LONGEST_FORM)
  larger.set(units)
  return larger
}

function buildTable(): Uint16Array {
  const table = new Uint16Array(65536)
  for (let code = 0; code < 65536; code++) {
    if (code === 0 || isMark(code) || (code >= 0xd800 && code < 0xe000)) {
      table[code] = SLOW
      continue
    }
    const form = normalCluster(String.fromCharCode(code))
    table[code] = form === '' ? DROPPED : form.length === 1 && form.charCodeAt(0) > SLOW ? form.charCodeAt(0) : SLOW
  }
  return table
}
