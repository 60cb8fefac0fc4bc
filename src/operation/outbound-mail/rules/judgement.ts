import type { Finding } from '../../../base/gate-panel.ts'

/** What a machine check says; the gate adds the revision that it speaks of. */
export interface Judgement {
  readonly verdict: 'pass' | 'findings' | 'unread' | 'fail'
  readonly findings: readonly Finding[]
}

export const PASS: Judgement = { verdict: 'pass', findings: [] }

export const fail = (...findings: Finding[]): Judgement => ({ verdict: 'fail', findings })

/** A finding; `stop` shuts the gate, `warning` has to be ticked by whoever passes the mail. */
export const finding = (
  rule: string,
  facts: Finding['facts'] = {},
  severity: Finding['severity'] = 'stop',
): Finding => ({ rule, severity, facts })
