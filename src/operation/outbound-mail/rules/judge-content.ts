import type { Finding } from '../../../base/gate-panel.ts'
import type { MailClass, UnopenedAttachments } from '../mail-states.ts'
import { judgeAttachments, type JudgedAttachment } from './judge-attachments.ts'
import { judgeText, type TextScan } from './judge-text.ts'
import { finding, type Judgement, PASS } from './judgement.ts'

export interface ReadContent {
  readonly unread: readonly string[]
  readonly attachments: readonly JudgedAttachment[]
  /** Absent where nothing has searched the mail's own words. */
  readonly textScan?: TextScan | undefined
  readonly hasBccHeader: boolean
  readonly unreadableAddressCount: number
  /** Addresses that the header shows, normalised. */
  readonly shownAddresses: ReadonlySet<string>
}

/** So many hidden recipients are named one by one; of more the count is told, and the list shows who they are. */
const MOST_NAMED = 20

/**
 * What the machine saw in the mail itself: that two parsers read it alike, whom the header hides, and what is in its words
 * and attachments. What nobody could open is never called clean: each is a finding that the author and the approver look at
 * and tick, or (by policy, and for general business mail always, because that must be free of personal data) `unread`,
 * which adds the privacy office's approval.
 */
export function judgeContent(
  content: ReadContent,
  recipients: readonly string[],
  rule: { readonly mailClass: MailClass; readonly unopenedAttachments: UnopenedAttachments },
): Judgement {
  const findings: Finding[] = content.unread.map((code) => finding(code.replaceAll('_', '-'), {}, 'warning'))
  const hidden = recipients.filter((address) => !content.shownAddresses.has(address))
  if (content.hasBccHeader) findings.push(finding('bcc-header', {}, 'warning'))
  if (hidden.length > MOST_NAMED) findings.push(finding('recipients-not-shown', { count: hidden.length }, 'warning'))
  else for (const address of hidden) findings.push(finding('recipient-not-shown', { address }, 'warning'))
  if (content.unreadableAddressCount > 0) {
    findings.push(finding('address-unreadable', { count: content.unreadableAddressCount }, 'warning'))
  }
  const mustBeFree = rule.mailClass === 'general_business' || rule.mailClass === 'undetermined'
  const text = judgeText(content.textScan, rule.mailClass === 'general_business')
  const attachments = judgeAttachments(content.attachments, rule.mailClass === 'general_business')
  findings.push(...text.findings, ...attachments.findings)
  const isUnread =
    content.unread.length > 0 ||
    ((text.isUnread || attachments.isUnread) && (mustBeFree || rule.unopenedAttachments === 'privacy_office'))
  if (findings.length === 0) return PASS
  return { verdict: text.isStopped || attachments.isStopped ? 'fail' : isUnread ? 'unread' : 'findings', findings }
}
