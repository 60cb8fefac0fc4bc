import type { Finding } from '../../../base/gate-panel.ts'
import { isGuarded, MOST_PERSONS_IN_BUSINESS } from './guarded-information.ts'
import { finding } from './judgement.ts'

/** What the detector saw in a mail's subject and text: no value, only what kind of thing and how often. */
export interface TextScan {
  /** Name and version of what looked. */
  readonly engine: string
  /** False: something in it could not be searched. */
  readonly isWhole: boolean
  readonly counts: Readonly<Record<string, number>>
  /** At most so many persons. */
  readonly personCount: number
}

export interface TextJudgement {
  readonly findings: readonly Finding[]
  readonly isUnread: boolean
  readonly isStopped: boolean
}

/** A number of one person's own, by which they are found. An account may be the company's, and an illness a client's business. */
const OWN_NUMBER = /^(MYNUMBER|LICENSE|PASSPORT|RESIDENCE|PENSION|HEALTHINS|JUMINHYO|CARD)$/

/**
 * What the machine found in the mail's own words. Names, telephones and addresses of a few stand in every letter and say
 * nothing.
 *
 * @param mustBeFree general business: a person's own number stops it; what else is found is looked at and ticked
 * @source training deck 2025, case A; design.md §1, "Which mail passes"
 */
export function judgeText(scan: TextScan | undefined, mustBeFree: boolean): TextJudgement {
  if (!scan) return { findings: [], isUnread: false, isStopped: false }
  const findings: Finding[] = []
  let isStopped = false
  if (!scan.isWhole) findings.push(finding('text-not-searched', {}, 'warning'))
  if (scan.personCount >= MOST_PERSONS_IN_BUSINESS)
    findings.push(finding('text-persons', { count: scan.personCount }, 'warning'))
  for (const [type, count] of Object.entries(scan.counts)) {
    if (count === 0 || !isGuarded(type)) continue
    const stops = mustBeFree && OWN_NUMBER.test(type)
    isStopped ||= stops
    findings.push(finding(`text-holds-${type}`, { count }, stops ? 'stop' : 'warning'))
  }
  return { findings, isUnread: !scan.isWhole, isStopped }
}
