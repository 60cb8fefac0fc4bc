import type { Candidate, Recogniser } from './recogniser.ts'

/** A pass over a text: gives every code unit at which something may begin to those that know it. */
export type Scan = (text: string) => Candidate[]

/** Recognisers as one table of code units, so that a text is read once whatever their number. */
export function scanWith(recognisers: readonly Recogniser[]): Scan {
  const groupOf = new Uint8Array(65536)
  const groups: Recogniser[][] = [[]]
  const byMembers = new Map<string, number>()
  const letters = new Set(recognisers.flatMap(({ anchors }) => anchors.split('')))
  for (const letter of letters) {
    const members = recognisers
      .map((recogniser, i) => (recogniser.anchors.includes(letter) ? i : -1))
      .filter((i) => i >= 0)
    const key = members.join()
    if (!byMembers.has(key)) {
      byMembers.set(key, groups.length)
      groups.push(members.map((i) => recognisers[i]!))
    }
    groupOf[letter.charCodeAt(0)] = byMembers.get(key)!
  }
  return (text) => {
    const out: Candidate[] = []
    for (let i = 0; i < text.length; i++) {
      const group = groupOf[text.charCodeAt(i)]!
      if (group === 0) continue
      for (const recogniser of groups[group]!) {
        const found = recogniser.recognise(text, i)
        if (found === undefined) continue
        if (Array.isArray(found)) out.push(...found)
        else out.push(found)
      }
    }
    return out
  }
}
