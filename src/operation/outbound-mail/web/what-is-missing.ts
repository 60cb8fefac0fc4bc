import type { Finding, GatePanel } from '../../../base/gate-panel.ts'
import type { MailView } from '../contract.ts'

/** Invariant 14: findings are ticked one by one; without findings, recipients and attachments have been in view. */
export interface ToLookAt {
  /** Findings that a person passes knowingly, each once. */
  readonly findings: readonly (Finding & { readonly id: string })[]
  /** Of recipients and attachments, those to tick, and those that it is enough to have had in view. */
  readonly ticks: readonly string[]
  readonly views: readonly string[]
}

export interface Missing {
  readonly findings: number
  readonly recipients: number
  readonly attachments: number
  readonly unseenRecipients: number
  readonly unseenAttachments: number
}

export const recipientKey = (id: string) => `recipient ${id}`
export const attachmentKey = (number: number) => `attachment ${number}`

/** Which attachment a finding is about; undefined where it is about none. */
export const attachmentNumberOf = ({ rule, facts }: Pick<Finding, 'rule' | 'facts'>): number | undefined =>
  rule.startsWith('attachment-') && facts['number'] !== undefined ? Number(facts['number']) : undefined

/** What this reader has to look at before they decide. Where there are findings, the author ticks each item as well. */
export function toLookAt(mail: MailView, as: 'author' | 'approver'): ToLookAt {
  const findings = mail.panel ? findingsToTick(mail.panel) : []
  const outside = mail.recipients.filter((one) => one.isOutside && one.delivery !== 'removed')
  const attachments = mail.reading?.attachments ?? []
  const told = new Set(findings.map(attachmentNumberOf))
  const items = [
    ...outside.map(({ id }) => recipientKey(id)),
    // An attachment that a finding names is ticked there.
    ...attachments.filter(({ number }) => !told.has(number)).map(({ number }) => attachmentKey(number)),
  ]
  const seen = [...outside.map(({ id }) => recipientKey(id)), ...attachments.map(({ number }) => attachmentKey(number))]
  return findings.length > 0 && as === 'author'
    ? { findings, ticks: items, views: [] }
    : { findings, ticks: [], views: seen }
}

function findingsToTick(panel: GatePanel): ToLookAt['findings'] {
  const found = new Map<string, Finding & { readonly id: string }>()
  for (const { verdict, findings } of panel.stations) {
    if (verdict !== 'findings' && verdict !== 'unread') continue
    for (const finding of findings) if (finding.id) found.set(finding.id, { ...finding, id: finding.id })
  }
  return [...found.values()]
}

/** What has not been looked at yet; all zero: the reader may decide. */
export function whatIsMissing(to: ToLookAt, ticked: ReadonlySet<string>, seen: ReadonlySet<string>): Missing {
  const unticked = to.ticks.filter((key) => !ticked.has(key))
  const unseen = to.views.filter((key) => !seen.has(key))
  const ofRecipients = (keys: readonly string[]) => keys.filter((key) => key.startsWith('recipient ')).length
  return {
    findings: to.findings.filter(({ id }) => !ticked.has(id)).length,
    recipients: ofRecipients(unticked),
    attachments: unticked.length - ofRecipients(unticked),
    unseenRecipients: ofRecipients(unseen),
    unseenAttachments: unseen.length - ofRecipients(unseen),
  }
}
