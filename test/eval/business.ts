/** Scores of one detector on the synthetic business texts. */
import type { PiiType } from '../../src/engines/pii/index.ts'

export interface BusinessText {
  readonly id: string
  readonly text: string
  readonly ents: readonly { readonly s: number; readonly e: number; readonly type: PiiType; readonly form: string }[]
}
export interface Span {
  readonly type: string
  readonly start: number
  readonly end: number
}
export interface TypeScore {
  gold: number
  hit: number
  found: number
  overlapHit: number
  overlapFound: number
}
export interface BusinessScore {
  readonly byType: ReadonlyMap<string, TypeScore>
  readonly micro: TypeScore
  /** Findings that touch no labelled span at all. */
  readonly falseCount: number
  readonly misses: readonly string[]
}

const none = (): TypeScore => ({ gold: 0, hit: 0, found: 0, overlapHit: 0, overlapFound: 0 })
const touches = (a: { s: number; e: number }, b: Span) => a.s < b.end && b.start < a.e

/** Exact: type, start and end. Overlap: type, and at least one code unit in common. */
export function scoreBusiness(
  texts: readonly BusinessText[],
  detect: (text: string) => readonly Span[],
): BusinessScore {
  const byType = new Map<string, TypeScore>()
  const of = (type: string) => byType.get(type) ?? byType.set(type, none()).get(type)!
  let falseCount = 0
  const misses: string[] = []
  for (const { id, text, ents } of texts) {
    const spans = detect(text)
    for (const span of spans) {
      of(span.type).found++
      if (ents.some((ent) => ent.type === span.type && touches(ent, span))) of(span.type).overlapFound++
      if (!ents.some((ent) => touches(ent, span))) falseCount++
      if (!ents.some((ent) => ent.type === span.type && ent.s === span.start && ent.e === span.end))
        misses.push(`${id} + ${span.type} ${around(text, span.start, span.end)}`)
    }
    for (const ent of ents) {
      const score = of(ent.type)
      score.gold++
      if (spans.some((span) => span.type === ent.type && span.start === ent.s && span.end === ent.e)) score.hit++
      else misses.push(`${id} - ${ent.type} ${around(text, ent.s, ent.e)}`)
      if (spans.some((span) => span.type === ent.type && touches(ent, span))) score.overlapHit++
    }
  }
  const micro = none()
  for (const score of byType.values())
    for (const key of Object.keys(micro) as (keyof TypeScore)[]) micro[key] += score[key]
  return { byType, micro, falseCount, misses }
}

export const f1 = (hit: number, found: number, gold: number) => (found + gold === 0 ? 0 : (2 * hit) / (found + gold))
export const overlapF1 = ({ overlapHit, overlapFound, gold, found }: TypeScore) => {
  const [precision, recall] = [overlapFound / Math.max(1, found), overlapHit / Math.max(1, gold)]
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

function around(text: string, start: number, end: number): string {
  return `${text.slice(Math.max(0, start - 12), start)}[${text.slice(start, end)}]${text.slice(end, end + 10)}`.replaceAll(
    '\n',
    '⏎',
  )
}
