import { type Finding, isSpecialCare } from './finding.ts'
import { findNames } from './names/find-names.ts'
import { weighBySomebody } from './near-persons.ts'
import type { DetectTextOptions } from './options.ts'
import { scanPatterns } from './patterns.ts'
import { isTouched, scored, type Scored, withoutOverlaps } from './resolve.ts'
import { forgetLastText } from './text/labels.ts'
import { normalise } from './text/normalise.ts'

const MIN_SCORE = 0.5

/**
 * Personal information of a text, in its order. Findings never overlap. Deterministic, and linear in the length of the
 * text (about a second a megabyte).
 */
export function detectText(text: string, options: DetectTextOptions = {}): Finding[] {
  const least = Math.round((options.minScore ?? MIN_SCORE) * 100)
  const normal = normalise(text)
  const wants = options.types && new Set(options.types)
  const names = findNames(normal.text, options.nameTagger, options.words)
  const all = [...scanPatterns(normal.text), ...names].map(scored)
  const never = options.words?.never?.length
    ? new Set(options.words.never.map((word) => normalise(word).text))
    : undefined
  const allowed = never ? all.filter(({ start, end }) => !never.has(normal.text.slice(start, end))) : all
  const plain = withoutOverlaps(
    allowed.filter(({ type, score }) => !isSpecialCare(type) && score >= Math.min(least, 50)),
  )
  // A word of the lists is surer than a name; the mere ending of one is not (山岸陽炎).
  const persons = plain.filter(({ type }) => type === 'PERSON')
  const care = withoutOverlaps(
    allowed.filter(
      (one) => isSpecialCare(one.type) && !(one.reasons[0]!.rule === 'disease_ending' && isTouched(persons, one)),
    ),
  )
  forgetLastText()
  const together = withoutOverlaps(
    weighBySomebody(normal.text, merged(plain, care)).filter(({ score }) => score >= least),
  )
  return oneFactEach(normal.text, together)
    .filter(({ type }) => wants === undefined || wants.has(type))
    .map(({ type, class: fine, start, end, score, reasons }) => ({
      type,
      ...(fine && { class: fine }),
      start: normal.sourceStart(start),
      end: normal.sourceEnd(end - 1),
      score: score / 100,
      reasons: reasons.map(({ rule, delta }) => ({ rule, delta: delta / 100 })),
    }))
}

function merged(a: readonly Scored[], b: readonly Scored[]): Scored[] {
  return [...a, ...b].sort((x, y) => x.start - y.start || x.end - y.end)
}

const HISTORY_LABEL = /^(?:既往歴|既往症|病歴|罹患歴|持病) ?[:は]? ?$/

/** 糖尿病で通院中 is one fact: the care that goes with a named illness is not told twice. */
function oneFactEach(text: string, findings: readonly Scored[]): Scored[] {
  return findings.filter(({ class: fine, start, end }, i) => {
    // 既往歴:脳梗塞 — the label of the illness that is told.
    const next = findings[i + 1]
    if (next?.type === 'SC_MEDICAL' && fine === 'medical_history' && HISTORY_LABEL.test(text.slice(start, next.start)))
      return false
    if (fine !== 'medical_care') return true
    return ![findings[i - 1], findings[i + 1]].some((other) => {
      if (other?.type !== 'SC_MEDICAL' || other.class === 'medical_care') return false
      const between = text.slice(Math.min(other.end, end), Math.max(other.start, start))
      return between.length <= 6 && !/[。\n]/.test(between)
    })
  })
}
