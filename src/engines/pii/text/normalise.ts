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

function mapped(given: string, clean: number): NormalText {
  const n = given.length
  const parts: string[] = [given.slice(0, clean)]
  let starts = new Int32Array(n + 64)
  let ends = new Int32Array(n + 64)
  for (let at = 0; at < clean; at++) {
    starts[at] = at
    ends[at] = at + 1
  }
  let length = clean
  let units: number[] = []
  const put = (text: string, from: number, until: number) => {
    if (length + text.length > starts.length) {
      starts = grown(starts, length + text.length)
      ends = grown(ends, length + text.length)
    }
    for (let k = 0; k < text.length; k++) {
      starts[length] = from
      ends[length++] = until
    }
  }
  const flush = () => {
    if (units.length > 0) parts.push(String.fromCharCode(...units))
    units = []
  }
  for (let i = clean; i < n;) {
    const code = given.charCodeAt(i)
    const form = simple[code]!
    if (form > SLOW && !isMark(given.charCodeAt(i + 1))) {
      if (units.length > 4096) flush()
      units.push(form)
      if (length >= starts.length) {
        starts = grown(starts, length + 1)
        ends = grown(ends, length + 1)
      }
      starts[length] = i
      ends[length++] = ++i
      continue
    }
    let end = i + 1
    if (isHigh(code) && isLow(given.charCodeAt(end))) end++
    while (end < n && end - i < LONGEST_CLUSTER && isMark(given.charCodeAt(end))) end++
    const text = normalCluster(given.slice(i, end))
    flush()
    parts.push(text)
    put(text, i, end)
    i = end
  }
  flush()
  return { text: parts.join(''), sourceStart: (at) => starts[at]!, sourceEnd: (at) => ends[at]! }
}

function normalCluster(cluster: string): string {
  let text = cluster.toWellFormed().normalize('NFKC')
  // U+00B4 and its like become a space with a mark; a mark without its letter stays as it is.
  text = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  return text.replace(/[‐‑‒–—―−﹣]/g, '-')
}

function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, array.length * 2))
  larger.set(array)
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
