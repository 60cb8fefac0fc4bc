import type { Station } from '../../../base/gate-panel.ts'
import type { StatusTone } from '../../../webkit/StatusWord.tsx'
import type { MailView } from '../contract.ts'

/** Where one mail stands, as the page says it in its first line. */
export type MailSituation =
  | { readonly kind: 'no_author' | 'reading' | 'stopped' | 'self_check' | 'closed' }
  | { readonly kind: 'approve'; readonly check: string }
  | { readonly kind: 'waiting' | 'nobody'; readonly station: Station }
  | { readonly kind: 'cooling'; readonly leavesAt: string; readonly minutes: number }
  | { readonly kind: Exclude<MailView['custody'], 'held'> }

/** What is asked of the reader comes before what is asked of others; what is stopped before both. */
export function mailSituation(mail: MailView): MailSituation {
  const { custody, panel, waitingCheck, releaseDueAt } = mail
  if (custody !== 'held') return { kind: custody }
  if (!mail.reading) return { kind: 'reading' }
  if (!mail.authorName || !panel) return { kind: 'no_author' }
  if (panel.stations.some(({ state }) => state === 'stopped')) return { kind: 'stopped' }
  if (waitingCheck === 'self-check') return { kind: 'self_check' }
  if (waitingCheck) return { kind: 'approve', check: waitingCheck }
  if (releaseDueAt) return { kind: 'cooling', leavesAt: releaseDueAt, minutes: coolDownMinutes(mail, releaseDueAt) }
  const waiting = panel.stations.filter(({ state, kind }) => state === 'waiting' && kind !== 'machine')
  const unasked = waiting.find(({ people }) => people.every(({ decidedAt }) => decidedAt))
  if (unasked) return { kind: 'nobody', station: unasked }
  return waiting[0] ? { kind: 'waiting', station: waiting[0] } : { kind: 'closed' }
}

/** How long the pause is in whole: from the last decision until it leaves. */
function coolDownMinutes({ panel }: MailView, leavesAt: string): number {
  const decided = panel?.stations.flatMap(({ at }) => (at ? [Date.parse(at)] : [])) ?? []
  return decided.length === 0 ? 0 : Math.round((Date.parse(leavesAt) - Math.max(...decided)) / 60_000)
}

type MayEnd = Pick<MailView, 'custody' | 'standing' | 'authorName' | 'freeze'>

/** Who may take a mail back: its author; where nobody knows one, and after a restore, the privacy office. */
export function mayWithdraw({ custody, standing, authorName, freeze }: MayEnd): boolean {
  if (custody === 'frozen')
    return freeze?.cause === 'restore' && (standing === 'author' || standing === 'privacy_office')
  return custody === 'held' && (standing === 'author' || (standing === 'privacy_office' && !authorName))
}

/** How each situation looks to this reader: what is asked of them is amber, what is stopped vermilion. */
export function toneOf({ kind }: MailSituation): StatusTone {
  if (kind === 'stopped' || kind === 'no_author' || kind === 'nobody') return 'stopped'
  if (kind === 'cooling' || kind === 'releasing' || kind === 'released') return 'passed'
  if (kind === 'self_check' || kind === 'approve' || kind === 'waiting' || kind === 'reading') return 'waiting'
  return 'later'
}
