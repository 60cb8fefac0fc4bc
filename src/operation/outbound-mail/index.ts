/**
 * 社外メールの関門: holds every mail to an outside address until the right people have looked.
 * Stands on: kernel, engines/mail-parts, planning/vendors. Used by: app.
 */
export { outboundMailGate, systemMailGate } from './gate.ts'
export { outboundMailRoutes } from './routes.ts'
export { outboundMailRights } from './rights.ts'
export { mailQueueHealth, type MailQueueHealth } from './read-models.ts'
export { equipOutboundMail } from './equip-outbound-mail.ts'
export type { MailEquipment } from './equipment.ts'
export type { DocumentDesk } from './attachments/document-desk.ts'
export { AttachmentPreview, AttachmentScan } from './attachments/contract.ts'
export { outboundMailJobs, outboundMailSchedules } from './jobs.ts'
export { type SmtpFront, type SmtpFrontOptions, startSmtpFront } from './smtp/start-smtp-front.ts'
export type { SignedIn } from './smtp/entry-of.ts'
export type { Deliverer, Delivery as MailDelivery, DeliveryResult } from './release/deliverer.ts'
export { relayDeliverer, type Relay } from './release/relay-deliverer.ts'
export { demoNoticeMailbox } from './release/demo-notices.ts'
export { demoMailbox } from './release/demo-mailbox.ts'
export { lintPostfix } from './postfix/lint-postfix.ts'
export { LINT_EFFECTS, LINT_RULES, type LintFinding } from './postfix/lint-finding.ts'
export { lintEffectWords, lintRuleWords } from './postfix/lint-words.ts'
export { type PostfixConfig, readPostfixConfig } from './postfix/postfix-config.ts'
export { GLASS_MARKS } from './glass/glass-states.ts'
export {
  AUTHOR_PROBLEMS,
  CUSTODIES,
  DELIVERIES,
  FREEZE_CAUSES,
  MAIL_CLASSES,
  MAIL_ENTRIES,
  MAIL_ERASURES,
  MAIL_TROUBLES,
  UNOPENED_ATTACHMENTS,
} from './mail-states.ts'
export {
  authorProblemWords,
  custodyWords,
  deliveryWords,
  freezeCauseWords,
  mailCheckWords,
  mailClassWords,
  mailEventWords,
  mailFindingWords,
  mailGateWords,
  mailSettingEventWords,
  mailTroubleWords,
  unopenedAttachmentsWords,
} from './words.ts'
export { RULE_FINDINGS, RULE_RESPONSES, RULE_SCOPES } from './sending-rules/rule-states.ts'
export { saveSendingRules } from './sending-rules/operations/save-sending-rules.ts'
export { internalDomains } from './store.ts'
export { addInternalDomain } from './operations/add-internal-domain.ts'
export { removeInternalDomain } from './operations/remove-internal-domain.ts'
export { registerSystemSender } from './operations/register-system-sender.ts'
export { endSystemSender } from './operations/end-system-sender.ts'
export { changeMailPolicy } from './operations/change-mail-policy.ts'
export { keepDemoNotice } from './operations/keep-demo-notice.ts'
export { purgeAllMail } from './operations/purge-all-mail.ts'
export { eraseMailsAgain } from './retention/erase-mail.ts'
export { freezeAfterRestore } from './operations/freeze-after-restore.ts'
export { type MailGauges, mailGauges } from './views/mail-gauges.ts'
