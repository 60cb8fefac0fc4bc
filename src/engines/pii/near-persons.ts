import { isSpecialCare } from './finding.ts'
import { scored, type Scored } from './resolve.ts'

const SAME_SENTENCE = 45
const NEAR = 38
const REACH = 90
const IDENTIFIES = new Set([
  'PERSON',
  'MYNUMBER',
  'LICENSE',
  'PASSPORT',
  'RESIDENCE',
  'PENSION',
  'HEALTHINS',
  'JUMINHYO',
  'EMAIL',
  'BIRTH',
])

/**
 * Special care counts only where somebody is near: in the sentence, or within some letters of the same paragraph. The
 * word alone (糖尿病の予防) is nobody's.
 */
export function weighBySomebody(text: string, findings: readonly Scored[]): Scored[] {
  const persons = findings.filter(({ type, score }) => IDENTIFIES.has(type) && score >= 50)
  return findings.map((finding) => {
    if (!isSpecialCare(finding.type)) return finding
    const nearest = nearestOf(persons, finding)
    if (!nearest) return finding
    const between = text.slice(Math.min(nearest.end, finding.end), Math.max(nearest.start, finding.start))
    if (between.length > REACH || /\n\s*\n/.test(between)) return finding
    const isSame = !/[。\n]/.test(between)
    const reason = isSame ? { rule: 'person_in_sentence', delta: SAME_SENTENCE } : { rule: 'person_near', delta: NEAR }
    return scored({ ...finding, reasons: [...finding.reasons, reason] })
  })
}

/** `persons` stand in the order of the text. */
function nearestOf(persons: readonly Scored[], { start, end }: Scored): Scored | undefined {
  let [low, high] = [0, persons.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (persons[middle]!.start >= start) high = middle
    else low = middle + 1
  }
  const [before, after] = [persons[low - 1], persons[low]]
  if (!before || !after) return before ?? after
  return start - before.end <= after.start - end ? before : after
}
