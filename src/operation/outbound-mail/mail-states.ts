import type { ProgressState } from '../../kernel/gates/index.ts'

/** 預かり状態: where a mail is. The CHECK of `outbound_mail.custody` says the same. */
export const CUSTODIES = [
  'held',
  'releasing',
  'released',
  'withdrawn',
  'sent_back',
  'expired',
  'frozen',
  'purged',
] as const
export type Custody = (typeof CUSTODIES)[number]

/** What kind of mail it is, which says what is asked of it. CHECK of `outbound_mail.mail_class`. */
export const MAIL_CLASSES = [
  'undetermined',
  'engagement',
  'general_business',
  'system_sender',
  'internal',
  'own_notice',
] as const
export type MailClass = (typeof MAIL_CLASSES)[number]

/** How a mail came in. CHECK of `outbound_mail.entry`. */
export const MAIL_ENTRIES = ['submission', 'filter', 'loopback', 'own'] as const
export type MailEntry = (typeof MAIL_ENTRIES)[number]

/** Where one recipient's copy is. CHECK of `outbound_mail_recipient.delivery`. */
export const DELIVERIES = [
  'held',
  'queued',
  'sending',
  'delivered',
  'deferred',
  'bounced',
  'removed',
  'cancelled',
] as const
export type Delivery = (typeof DELIVERIES)[number]

/** Why a mail is frozen. CHECK of `mail_freeze.cause`. */
export const FREEZE_CAUSES = ['lawsuit', 'investigation', 'restore'] as const
export type FreezeCause = (typeof FREEZE_CAUSES)[number]

/** What of a mail is erased in its rows, as the list of erasures names it. */
export const MAIL_ERASURES = ['mail-content', 'mail-record'] as const

/** Why nobody known stands behind a mail. CHECK of `outbound_mail.author_problem`. */
export const AUTHOR_PROBLEMS = [
  'no_sender',
  'no_from',
  'not_a_person',
  'not_active',
  'sender_and_from_differ',
  'no_unit',
] as const
export type AuthorProblem = (typeof AUTHOR_PROBLEMS)[number]

/** What happens with an attachment that no machine has opened. CHECK of `outbound_mail_policy.unopened_attachments`. */
export const UNOPENED_ATTACHMENTS = ['people_look', 'privacy_office'] as const
export type UnopenedAttachments = (typeof UNOPENED_ATTACHMENTS)[number]

/** Why a held mail stands still without anybody being asked: the privacy office's to solve. */
export const MAIL_TROUBLES = ['no_author', 'unread', 'no_approver'] as const
export type MailTrouble = (typeof MAIL_TROUBLES)[number]

/** Why approved mail does not leave: no relay is set, or it has taken none for an hour. */
export const QUEUE_TROUBLES = ['relay_unset', 'relay_silent'] as const

/** Where the gate of a listed mail stands: the projection of the gate kernel, whose union must be the same. */
export const PROGRESS_STATES = [
  'waiting',
  'stopped',
  'complete',
  'passed',
  'ended',
] as const satisfies readonly ProgressState[]
