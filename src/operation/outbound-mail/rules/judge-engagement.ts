import type { Finding } from '../../../base/gate-panel.ts'
import type { Candidate, RosterAnswer } from '../../../planning/vendors/index.ts'
import { fail, finding, type Judgement, PASS } from './judgement.ts'

/** An engagement held against a mail: its recipients, and whether the author stands on its roster. */
export interface JudgedCandidate {
  readonly candidate: Candidate
  readonly roster: RosterAnswer
  /** A vendor of the engagement owes its roster: until it is handed in again, the engagement's mail stays shut. */
  readonly isRosterOverdue: boolean
}

/** At most so many reasons stand in one verdict; the count of the rest is told. */
const MOST_FINDINGS = 40

/** Is the author on the roster (従事者一覧) of the engagement? Without one named: no engagement will do unless one lists them. */
export function judgeRoster(named: JudgedCandidate | undefined, candidates: readonly JudgedCandidate[]): Judgement {
  if (named) {
    const overdue = finding('roster-overdue', { engagement: named.candidate.name })
    const findings = [
      ...(named.roster.onRoster ? [] : [rosterFinding(named)]),
      ...(named.isRosterOverdue ? [overdue] : []),
    ]
    return findings.length > 0 ? fail(...findings) : PASS
  }
  return fail(
    finding('engagement-not-named', { candidateCount: candidates.length }),
    ...candidates.filter(({ roster }) => !roster.onRoster).map(rosterFinding),
  )
}

/** Is every outside recipient a party of the engagement? Without one named, each candidate says why it fails (case A). */
export function judgeRecipients(named: JudgedCandidate | undefined, candidates: readonly JudgedCandidate[]): Judgement {
  const asked = named ? [named] : candidates
  const findings = asked.flatMap(({ candidate }) => [
    ...(candidate.isRunning ? [] : [finding('engagement-not-running', { engagement: candidate.name })]),
    ...candidate.unexplained.map((recipient) =>
      finding(`recipient-${recipient.reason.replaceAll('_', '-')}`, {
        engagement: candidate.name,
        domain: recipient.domain ?? '?',
      }),
    ),
  ])
  if (!named) return fail(finding('engagement-not-named', { candidateCount: candidates.length }), ...cut(findings))
  return findings.length > 0 ? fail(...cut(findings)) : PASS
}

/** Is a recipient, or an attachment by where it came from, another client's than the engagement's? */
export function judgeOtherClient(
  named: JudgedCandidate | undefined,
  candidates: readonly JudgedCandidate[],
  foreign: {
    /** Attachments that are, or hold, the very bytes that were received from somebody else. */
    readonly attachments: readonly { readonly name: string; readonly party: string }[]
    /** Persons of lists that were received from somebody else; undefined where nobody could look. */
    readonly rows: readonly Finding[] | undefined
  },
): Judgement {
  const findings = (named ? [named] : candidates).flatMap(({ candidate }) =>
    candidate.otherClient.map((recipient) =>
      finding(`recipient-${recipient.reason.replaceAll('_', '-')}`, {
        engagement: candidate.name,
        domain: recipient.domain ?? '?',
      }),
    ),
  )
  const files = foreign.attachments.map(({ name, party }) => finding('attachment-of-other-client', { name, party }))
  const unknown = foreign.rows ? [] : [finding('attachment-rows-unknown', {}, 'warning')]
  const all = [...files, ...(foreign.rows ?? []), ...findings, ...unknown]
  if (all.some(({ severity }) => severity === 'stop')) return fail(...cut(all))
  if (all.length === 0) return PASS
  return { verdict: foreign.rows ? 'findings' : 'unread', findings: cut(all) }
}

const rosterFinding = ({ candidate, roster }: JudgedCandidate) =>
  finding(`author-${roster.reason.replaceAll('_', '-')}`, { engagement: candidate.name })

function cut<T extends ReturnType<typeof finding>>(findings: readonly T[]) {
  if (findings.length <= MOST_FINDINGS) return findings
  return [...findings.slice(0, MOST_FINDINGS), finding('and-more', { count: findings.length - MOST_FINDINGS })]
}
