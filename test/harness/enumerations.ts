import { LANGUAGES, type Word } from '../../src/base/words.ts'
import { StationState } from '../../src/base/gate-panel.ts'
import { UNREAD_REASONS } from '../../src/engines/mail-parts/index.ts'
import { MISMATCH_KINDS, PHOTO_VERDICTS, SHEET_STATES } from '../../src/engines/print-match/index.ts'
import { MANDATORY_REASONS } from '../../src/engines/sampling/index.ts'
import { ACCOUNT_LINK_KINDS, ACCOUNT_STATUSES, TEXT_SIZES } from '../../src/kernel/access/index.ts'
import { accountStatusWords, textSizeWords } from '../../src/kernel/access/words.ts'
import {
  CHECK_KINDS,
  CHECK_SIDES,
  GATE_ENDS,
  NUDGES,
  OUTCOMES,
  PROGRESS_STATES,
  REVIEW_CONCLUSIONS,
  VERDICTS,
} from '../../src/kernel/gates/index.ts'
import { gateWords } from '../../src/kernel/gates/words.ts'
import { ACTOR_KINDS, LEDGER_STATES, LINKED_STATES } from '../../src/kernel/ledger/index.ts'
import { ledgerStateWords, linkedStateWords } from '../../src/kernel/ledger/words.ts'
import { NOTICE_MAIL_STATES } from '../../src/kernel/notices/index.ts'
import { HOLIDAY_SOURCES, OBLIGATION_STATES } from '../../src/kernel/obligations/index.ts'
import { holidaySourceWords, obligationStateWords } from '../../src/kernel/obligations/words.ts'
import { DELEGATION_KINDS, ROLES, UNIT_KINDS } from '../../src/kernel/people/index.ts'
import { delegationKindWords, roleWords, unitKindWords } from '../../src/kernel/people/words.ts'
import { DATASET_STATES, LINEAGE_KINDS } from '../../src/kernel/vault/index.ts'
import {
  AUTHOR_PROBLEMS,
  CUSTODIES,
  DELIVERIES,
  GLASS_MARKS,
  FREEZE_CAUSES,
  MAIL_CLASSES,
  MAIL_ENTRIES,
  RULE_FINDINGS,
  RULE_RESPONSES,
  RULE_SCOPES,
  UNOPENED_ATTACHMENTS,
} from '../../src/operation/outbound-mail/index.ts'
import {
  authorProblemWords,
  custodyWords,
  deliveryWords,
  glassMarkWords,
  freezeCauseWords,
  mailClassWords,
  unopenedAttachmentsWords,
} from '../../src/operation/outbound-mail/words.ts'
import {
  ruleFindingWords,
  ruleResponseWords,
  ruleScopeWords,
} from '../../src/operation/outbound-mail/sending-rules/words.ts'
import {
  DATA_CLASSES,
  DOMAIN_COVERS,
  ENGAGEMENT_STATUSES,
  GUEST_ANSWERS,
  PARTY_STATUSES,
  RECIPIENT_REASONS,
  RELATIONS,
  ROSTER_CHANGES,
  ROSTER_REASONS,
  WORKER_STATES,
} from '../../src/planning/vendors/index.ts'
import {
  dataClassWords,
  domainCoversWords,
  engagementStatusWords,
  guestAnswerWords,
  partyStatusWords,
  recipientReasonWords,
  relationWords,
  rosterChangeWords,
  rosterReasonWords,
  workerStateWords,
} from '../../src/planning/vendors/words.ts'

import {
  BATCH_KINDS,
  CLIENT_ANSWERS,
  ENTRY_WAYS,
  LOT_STOP_CAUSES,
  PRINT_FREEZE_CAUSES,
  PRINT_MISSING,
  PRINT_OUTCOMES,
  PRINT_RUN_KINDS,
  PRINT_RUN_STATES,
  PRINT_SLOTS,
  PRINT_STAGES,
  STAGE_STATES,
} from '../../src/operation/print-checks/print-states.ts'
import {
  batchKindWords,
  clientAnswerWords,
  entryWayWords,
  lotStopCauseWords,
  printFreezeCauseWords,
  printMissingWords,
  printOutcomeWords,
  printRunKindWords,
  printRunStateWords,
  printSlotWords,
  printStageWords,
  stageStateWords,
} from '../../src/operation/print-checks/words.ts'

import { listStateWords } from '../../src/operation/received-data/words.ts'
import { SCAN_SOURCES, SCAN_STATES, SCANNED_STATUSES } from '../../src/planning/inventory/scan-states.ts'
import { scannedStatusWords, scanSourceWords, scanStateWords } from '../../src/planning/inventory/words.ts'
import { BACKUP_ALARMS, BACKUP_OUTCOMES, BACKUP_RUN_KINDS } from '../../src/app/backup/contract.ts'
import { backupAlarmWords, backupOutcomeWords, backupRunKindWords } from '../../src/app/backup/words.ts'

export interface Enumeration {
  readonly values: readonly string[]
  /** Columns whose CHECK says the same. */
  readonly columns: readonly string[]
  /** What a page shows for each value. Left out where no page ever shows one. */
  readonly words?: Readonly<Record<string, Word>>
}

const listed = (values: readonly string[], columns: readonly string[], words?: Enumeration['words']): Enumeration => ({
  values,
  columns,
  ...(words && { words }),
})

/** Every enumeration of the product, by the name that its rows in GLOSSARY.md begin with. */
export const ENUMERATIONS: Readonly<Record<string, Enumeration>> = {
  accountLinkKind: listed(ACCOUNT_LINK_KINDS, ['account_link.kind']),
  accountStatus: listed(ACCOUNT_STATUSES, ['account.status'], accountStatusWords),
  actorKind: listed(ACTOR_KINDS, ['event.actor_kind', 'sheet_import.actor_kind']),
  authorProblem: listed(AUTHOR_PROBLEMS, ['outbound_mail.author_problem'], authorProblemWords),
  backupAlarm: listed(BACKUP_ALARMS, [], backupAlarmWords),
  backupOutcome: listed(BACKUP_OUTCOMES, ['backup_run.outcome'], backupOutcomeWords),
  backupRunKind: listed(BACKUP_RUN_KINDS, ['backup_run.kind'], backupRunKindWords),
  batchKind: listed(BATCH_KINDS, [], batchKindWords),
  checkKind: listed(CHECK_KINDS, ['gate_check.kind'], gateWords.kinds),
  checkSide: listed(CHECK_SIDES, ['gate_check.side']),
  clientAnswer: listed(CLIENT_ANSWERS, [], clientAnswerWords),
  custody: listed(CUSTODIES, ['outbound_mail.custody'], custodyWords),
  dataClass: listed(DATA_CLASSES, ['engagement.data_classes'], dataClassWords),
  datasetState: listed(DATASET_STATES, ['registered_dataset.state'], listStateWords),
  delegationKind: listed(DELEGATION_KINDS, ['delegation.kind'], delegationKindWords),
  delivery: listed(DELIVERIES, ['outbound_mail_recipient.delivery'], deliveryWords),
  domainCovers: listed(DOMAIN_COVERS, ['party_domain.covers'], domainCoversWords),
  engagementStatus: listed(ENGAGEMENT_STATUSES, ['engagement.status'], engagementStatusWords),
  entryWay: listed(ENTRY_WAYS, ['print_sample_entry.how'], entryWayWords),
  lotStopCause: listed(LOT_STOP_CAUSES, ['print_lot_report.cause'], lotStopCauseWords),
  photoVerdict: listed(PHOTO_VERDICTS, []),
  printFreezeCause: listed(PRINT_FREEZE_CAUSES, ['print_freeze.cause'], printFreezeCauseWords),
  freezeCause: listed(FREEZE_CAUSES, ['mail_freeze.cause'], freezeCauseWords),
  gateEnd: listed(GATE_ENDS, ['gate_end.how'], gateWords.ends),
  guestAnswer: listed(GUEST_ANSWERS, [], guestAnswerWords),
  glassMark: listed(GLASS_MARKS, [], glassMarkWords),
  ruleFinding: listed(RULE_FINDINGS, [], ruleFindingWords),
  ruleResponse: listed(RULE_RESPONSES, [], ruleResponseWords),
  ruleScope: listed(RULE_SCOPES, ['sending_rule_set.scope_kind'], ruleScopeWords),
  holidaySource: listed(HOLIDAY_SOURCES, ['organisation_holiday.source'], holidaySourceWords),
  language: listed(LANGUAGES, ['account.language', 'notice_preference.language']),
  ledgerState: listed(LEDGER_STATES, [], ledgerStateWords),
  lineageKind: listed(LINEAGE_KINDS, ['file_lineage.kind']),
  linkedState: listed(LINKED_STATES, [], linkedStateWords),
  mandatoryReason: listed(MANDATORY_REASONS, ['print_sample_item.reasons']),
  mismatchKind: listed(MISMATCH_KINDS, []),
  scanSource: listed(SCAN_SOURCES, ['pii_scan.source'], scanSourceWords),
  scanState: listed(SCAN_STATES, [], scanStateWords),
  scannedStatus: listed(SCANNED_STATUSES, ['pii_scan_file.status'], scannedStatusWords),
  sheetState: listed(SHEET_STATES, []),
  mailClass: listed(MAIL_CLASSES, ['outbound_mail.mail_class'], mailClassWords),
  mailEntry: listed(MAIL_ENTRIES, ['outbound_mail.entry']),
  noticeMailState: listed(NOTICE_MAIL_STATES, ['notice_mail.state']),
  obligationState: listed(OBLIGATION_STATES, [], obligationStateWords),
  outcome: listed(OUTCOMES, ['gate_decision.outcome'], gateWords.outcomes),
  partyStatus: listed(PARTY_STATUSES, ['party.status'], partyStatusWords),
  nudge: listed(NUDGES, ['gate_nudge.nudge'], gateWords.nudges),
  progressState: listed(PROGRESS_STATES, ['gate_progress.state'], gateWords.progressStates),
  printMissing: listed(PRINT_MISSING, [], printMissingWords),
  printOutcome: listed(PRINT_OUTCOMES, ['print_run.outcome'], printOutcomeWords),
  printRunKind: listed(PRINT_RUN_KINDS, ['print_run.kind'], printRunKindWords),
  printRunState: listed(PRINT_RUN_STATES, ['print_run.state'], printRunStateWords),
  printSlot: listed(PRINT_SLOTS, ['print_file.slot'], printSlotWords),
  printStage: listed(PRINT_STAGES, ['print_passage.stage'], printStageWords),
  recipientReason: listed(RECIPIENT_REASONS, [], recipientReasonWords),
  relation: listed(RELATIONS, ['engagement_party.relation'], relationWords),
  reviewConclusion: listed(REVIEW_CONCLUSIONS, ['break_glass_review.conclusion'], gateWords.reviewConclusions),
  role: listed(ROLES, ['membership.role', 'delegation.role'], roleWords),
  rosterChange: listed(ROSTER_CHANGES, [], rosterChangeWords),
  rosterReason: listed(ROSTER_REASONS, [], rosterReasonWords),
  stageState: listed(STAGE_STATES, [], stageStateWords),
  stationState: listed(StationState.options, [], gateWords.stationStates),
  textSize: listed(TEXT_SIZES, ['account.text_size'], textSizeWords),
  unitKind: listed(UNIT_KINDS, ['unit.kind'], unitKindWords),
  unopenedAttachments: listed(
    UNOPENED_ATTACHMENTS,
    ['outbound_mail_policy.unopened_attachments'],
    unopenedAttachmentsWords,
  ),
  unreadReason: listed(UNREAD_REASONS, ['outbound_mail_reading.unread']),
  verdict: listed(VERDICTS, ['gate_verdict.verdict'], gateWords.verdicts),
  workerState: listed(WORKER_STATES, [], workerStateWords),
}
