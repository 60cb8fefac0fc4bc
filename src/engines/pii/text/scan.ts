import { type Candidate, digitRun, isDigit, isLatin, LONGEST_RUN, type Recogniser } from './recogniser.ts'

/** A pass over a text: gives every code unit at which something may begin to those that know it. */
export type Scan = (text: string) => Candidate[]

type Group = readonly Recogniser[]

/** What a letter may begin: bits. */
const [NUMBER, WORD, ANY, PAIR] = [1, 2, 4, 8]

/** A text is looked at in memory of numbers, which takes half as long as in the text itself. */
const BLOCK = 8192
const block = new Uint16Array(BLOCK)
const blockBytes = Buffer.from(block.buffer)

/**
 * Recognisers as tables, of letters, of pairs of letters and of lengths of numbers, so that a text is read once whatever
 * their number. Most letters begin nothing, which one look says.
 */
export function scanWith(recognisers: readonly Recogniser[]): Scan {
  const groups = makeGroups(recognisers)
  const begins = new Uint8Array(65536)
  const byLetter = new Uint8Array(65536)
  const byPair = new Uint8Array(65536)
  const byRun = new Uint8Array(LONGEST_RUN + 1)
  for (let code = 0x30; code <= 0x39; code++) begins[code] = NUMBER
  for (const recogniser of recognisers) {
    for (const letter of new Set(recogniser.anchors.split(''))) {
      const code = letter.charCodeAt(0)
      byLetter[code] = groups.joined(byLetter[code]!, recogniser)
      begins[code]! |= isDigit(code) ? NUMBER : isLatin(code) ? WORD : ANY
    }
    for (const run of recogniser.runs ?? []) byRun[run] = groups.joined(byRun[run]!, recogniser)
    for (const pair of recogniser.pairs ?? []) {
      begins[pair.charCodeAt(0)]! |= PAIR
      const hash = pairHash(pair.charCodeAt(0), pair.charCodeAt(1))
      byPair[hash] = groups.joined(byPair[hash]!, recogniser)
    }
  }
  return (text) => {
    const out: Candidate[] = []
    let [from, until] = [0, 0]
    for (let at = 0; at < text.length; at++) {
      if (at >= until) {
        ;[from, until] = [at, Math.min(text.length, at + BLOCK)]
        blockBytes.write(text.slice(from, until), 'utf16le')
      }
      const code = block[at - from]!
      const begun = begins[code]!
      if (begun === 0) continue
      if ((begun & PAIR) !== 0) {
        const pair = byPair[pairHash(code, text.charCodeAt(at + 1))]!
        if (pair !== 0) ask(groups.members[pair]!, text, at, out)
      }
      if ((begun & NUMBER) !== 0) {
        // No number begins within one.
        const run = digitRun(text, at)
        if (byLetter[code] !== 0) ask(groups.members[byLetter[code]!]!, text, at, out)
        if (byRun[run] !== 0) ask(groups.members[byRun[run]!]!, text, at, out)
        while (isDigit(text.charCodeAt(at + 1))) at++
      } else if ((begun & ANY) !== 0 || ((begun & WORD) !== 0 && !isLatin(text.charCodeAt(at - 1))))
        ask(groups.members[byLetter[code]!]!, text, at, out)
    }
    block.fill(0, 0, Math.min(text.length, BLOCK))
    return out
  }
}

function ask(group: Group, text: string, at: number, out: Candidate[]): void {
  for (const recogniser of group) {
    const found = recogniser.recognise(text, at)
    if (found === undefined) continue
    if (Array.isArray(found)) out.push(...found)
    else out.push(found)
  }
}

function pairHash(first: number, second: number): number {
  return ((first * 251) ^ second) & 0xffff
}

/** Sets of recognisers by number; 0 is the empty one. */
function makeGroups(all: readonly Recogniser[]) {
  const members: Recogniser[][] = [[]]
  const numbers = new Map<string, number>([['', 0]])
  return {
    members,
    /** The number of the set that has one more. */
    joined(group: number, recogniser: Recogniser): number {
      const set = all.filter((one) => one === recogniser || members[group]!.includes(one))
      const key = set.map((one) => all.indexOf(one)).join()
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, members.length)
      return members.push(set) - 1
    },
  }
}
