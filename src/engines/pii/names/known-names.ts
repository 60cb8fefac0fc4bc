import type { WordLists } from '../options.ts'
import type { Candidate } from '../text/recogniser.ts'
import { normalise } from '../text/normalise.ts'

interface Index {
  readonly byStart: ReadonlyMap<string, readonly string[]>
}
const indexes = new WeakMap<WordLists, Index>()
const LETTER = /[一-龠々ァ-ヶーA-Za-z]/

/** Names of the organisation's own list (staff, clients), spaces or not between their parts. */
export function knownNames(text: string, lists: WordLists | undefined): Candidate[] {
  if (!lists?.persons?.length) return []
  let index = indexes.get(lists)
  if (!index) indexes.set(lists, (index = build(lists.persons)))
  const out: Candidate[] = []
  for (let i = 0; i + 1 < text.length; i++) {
    for (const name of index.byStart.get(text.slice(i, i + 2)) ?? []) {
      const end = endOf(text, i, name)
      if (end === undefined) continue
      const reasons = [{ rule: 'own_list', delta: 92 }]
      // Short names inside longer words are chance.
      if (name.length <= 2 && LETTER.test(text[i - 1] ?? '') && LETTER.test(text[end] ?? ''))
        reasons.push({ rule: 'inside_word', delta: -50 })
      out.push({ type: 'PERSON', start: i, end, reasons })
      break
    }
  }
  return out
}

function build(names: readonly string[]): Index {
  const byStart = new Map<string, string[]>()
  for (const name of names) {
    const plain = normalise(name)
      .text.trim()
      .replace(/[\s・]+/g, '')
    if (plain.length < 2) continue
    const list = byStart.get(plain.slice(0, 2)) ?? []
    list.push(plain)
    byStart.set(plain.slice(0, 2), list)
    // A space after a surname of one letter.
    const spaced = `${plain[0]!} `
    byStart.set(spaced, [...(byStart.get(spaced) ?? []), plain])
  }
  for (const list of byStart.values()) list.sort((a, b) => b.length - a.length)
  return { byStart }
}

/** Where the name that begins at a place ends; one space or dot between its letters is passed over. */
function endOf(text: string, at: number, name: string): number | undefined {
  let i = at
  for (let k = 0; k < name.length; k++, i++) {
    if (k > 0 && (text[i] === ' ' || text[i] === '・') && text[i] !== name[k]) i++
    if (text[i] !== name[k]) return undefined
  }
  return i
}
