import type { PiiType, Reason } from '../finding.ts'
import { isDocumentBefore, isNearWord, type Label, labelBefore } from './labels.ts'

/** What the surroundings of a value say, in hundredths. */
export interface Weights {
  readonly label: number
  readonly near?: number
  /** Where the label before it names something else. */
  readonly other: number
}

/** Adds to the reasons what label and words around a value say for and against its type. */
export function weighSurroundings(
  text: string,
  type: PiiType,
  [start, end]: readonly [number, number],
  weights: Weights,
  reasons: Reason[],
): void {
  const found = labelBefore(text, start)
  if (found?.label === type) {
    reasons.push({
      rule: found.isAdjacent ? 'label' : 'label_near',
      delta: found.isAdjacent ? weights.label : weights.label - 10,
    })
    return
  }
  if (found?.isAdjacent && found.label === 'SOME_NUMBER') {
    // 免許証の写しを受領。No.3012…: what the number is one of was said before.
    if (weights.near && isDocumentBefore(text, type, start))
      reasons.push({ rule: 'document_before', delta: weights.near })
    else reasons.push({ rule: 'some_number_label', delta: Math.round(weights.other / 3) })
    return
  }
  if (found && found.isAdjacent && isOpposed(type, found.label)) {
    reasons.push({ rule: found.label === 'OTHER' ? 'other_number_label' : 'other_type_label', delta: weights.other })
    return
  }
  // Where even a word near it leaves nothing that speaks for it, nobody looks for one.
  const sum = reasons.reduce((total, { delta }) => total + delta, 0)
  if (weights.near && sum + weights.near > 0 && isNearWord(text, type, start, end))
    reasons.push({ rule: 'context_word', delta: weights.near })
}

/** A label of persons or of an address (連絡先) says nothing against a number. */
function isOpposed(type: PiiType, label: Label): boolean {
  if (label === 'PERSON') return false
  // The number of a card of residence is one of a card, and has letters that a credit card has not.
  if (label === 'CARD' && (type === 'RESIDENCE' || type === 'PASSPORT')) return false
  return !(label === 'ADDRESS' && (type === 'PHONE' || type === 'POSTAL'))
}
