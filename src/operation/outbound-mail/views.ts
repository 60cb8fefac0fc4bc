import { z } from 'zod'
import { GatePanel } from '../../base/gate-panel.ts'
import { GLASS_MARKS } from './glass/glass-states.ts'
import { GlassView } from './glass/glass-views.ts'
import {
  AUTHOR_PROBLEMS,
  CUSTODIES,
  DELIVERIES,
  FREEZE_CAUSES,
  MAIL_CLASSES,
  MAIL_ENTRIES,
  MAIL_TROUBLES,
  PROGRESS_STATES,
} from './mail-states.ts'
import { RULE_FINDINGS, RULE_SCOPES } from './sending-rules/rule-states.ts'

/** One row of a list of mails. */
export const MailLine = z.object({
  id: z.uuid(),
  subjectLine: z.string(),
  authorName: z.string().optional(),
  mailClass: z.enum(MAIL_CLASSES),
  engagementName: z.string().optional(),
  custody: z.enum(CUSTODIES),
  outsideCount: z.int(),
  outsideDomains: z.array(z.string()),
  attachmentCount: z.int().optional(),
  receivedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  /** The check that waits for the one who asks; absent where none does. */
  waitingCheck: z.string().optional(),
  /** The check of somebody else that has waited too long; only in the list of those. */
  lateCheck: z.string().optional(),
  waitingSince: z.iso.datetime().optional(),
  findingCount: z.int().optional(),
  /** Where its gate stands; absent where none is up. */
  progress: z.enum(PROGRESS_STATES).optional(),
  /** The checks that wait for somebody, whoever it is. */
  askedChecks: z.array(z.string()),
  /** Why a held mail stands still without anybody being asked. */
  trouble: z.enum(MAIL_TROUBLES).optional(),
  /** When the cool-down ends and it leaves. */
  releaseDueAt: z.iso.datetime().optional(),
  /** An emergency release was asked for, or has let it pass. */
  glass: z.enum(GLASS_MARKS).optional(),
})
export type MailLine = z.infer<typeof MailLine>

export const MailRecipient = z.object({
  id: z.uuid(),
  address: z.string(),
  domain: z.string(),
  isOutside: z.boolean(),
  /** In To or Cc of the header; otherwise a Bcc. Unknown until the mail is read. */
  isShown: z.boolean().optional(),
  delivery: z.enum(DELIVERIES),
  lastReply: z.string().optional(),
  nextTryAt: z.iso.datetime().optional(),
  /** When it was handed over, refused for good, or called off. */
  settledAt: z.iso.datetime().optional(),
  /** Outside: the registered parties to which the address belongs. */
  partyNames: z.array(z.string()).default([]),
  /** Outside, where an engagement is named: whether it explains the recipient. */
  isExplained: z.boolean().optional(),
  isOtherClient: z.boolean().optional(),
})
export type MailRecipient = z.infer<typeof MailRecipient>

export const MailAttachment = z.object({
  /** Its place in the mail, from 1. */
  number: z.int(),
  name: z.string(),
  /** What the sender's program says it is; nobody has looked whether it is true. */
  declaredType: z.string(),
  byteCount: z.int(),
  sha256: z.string(),
  /** Something in it is encrypted, and nobody could look. */
  isEncrypted: z.boolean().default(false),
  /** Its author gave a password that opens it; the password itself is shown to nobody. */
  isPasswordKept: z.boolean().default(false),
})
export type MailAttachment = z.infer<typeof MailAttachment>

/** An engagement that the author may name for this mail. */
export const EngagementChoice = z.object({
  engagementId: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  isExplained: z.boolean(),
  isOnRoster: z.boolean(),
  /** Why it does not explain the recipients, by domain. */
  misfits: z.array(z.object({ domain: z.string(), count: z.int(), isOtherClient: z.boolean() })),
})
export type EngagementChoice = z.infer<typeof EngagementChoice>

/** One reason for which a sending rule asks more. */
export const AskedMore = z.object({
  finding: z.enum(RULE_FINDINGS),
  scope: z.enum(RULE_SCOPES),
  /** The unit, domain or engagement of the rule; absent for the organisation's. */
  scopeName: z.string().optional(),
  needsReason: z.boolean(),
  /** So many persons; 0: it asks none. */
  supervisors: z.int(),
  office: z.int(),
})
export type AskedMore = z.infer<typeof AskedMore>

export const ReachedList = z.object({
  address: z.string(),
  name: z.string(),
  memberCount: z.int(),
  members: z.array(z.object({ address: z.string(), isOutside: z.boolean() })),
})
export type ReachedList = z.infer<typeof ReachedList>

export const MailView = z.object({
  id: z.uuid(),
  /** As what the one who asks sees it. */
  standing: z.enum(['author', 'privacy_office', 'approver', 'reviewer']),
  subjectLine: z.string(),
  authorName: z.string().optional(),
  authorProblem: z.enum(AUTHOR_PROBLEMS).optional(),
  headerFrom: z.string(),
  envelopeSender: z.string(),
  entry: z.enum(MAIL_ENTRIES),
  mailClass: z.enum(MAIL_CLASSES),
  engagement: z.object({ id: z.uuid(), name: z.string() }).optional(),
  purpose: z.string().optional(),
  choices: z.array(EngagementChoice),
  custody: z.enum(CUSTODIES),
  sha256: z.string(),
  byteCount: z.int(),
  receivedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  releaseDueAt: z.iso.datetime().optional(),
  /** When sending began, the first time. */
  releasedAt: z.iso.datetime().optional(),
  duplicateOfId: z.uuid().optional(),
  recipients: z.array(MailRecipient),
  /** Absent until the machine has read the mail, and after its content was erased. */
  reading: z
    .object({
      attachments: z.array(MailAttachment),
      textPreview: z.string(),
      isPreviewCut: z.boolean(),
      hasBccHeader: z.boolean(),
    })
    .optional(),
  /** Absent while no author is known or nothing has been read: then no gate stands, and nothing can leave. */
  panel: GatePanel.optional(),
  /** The check that waits for the one who asks. */
  waitingCheck: z.string().optional(),
  /** What sending rules ask of this mail beyond the gate's own checks, and because of what. */
  askedMore: z.array(AskedMore).default([]),
  /** The mailing lists among the recipients; to whom they go is told to our own people. */
  lists: z.array(ReachedList).default([]),
  /** Emergency releases; for the privacy office alone. */
  glass: GlassView.optional(),
  /** While it stands, nothing of the mail is erased. Who froze it and why is for the privacy office. */
  freeze: z
    .object({
      cause: z.enum(FREEZE_CAUSES),
      frozenAt: z.iso.datetime(),
      frozenByName: z.string().optional(),
      reason: z.string().optional(),
      wasHeld: z.boolean(),
    })
    .optional(),
  contentErasedAt: z.iso.datetime().optional(),
})
export type MailView = z.infer<typeof MailView>

export const TimelineLine = z.object({
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  actorName: z.string().optional(),
  /** The part of the program, where no person acted. */
  part: z.string().optional(),
  facts: z.record(z.string(), z.unknown()),
})

export const OutsideMessageLine = z.object({
  id: z.uuid(),
  /** Absent for a notice of ours. */
  mailId: z.uuid().optional(),
  envelopeSender: z.string(),
  recipients: z.array(z.string()),
  subjectLine: z.string(),
  byteCount: z.int(),
  sha256: z.string(),
  deliveredAt: z.iso.datetime(),
})
