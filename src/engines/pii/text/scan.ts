import { type Candidate, digitRun, isDigit, isLatin, type Recogniser } from './recogniser.ts'

/** A pass over a text: gives every code unit at which something may begin to those that know it. */
export type Scan = (text: string) => Candidate[]

/** Recognisers as two tables, of letters and of pairs of letters, so that a text is read once whatever their number. */
export function scanWith(recognisers: readonly Recogniser[]): Scan {
  const groups = makeGroups(recognisers)
  const byLetter = new Uint8Array(65536)
  const byPair = new Uint8Array(65536)
  for (const recogniser of recognisers) {
    for (const letter of new Set(recogniser.anchors.split('')))
      byLetter[letter.charCodeAt(0)] = groups.joined(byLetter[letter.charCodeAt(0)]!, recogniser)
    for (const hash of new Set(recogniser.pairs?.map((pair) => pairHash(pair.charCodeAt(0), pair.charCodeAt(1)))))
      byPair[hash] = groups.joined(byPair[hash]!, recogniser)
  }
  return (text) => {
    const out: Candidate[] = []
    const ask = (group: readonly Recogniser[], at: number) => {
      for (const recogniser of group) {
        const found = recogniser.recognise(text, at)
        if (found === undefined) continue
        if (Array.isArray(found)) out.push(...found)
        else out.push(found)
      }
    }
    let before = 0
    let code = text.charCodeAt(0)
    for (let i = 0; i < text.length; i++) {
      const next = text.charCodeAt(i + 1)
      const letter = byLetter[code]!
      if (letter !== 0 && mayBegin(text, i, code, before)) ask(groups.members[letter]!, i)
      const pair = byPair[((code * 251) ^ next) & 0xffff]!
      if (pair !== 0) ask(groups.members[pair]!, i)
      before = code
      code = next
    }
    return out
  }
}

/** No number begins within one, nor where one or two digits are all; no word begins within a word. */
function mayBegin(text: string, at: number, code: number, before: number): boolean {
  if (code > 0x7f) return true
  if (isDigit(code)) return !isDigit(before) && (code === 0x30 || digitRun(text, at) > 2)
  return !(isLatin(code) && isLatin(before))
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
