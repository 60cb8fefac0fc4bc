import type { Finding } from '../../../base/gate-panel.ts'
import type { AttachmentScan } from '../attachments/contract.ts'
import { isGuarded, MOST_PERSONS_IN_BUSINESS } from './guarded-information.ts'
import { finding } from './judgement.ts'

export interface JudgedAttachment {
  readonly name: string
  readonly byteCount: number
  /** Absent where nothing has opened it. */
  readonly scan?: AttachmentScan | undefined
}

export interface AttachmentJudgement {
  readonly findings: readonly Finding[]
  /** Something in them that nobody has looked at. */
  readonly isUnread: boolean
  /** A virus, or personal data where there must be none. */
  readonly isStopped: boolean
}

/** So many reasons of one attachment are told one by one. */
const MOST_TOLD = 5

/**
 * What the machine saw in the attachments. One that was read and holds nothing personal says nothing; what nobody could
 * read is a finding each, with its reason, and is never clean.
 *
 * @param mustBeFree general business: guarded numbers, special-care information, or ten persons and more stop it
 * @source training deck 2025, case A; design.md §1, "Which mail passes"
 */
export function judgeAttachments(attachments: readonly JudgedAttachment[], mustBeFree: boolean): AttachmentJudgement {
  const findings: Finding[] = []
  let [isUnread, isStopped] = [false, false]
  attachments.forEach(({ name, byteCount, scan }, at) => {
    const facts = { name: name || '?', number: at + 1 }
    if (!scan) {
      isUnread = true
      findings.push(finding('attachment-not-opened', { ...facts, byteCount }, 'warning'))
      return
    }
    if (scan.virus !== undefined) {
      isStopped = true
      findings.push(finding('attachment-virus', { ...facts, virus: scan.virus }))
    }
    if (scan.isVirusUnknown) {
      isUnread = true
      findings.push(finding('attachment-virus-unknown', facts, 'warning'))
    }
    if (scan.unreadCount > 0) {
      isUnread = true
      findings.push(...unreadFindings(scan, facts))
    }
    findings.push(...photoFindings(scan, facts))
    const stops = mustBeFree && isPersonal(scan)
    isStopped ||= stops
    findings.push(...personalFindings(scan, facts, stops ? 'stop' : 'warning'))
  })
  return { findings, isUnread, isStopped }
}

function unreadFindings({ unread, unreadCount }: AttachmentScan, facts: Finding['facts']): Finding[] {
  const told = unread.slice(0, MOST_TOLD).map(({ path, reason }) => {
    const place = path.slice(1).join(' › ')
    const rule = `attachment-unread-${reason.replaceAll('_', '-')}`
    return place === '' ? finding(rule, facts, 'warning') : finding(`${rule}-in`, { ...facts, place }, 'warning')
  })
  const left = unreadCount - told.length
  return left > 0 ? [...told, finding('attachment-unread-more', { ...facts, count: left }, 'warning')] : told
}

/** What a camera wrote into a picture goes with it, unseen: the place is told first, since it is somebody's home more often than not. */
function photoFindings({ photos }: AttachmentScan, facts: Finding['facts']): Finding[] {
  if (!photos) return []
  const { count, placeCount } = photos
  if (placeCount > 0) return [finding('attachment-photo-place', { ...facts, count: placeCount }, 'warning')]
  return count > 0 ? [finding('attachment-photo-details', { ...facts, count }, 'warning')] : []
}

function personalFindings({ counts, persons }: AttachmentScan, facts: Finding['facts'], severity: Finding['severity']) {
  const found: Finding[] = []
  if (persons.max > 0) found.push(finding('attachment-persons', { ...facts, count: persons.max }, severity))
  for (const [type, count] of Object.entries(counts)) {
    // Names, addresses and the like are told by their persons.
    if (count > 0 && (isGuarded(type) || (persons.max === 0 && type !== 'POSTAL')))
      found.push(finding(`attachment-holds-${type}`, { ...facts, count }, severity))
  }
  return found
}

function isPersonal({ counts, persons }: AttachmentScan): boolean {
  return (
    persons.max >= MOST_PERSONS_IN_BUSINESS ||
    Object.entries(counts).some(([type, count]) => count > 0 && isGuarded(type))
  )
}
