/**
 * Generated from db/migrations by `npm run tables`.
 * Please do not edit it manually.
 */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type PgbossJobState = "active" | "cancelled" | "completed" | "created" | "failed" | "retry";

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface Absence {
  created_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  from_at: Timestamp;
  id: string;
  org_id: Generated<string>;
  person_id: string;
  until_at: Timestamp;
  version: Generated<number>;
}

export interface Account {
  created_at: Generated<Timestamp>;
  disabled_at: Timestamp | null;
  id: string;
  language: Generated<string>;
  org_id: Generated<string>;
  person_id: string;
  status: string;
  text_size: Generated<string>;
  user_id: string;
  version: Generated<number>;
}

export interface AccountLink {
  account_id: string;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  id: string;
  kind: string;
  org_id: Generated<string>;
  token_hash: string;
  used_at: Timestamp | null;
}

export interface BackupRun {
  backup_id: string;
  byte_count: Generated<Int8>;
  file_count: Generated<Int8>;
  finding_count: Generated<number>;
  finished_at: Timestamp | null;
  id: string;
  kind: string;
  outcome: string;
  started_at: Generated<Timestamp>;
}

export interface BreakGlass {
  author_id: string;
  commitment: string;
  expires_at: Timestamp;
  id: string;
  opened_at: Generated<Timestamp>;
  opening_id: string;
  org_id: Generated<string>;
  person_id: string;
  reason_id: string;
  revision: number;
  revision_hash: string;
}

export interface BreakGlassConfirmation {
  author_id: string;
  break_glass_id: string;
  confirmed_at: Generated<Timestamp>;
  opener_id: string;
  org_id: Generated<string>;
  person_id: string;
}

export interface BreakGlassReview {
  author_id: string;
  break_glass_id: string;
  commitment: string;
  conclusion: string;
  confirmer_id: string;
  findings_id: string;
  opener_id: string;
  opening_id: string;
  org_id: Generated<string>;
  person_id: string;
  reviewed_at: Generated<Timestamp>;
}

export interface Delegation {
  created_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  from_at: Timestamp;
  from_person_id: string;
  id: string;
  kind: Generated<string>;
  org_id: Generated<string>;
  reason: string;
  role: string;
  to_person_id: string;
  unit_id: string | null;
  until_at: Timestamp | null;
  version: Generated<number>;
}

export interface Engagement {
  created_at: Generated<Timestamp>;
  data_classes: Generated<string[]>;
  from_on: string;
  id: string;
  name: string;
  org_id: Generated<string>;
  owner_unit_id: string;
  purpose: string;
  responsible_person_id: string;
  status: Generated<string>;
  until_on: string | null;
  version: Generated<number>;
}

export interface EngagementParty {
  created_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  engagement_id: string;
  entruster_id: string | null;
  id: string;
  must_client_sign_off: Generated<boolean>;
  org_id: Generated<string>;
  party_id: string;
  relation: string;
  roster_obligation_id: string | null;
  tier: number | null;
  version: Generated<number>;
}

export interface Erasure {
  erased_at: Generated<Timestamp>;
  kind: string;
  listed_at: Timestamp | null;
  org_id: Generated<string>;
  subject_id: string;
}

export interface Event {
  actor_id: string | null;
  actor_kind: string;
  actor_via: string;
  commitment: string | null;
  facts: Json;
  id: string;
  occurred_at: Generated<Timestamp>;
  org_id: Generated<string>;
  subject_id: string;
  subject_kind: string;
  type: string;
  xid: Generated<string>;
}

export interface EventLink {
  chain_hash: Buffer;
  event_id: string;
  leaf_hash: Buffer;
  leaf_index: Int8;
  linked_at: Generated<Timestamp>;
  org_id: string;
}

export interface FileErasure {
  erased_at: Generated<Timestamp>;
  file_id: string;
  org_id: Generated<string>;
  removed_at: Timestamp | null;
}

export interface FileKey {
  created_at: Generated<Timestamp>;
  facts_id: string | null;
  file_id: string | null;
  id: string;
  master_key_id: string;
  org_id: Generated<string>;
  wrapped: Buffer;
}

export interface FileLineage {
  byte_count: Int8;
  created_at: Generated<Timestamp>;
  engagement_id: string | null;
  file_id: string;
  id: string;
  kind: string;
  org_id: Generated<string>;
  party_id: string | null;
  sha256: string;
}

export interface GateCheck {
  check_id: string;
  kind: string;
  opening_id: string;
  org_id: Generated<string>;
  side: string;
}

export interface GateDecision {
  acting_for_id: string | null;
  author_id: string;
  check_id: string;
  check_kind: string;
  check_side: string;
  comment_id: string | null;
  commitment: string | null;
  decided_at: Generated<Timestamp>;
  evidence_id: string | null;
  evidence_sha256: string | null;
  id: string;
  opening_id: string;
  org_id: Generated<string>;
  outcome: string;
  party_id: string | null;
  person_id: string;
  points: Generated<string[]>;
  revision: number;
  revision_hash: string;
  role: string;
  sampled_count: number | null;
  seconds_in_view: number | null;
  seq: Generated<Int8>;
  unit_id: string;
  via: string;
}

export interface GateEnd {
  ended_at: Generated<Timestamp>;
  how: string;
  opening_id: string;
  org_id: Generated<string>;
}

export interface GateNote {
  body: Json | null;
  created_at: Generated<Timestamp>;
  erased_at: Timestamp | null;
  id: string;
  org_id: Generated<string>;
  salt: string | null;
}

export interface GateNudge {
  check_id: string;
  nudge: string;
  opening_id: string;
  org_id: Generated<string>;
  revision: number;
  sent_at: Generated<Timestamp>;
}

export interface GateNudgeTold {
  check_id: string;
  nudge: string;
  opening_id: string;
  org_id: Generated<string>;
  person_id: string;
  revision: number;
}

export interface GateOpening {
  author_id: string;
  gate: string;
  gate_version: number;
  id: string;
  obligation_subject_ids: Generated<string[]>;
  opened_at: Generated<Timestamp>;
  org_id: Generated<string>;
  requirements: Json;
  subject_id: string;
  unit_id: string;
}

export interface GateProgress {
  author_id: string;
  expires_at: Timestamp | null;
  finding_count: number;
  gate: string;
  nobody_asked: boolean;
  open_at: Timestamp | null;
  opened_at: Timestamp;
  opening_id: string;
  org_id: Generated<string>;
  state: string;
  subject_id: string;
}

export interface GateRevision {
  content_id: string;
  made_at: Generated<Timestamp>;
  number: number;
  opening_id: string;
  org_id: Generated<string>;
  revision_hash: string;
}

export interface GateSample {
  check_id: string;
  fixed_at: Generated<Timestamp>;
  id: string;
  opening_id: string;
  org_id: Generated<string>;
  population_hash: string;
  population_size: number;
  revision: number;
  sample_size: number;
}

export interface GateSampleSeed {
  drawn_at: Generated<Timestamp>;
  org_id: Generated<string>;
  sample_id: string;
  seed: string;
}

export interface GateVerdict {
  asks: Json | null;
  check_id: string;
  check_kind: Generated<string>;
  check_side: Generated<string>;
  commitment: string | null;
  engine: string;
  findings_id: string | null;
  id: string;
  opening_id: string;
  org_id: Generated<string>;
  points: string[];
  recorded_at: Generated<Timestamp>;
  revision: number;
  revision_hash: string;
  seq: Generated<Int8>;
  verdict: string;
}

export interface GateWaiting {
  acting_for_id: string | null;
  check_id: string;
  opening_id: string;
  org_id: Generated<string>;
  person_id: string;
  since_at: Timestamp;
}

export interface GuestDevice {
  created_at: Generated<Timestamp>;
  guest_link_id: string;
  id: string;
  org_id: Generated<string>;
  token_hash: string;
}

export interface GuestLink {
  address: string;
  code_attempt_count: Generated<number>;
  code_expires_at: Timestamp | null;
  code_hash: string | null;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  id: string;
  org_id: Generated<string>;
  party_id: string | null;
  person_id: string;
  purpose: string;
  revoked_at: Timestamp | null;
  subject_id: string | null;
  token_hash: string;
  version: Generated<number>;
}

export interface InternalDomain {
  created_at: Generated<Timestamp>;
  domain: string;
  org_id: Generated<string>;
}

export interface JobProgress {
  done_count: Int8;
  job_id: string;
  org_id: Generated<string>;
  total_count: Int8 | null;
  updated_at: Generated<Timestamp>;
}

export interface LedgerAnchor {
  anchored_at: Generated<Timestamp>;
  chain_head: Buffer;
  line: string;
  org_id: Generated<string>;
  root: Buffer;
  size: Int8;
}

export interface LedgerTile {
  hash: Buffer;
  level: number;
  org_id: string;
  position: Int8;
}

export interface MailedDomain {
  domain: string;
  first_mailed_at: Generated<Timestamp>;
  org_id: Generated<string>;
  registrable: string | null;
}

export interface MailedDomainKey {
  domain: string;
  key: string;
  org_id: Generated<string>;
}

export interface MailFreeze {
  cause: string;
  commitment: string | null;
  frozen_at: Generated<Timestamp>;
  frozen_by: string | null;
  id: string;
  lift_reason_id: string | null;
  lifted_at: Timestamp | null;
  lifted_by: string | null;
  mail_id: string;
  org_id: Generated<string>;
  reason_id: string | null;
  was_held: boolean;
}

export interface MailList {
  address: string;
  created_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  id: string;
  name: string;
  org_id: Generated<string>;
  version: Generated<number>;
}

export interface MailListMember {
  address: string;
  created_at: Generated<Timestamp>;
  list_id: string;
  org_id: Generated<string>;
}

export interface MailRetention {
  content_days: Generated<number>;
  created_at: Generated<Timestamp>;
  org_id: Generated<string>;
  record_years: Generated<number>;
  version: Generated<number>;
}

export interface MasterKey {
  created_at: Generated<Timestamp>;
  id: string;
}

export interface Membership {
  created_at: Generated<Timestamp>;
  from_on: string;
  id: string;
  org_id: Generated<string>;
  person_id: string;
  role: string;
  unit_id: string;
  until_on: string | null;
  version: Generated<number>;
}

export interface Notice {
  created_at: Generated<Timestamp>;
  facts: Json;
  id: string;
  kind: string;
  link: string;
  mail_id: string | null;
  org_id: Generated<string>;
  person_id: string;
  read_at: Timestamp | null;
  repeat_count: Generated<number>;
  subject_id: string;
  subject_kind: string;
}

export interface NoticeMail {
  attempt_count: Generated<number>;
  claimed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  id: string;
  kind: string;
  org_id: Generated<string>;
  person_id: string;
  sent_at: Timestamp | null;
  start_after: Timestamp;
  state: Generated<string>;
}

export interface NoticePreference {
  language: string;
  org_id: Generated<string>;
  person_id: string;
  version: Generated<number>;
}

export interface Obligation {
  basis: string;
  discharged_at: Timestamp | null;
  discharged_by: string | null;
  due_on: string;
  evidence_id: string | null;
  evidence_kind: string | null;
  first_due_on: string;
  id: string;
  kind: string;
  occurrence: Generated<string>;
  opened_at: Generated<Timestamp>;
  opened_by: string | null;
  org_id: Generated<string>;
  person_id: string | null;
  subject_id: string;
  subject_kind: string;
  unit_id: string | null;
  version: Generated<number>;
}

export interface ObligationExtension {
  approved_by: string;
  due_on: string;
  extended_at: Generated<Timestamp>;
  from_due_on: string;
  id: string;
  obligation_id: string;
  org_id: Generated<string>;
  reason: string | null;
  requested_by: string;
}

export interface ObligationHandover {
  from_person_id: string | null;
  from_unit_id: string | null;
  handed_at: Generated<Timestamp>;
  handed_by: string;
  id: string;
  obligation_id: string;
  org_id: Generated<string>;
  reason: string | null;
  to_person_id: string | null;
  to_unit_id: string | null;
}

export interface ObligationReminder {
  due_on: string;
  obligation_id: string;
  org_id: Generated<string>;
  reminded_at: Generated<Timestamp>;
  rung: string;
  told_ids: string[];
}

export interface Organisation {
  closed_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  fiscal_start_month: Generated<number>;
  is_demo: Generated<boolean>;
  name: string;
  org_id: Generated<string>;
  requires_totp: Generated<boolean>;
}

export interface OrganisationHoliday {
  created_at: Generated<Timestamp>;
  day: string;
  name: string;
  org_id: Generated<string>;
  source: string;
}

export interface OutboundMail {
  author_id: string | null;
  author_problem: string | null;
  author_unit_id: string | null;
  byte_count: Int8;
  closed_at: Timestamp | null;
  content_erased_at: Timestamp | null;
  custody: Generated<string>;
  dsn_envid: string | null;
  dsn_ret: string | null;
  duplicate_of_id: string | null;
  engagement_id: string | null;
  entry: string;
  envelope_sender: string;
  expires_at: Timestamp | null;
  file_id: string;
  has_8bit: boolean;
  header_from: string;
  id: string;
  is_null_sender: boolean;
  longest_line_bytes: Int8 | null;
  mail_class: string;
  message_id: string;
  needs_smtp_utf8: boolean;
  org_id: Generated<string>;
  proposed_engagement_id: string | null;
  purpose: string | null;
  read_attempt_count: Generated<number>;
  received_at: Generated<Timestamp>;
  received_line: string;
  release_count: Generated<number>;
  release_due_at: Timestamp | null;
  released_at: Timestamp | null;
  revision_salt: string;
  sha256: string;
  subject_line: string;
  supersedes_id: string | null;
  system_sender_id: string | null;
  version: Generated<number>;
}

export interface OutboundMailPolicy {
  approval_count: Generated<number>;
  cool_down_seconds: Generated<number>;
  created_at: Generated<Timestamp>;
  escalation_after_minutes: Generated<number>;
  expires_after_business_days: Generated<number>;
  org_id: Generated<string>;
  reminder_after_minutes: Generated<number>;
  unopened_attachments: Generated<string>;
  version: Generated<number>;
}

export interface OutboundMailPrint {
  counts: Buffer;
  created_at: Generated<Timestamp>;
  mail_id: string;
  number: number;
  org_id: Generated<string>;
  prints: Buffer;
}

export interface OutboundMailReading {
  attachments: Json;
  engine: string;
  has_bcc_header: boolean;
  header_bcc: string[];
  header_cc: string[];
  header_to: string[];
  is_preview_cut: boolean;
  mail_id: string;
  org_id: Generated<string>;
  read_at: Generated<Timestamp>;
  text_preview: string;
  text_scan: Json | null;
  unread: string[];
  unreadable_address_count: number;
}

export interface OutboundMailRecipient {
  address: string;
  attempt_count: Generated<number>;
  delay_told_at: Timestamp | null;
  delivery: string;
  domain: string;
  dsn_notify: Generated<string[]>;
  dsn_orcpt: string | null;
  id: string;
  is_outside: boolean;
  last_reply: string | null;
  last_status: string | null;
  lease_id: string | null;
  lease_until: Timestamp | null;
  mail_id: string;
  next_try_at: Timestamp | null;
  org_id: Generated<string>;
  permit_id: string | null;
  position: number;
  settled_at: Timestamp | null;
}

export interface OutsideMailboxMessage {
  byte_count: Int8;
  delivered_at: Generated<Timestamp>;
  envelope_sender: string;
  file_id: string;
  id: string;
  mail_id: string | null;
  notice_mail_id: string | null;
  org_id: Generated<string>;
  recipients: string[];
  sha256: string;
  subject_line: string;
}

export interface Party {
  corporate_number: string | null;
  created_at: Generated<Timestamp>;
  id: string;
  name: string;
  org_id: Generated<string>;
  status: Generated<string>;
  version: Generated<number>;
}

export interface PartyDomain {
  covers: string;
  created_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  id: string;
  name: string;
  org_id: Generated<string>;
  party_id: string;
}

export interface Permit {
  break_glass_id: string | null;
  commitment: string | null;
  effect: string;
  expires_at: Timestamp;
  id: string;
  issued_at: Generated<Timestamp>;
  opening_id: string;
  org_id: Generated<string>;
  recipient_count: Generated<number>;
  recipients_id: string | null;
  revision: number;
  revision_hash: string;
  seq: Generated<Int8>;
}

export interface PermitConsumption {
  consumed_at: Generated<Timestamp>;
  effect: string;
  org_id: Generated<string>;
  permit_id: string;
  revision_hash: string;
}

export interface Person {
  active_from_on: string | null;
  active_until_on: string | null;
  created_at: Generated<Timestamp>;
  id: string;
  merged_into_id: string | null;
  name: string;
  name_kana: string | null;
  org_id: Generated<string>;
  party_id: string | null;
  pseudonymised_at: Timestamp | null;
  retention_ends_on: string | null;
  staff_number: string | null;
  version: Generated<number>;
}

export interface PersonAddress {
  address: string;
  is_primary: Generated<boolean>;
  org_id: Generated<string>;
  person_id: string;
}

export interface PgbossBam {
  command: string;
  completed_on: Timestamp | null;
  created_on: Generated<Timestamp>;
  error: string | null;
  id: Generated<string>;
  name: string;
  queue: string | null;
  started_on: Timestamp | null;
  status: Generated<string>;
  table_name: string;
  version: number;
}

export interface PgbossInstance {
  application_name: string | null;
  config: Generated<Json>;
  crash_restarts: Generated<number>;
  crash_restarts_since: Timestamp | null;
  heartbeat_on: Generated<Timestamp>;
  heartbeat_seconds: number;
  host: string;
  id: string;
  metrics: Json | null;
  migrate: boolean;
  name: string | null;
  node_version: string;
  persist_queue_stats: boolean;
  persist_warnings: boolean;
  pid: number;
  pool_idle: number | null;
  pool_max: number | null;
  pool_total: number | null;
  pool_waiting: number | null;
  schedule: boolean;
  started_on: Generated<Timestamp>;
  stopped_on: Timestamp | null;
  supervise: boolean;
  version: string;
  workers: Generated<Json>;
}

export interface PgbossJob {
  blocked: Generated<boolean>;
  blocking: Generated<boolean>;
  completed_on: Timestamp | null;
  created_on: Generated<Timestamp>;
  data: Json | null;
  dead_letter: string | null;
  deletion_seconds: Generated<number>;
  expire_seconds: Generated<number>;
  group_id: string | null;
  group_tier: string | null;
  heartbeat_on: Timestamp | null;
  heartbeat_seconds: number | null;
  id: Generated<string>;
  keep_until: Generated<Timestamp>;
  name: string;
  output: Json | null;
  pending_dependencies: Generated<number>;
  policy: string | null;
  priority: Generated<number>;
  retry_backoff: Generated<boolean>;
  retry_count: Generated<number>;
  retry_delay: Generated<number>;
  retry_delay_max: number | null;
  retry_limit: Generated<number>;
  singleton_key: string | null;
  singleton_on: Timestamp | null;
  source_created_on: Timestamp | null;
  source_id: string | null;
  source_name: string | null;
  source_output: Json | null;
  source_retry_count: number | null;
  source_root_id: string | null;
  start_after: Generated<Timestamp>;
  started_on: Timestamp | null;
  state: Generated<PgbossJobState>;
  trace_context: Json | null;
  upsert_by_key: boolean | null;
}

export interface PgbossJobDependency {
  child_id: string;
  child_name: string;
  parent_id: string;
  parent_name: string;
}

export interface PgbossQueue {
  active_count: Generated<number>;
  blocked_count: Generated<number>;
  completed_delta: Generated<number>;
  created_delta: Generated<number>;
  created_on: Generated<Timestamp>;
  dead_letter: string | null;
  deferred_count: Generated<number>;
  deletion_seconds: number;
  delta_on: Timestamp | null;
  delta_seconds: number | null;
  expire_seconds: number;
  failed_count: Generated<number>;
  failed_delta: Generated<number>;
  heartbeat_seconds: number | null;
  maintain_on: Timestamp | null;
  monitor_claim_on: Timestamp | null;
  monitor_on: Timestamp | null;
  name: string;
  notify: Generated<boolean>;
  partition: boolean;
  policy: string;
  queued_count: Generated<number>;
  ready_count: Generated<number>;
  ready_history: Generated<number[]>;
  ready_oldest_seconds: number | null;
  retained_count: number | null;
  retained_on: Timestamp | null;
  retention_seconds: number;
  retry_backoff: boolean;
  retry_delay: number;
  retry_delay_max: number | null;
  retry_limit: number;
  run_bins: number[] | null;
  singletons_active: string[] | null;
  table_name: string;
  total_count: Generated<number>;
  updated_on: Generated<Timestamp>;
  wait_bins: number[] | null;
  warning_queued: Generated<number>;
}

export interface PgbossQueueStats {
  active_count: Generated<number>;
  captured_on: Generated<Timestamp>;
  completed_delta: number | null;
  created_delta: number | null;
  deferred_count: Generated<number>;
  delta_on: Timestamp | null;
  delta_seconds: number | null;
  failed_count: Generated<number>;
  failed_delta: number | null;
  id: Generated<string>;
  name: string;
  queued_count: Generated<number>;
  ready_count: Generated<number>;
  ready_oldest_seconds: number | null;
  run_bins: number[] | null;
  total_count: Generated<number>;
  wait_bins: number[] | null;
}

export interface PgbossSchedule {
  created_on: Generated<Timestamp>;
  cron: string;
  data: Json | null;
  key: Generated<string>;
  kind: Generated<string>;
  last_job_id: string | null;
  name: string;
  options: Json | null;
  timezone: Generated<string | null>;
  updated_on: Generated<Timestamp>;
}

export interface PgbossSubscription {
  created_on: Generated<Timestamp>;
  event: string;
  name: string;
  updated_on: Generated<Timestamp>;
}

export interface PgbossVersion {
  bam_on: Timestamp | null;
  cron_on: Timestamp | null;
  flow_on: Timestamp | null;
  monitor_backoff_on: Timestamp | null;
  reindex_on: Timestamp | null;
  version: number;
}

export interface PgbossWarning {
  created_on: Generated<Timestamp>;
  data: Json | null;
  id: Generated<string>;
  message: string;
  type: string;
}

export interface PiiScan {
  asked_by: string;
  cancelled_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  folder: string | null;
  id: string;
  listed_at: Timestamp | null;
  org_id: Generated<string>;
  removed_at: Timestamp | null;
  source: string;
  version: Generated<number>;
}

export interface PiiScanFile {
  byte_count: Int8;
  counts: Generated<Json>;
  created_at: Generated<Timestamp>;
  engine: string | null;
  id: string;
  org_id: Generated<string>;
  path: string;
  persons_best: Generated<number>;
  persons_max: Generated<number>;
  persons_min: Generated<number>;
  read_at: Timestamp | null;
  reason: string | null;
  scan_id: string;
  shown_path: string | null;
  special_care: Generated<string[]>;
  status: string | null;
  upload_id: string | null;
}

export interface PiiScanLook {
  created_at: Generated<Timestamp>;
  looked_on: string;
  org_id: Generated<string>;
  person_id: string;
  scan_id: string;
}

export interface PrintClientSignOff {
  created_at: Generated<Timestamp>;
  guest_link_id: string | null;
  id: string;
  job_id: string;
  org_id: Generated<string>;
  person_id: string;
}

export interface PrintExplanation {
  commitment: string;
  created_at: Generated<Timestamp>;
  difference: string;
  id: string;
  job_id: string;
  org_id: Generated<string>;
  person_id: string;
  text_id: string;
}

export interface PrintFile {
  added_by: string;
  byte_count: Int8;
  created_at: Generated<Timestamp>;
  id: string;
  job_id: string;
  name: string;
  org_id: Generated<string>;
  position: number;
  revision: number;
  sha256: string;
  slot: string;
  vault_file_id: string;
}

export interface PrintFreeze {
  cause: string;
  commitment: string;
  frozen_at: Generated<Timestamp>;
  frozen_by: string;
  id: string;
  job_id: string;
  lift_reason_id: string | null;
  lifted_at: Timestamp | null;
  lifted_by: string | null;
  org_id: Generated<string>;
  reason_id: string;
}

export interface PrintHandOver {
  behind: Generated<string>;
  created_at: Generated<Timestamp>;
  document_id: string;
  id: string;
  job_id: string;
  made_by: string;
  number: number;
  org_id: Generated<string>;
  permit_id: string;
  sha256: string;
}

export interface PrintHearing {
  answers_id: string;
  commitment: string;
  created_at: Generated<Timestamp>;
  held_on: string;
  id: string;
  job_id: string;
  org_id: Generated<string>;
  person_id: string;
}

export interface PrintJob {
  author_id: string;
  client_id: string | null;
  contents_erased_at: Timestamp | null;
  created_at: Generated<Timestamp>;
  engagement_id: string;
  id: string;
  must_client_sign_off: boolean;
  org_id: Generated<string>;
  printer_id: string;
  title: string;
  unit_id: string;
  version: Generated<number>;
}

export interface PrintKey {
  created_at: Generated<Timestamp>;
  facts_id: string;
  org_id: Generated<string>;
}

export interface PrintLot {
  batches: Json;
  behind: Generated<string>;
  created_at: Generated<Timestamp>;
  id: string;
  is_redrawn: Generated<boolean>;
  item_count: number;
  job_id: string;
  number: number;
  org_id: Generated<string>;
  population_hash: string;
  production_permit_id: string;
  reason_commitment: string | null;
  reason_id: string | null;
  registered_by: string;
  restarts: Generated<number[]>;
  spoiled_count: Generated<number>;
}

export interface PrintLotReport {
  answer_commitment: string | null;
  answer_id: string | null;
  answered_at: Timestamp | null;
  answered_by: string | null;
  cause: string;
  id: string;
  incident_id: string;
  item_count: number;
  job_id: string;
  link: string;
  lot_id: string;
  mismatch_count: number;
  opened_count: number;
  org_id: Generated<string>;
  reported_at: Generated<Timestamp>;
  reported_by: string;
  sentence_en: string;
  sentence_ja: string;
}

export interface PrintMeeting {
  commitment: string;
  created_at: Generated<Timestamp>;
  difference_count: number;
  held_on: string;
  id: string;
  job_id: string;
  org_id: Generated<string>;
  person_id: string;
  revision_hash: string;
  run_id: string;
  said_id: string;
  seq: Generated<Int8>;
}

export interface PrintNudging {
  created_at: Generated<Timestamp>;
  escalation_after_minutes: number;
  org_id: Generated<string>;
  reminder_after_minutes: number;
  version: Generated<number>;
}

export interface PrintPassage {
  earlier_permit_id: string | null;
  earlier_stage: string | null;
  effect: string;
  job_id: string;
  lot_id: string | null;
  opening_id: string;
  org_id: Generated<string>;
  passed_at: Generated<Timestamp>;
  permit_id: string;
  revision: number;
  revision_hash: string;
  stage: string;
}

export interface PrintRetention {
  content_days: Generated<number>;
  created_at: Generated<Timestamp>;
  org_id: Generated<string>;
  version: Generated<number>;
}

export interface PrintRun {
  banner_count: Generated<number>;
  cannot_reason: string | null;
  child_count: Generated<number>;
  created_at: Generated<Timestamp>;
  engine: string | null;
  file_ids: string[];
  finished_at: Timestamp | null;
  id: string;
  input_hash: string;
  job_id: string;
  kind: string;
  lacks: Generated<string[]>;
  mismatch_count: Generated<number>;
  ok_count: Generated<number>;
  org_id: Generated<string>;
  outcome: string | null;
  page_count: Generated<number>;
  queue_job_id: string | null;
  record_count: Generated<number>;
  result_file_id: string | null;
  sheet_count: Generated<number>;
  started_by: string;
  state: Generated<string>;
  unverified_count: Generated<number>;
}

export interface PrintSample {
  bad_share: number;
  commitment: string;
  confidence: number;
  drawn_at: Generated<Timestamp>;
  expected_id: string;
  id: string;
  lot_id: string;
  org_id: Generated<string>;
  population_hash: string;
  seed: string;
}

export interface PrintSampleEntry {
  commitment: string | null;
  entered_at: Generated<Timestamp>;
  how: string;
  id: string;
  item: number;
  matches: boolean;
  org_id: Generated<string>;
  page: number;
  person_id: string;
  photo_id: string | null;
  sample_id: string;
  typed_id: string | null;
}

export interface PrintSampleItem {
  is_random: boolean;
  item: number;
  org_id: Generated<string>;
  reasons: string[];
  sample_id: string;
}

export interface PrintSampleOpener {
  began_at: Generated<Timestamp>;
  org_id: Generated<string>;
  person_id: string;
  sample_id: string;
}

export interface RegisteredDataset {
  created_at: Generated<Timestamp>;
  disposed_on: string | null;
  engagement_id: string;
  id: string;
  name: string;
  org_id: Generated<string>;
  party_id: string;
  person_count: Generated<number>;
  print_count: Generated<number>;
  received_on: string;
  segment_id: string | null;
  source_id: string;
  state: Generated<string>;
  unread_reason: string | null;
  version: Generated<number>;
}

export interface RosterEntry {
  created_at: Generated<Timestamp>;
  engagement_id: string;
  from_on: string;
  has_pledge_proof: Generated<boolean>;
  has_training_proof: Generated<boolean>;
  id: string;
  job: Generated<string>;
  org_id: Generated<string>;
  person_id: string;
  pledged_on: string | null;
  submission_id: string | null;
  trained_on: string | null;
  until_on: string | null;
  version: Generated<number>;
}

export interface RosterSubmission {
  added_count: number;
  changed_count: number;
  content_hash: string;
  ended_count: number;
  engagement_id: string;
  id: string;
  is_no_change: boolean;
  month: string;
  next_due_on: string | null;
  org_id: Generated<string>;
  party_id: string | null;
  submitted_at: Generated<Timestamp>;
  submitted_by: string;
  worker_count: number;
}

export interface RunningProcess {
  host: string;
  id: string;
  knows_migration: string;
  name: string;
  seen_at: Generated<Timestamp>;
  started_at: Generated<Timestamp>;
}

export interface SealedFacts {
  ciphertext: Buffer;
  commitment: string;
  created_at: Generated<Timestamp>;
  id: string;
  org_id: Generated<string>;
}

export interface SendingRuleSet {
  created_at: Generated<Timestamp>;
  effective_from: Timestamp;
  id: string;
  org_id: Generated<string>;
  rules: Json | null;
  saved_by: string | null;
  scope_key: string;
  scope_kind: string;
  version: number;
}

export interface SequencerState {
  caught_up_at: Generated<Timestamp>;
  cluster: Int8 | null;
  held_until: Generated<Timestamp>;
  holder: string | null;
  next_xid: Generated<string>;
  only_row: Generated<boolean>;
  pending: Generated<string[]>;
}

export interface SheetImport {
  actor_kind: string;
  byte_count: Int8;
  changed_count: number;
  definition: string;
  file_sha256: string;
  id: string;
  imported_at: Generated<Timestamp>;
  imported_by: string | null;
  mapping: Json;
  missing_count: number;
  new_count: number;
  org_id: Generated<string>;
  row_count: number;
  unchanged_count: number;
}

export interface SignInAccount {
  accessToken: string | null;
  accessTokenExpiresAt: Timestamp | null;
  accountId: string;
  createdAt: Generated<Timestamp>;
  id: Generated<string>;
  idToken: string | null;
  password: string | null;
  providerId: string;
  refreshToken: string | null;
  refreshTokenExpiresAt: Timestamp | null;
  scope: string | null;
  updatedAt: Generated<Timestamp>;
  userId: string;
}

export interface SignInAttempt {
  at: Generated<Timestamp>;
  id: Generated<Int8>;
  key_hash: string;
}

export interface SignInSession {
  account_id: string | null;
  createdAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  id: Generated<string>;
  ipAddress: string | null;
  last_seen_at: Generated<Timestamp>;
  org_id: string | null;
  started_at: Generated<Timestamp>;
  token: string;
  updatedAt: Timestamp;
  userAgent: string | null;
  userId: string;
}

export interface SignInTotpUse {
  code_hash: string;
  used_at: Generated<Timestamp>;
  user_id: string;
}

export interface SignInTwoFactor {
  backupCodes: string;
  failedVerificationCount: number | null;
  id: Generated<string>;
  lockedUntil: Timestamp | null;
  secret: string;
  userId: string;
  verified: boolean | null;
}

export interface SignInUser {
  createdAt: Generated<Timestamp>;
  email: string;
  emailVerified: boolean;
  id: Generated<string>;
  image: string | null;
  must_change_password: Generated<boolean>;
  name: string;
  twoFactorEnabled: boolean | null;
  updatedAt: Generated<Timestamp>;
}

export interface SignInVerification {
  createdAt: Generated<Timestamp>;
  expiresAt: Timestamp;
  id: Generated<string>;
  identifier: string;
  updatedAt: Generated<Timestamp>;
  value: string;
}

export interface SubmissionCredential {
  account_id: string;
  created_at: Generated<Timestamp>;
  id: string;
  label: string;
  login: string;
  org_id: Generated<string>;
  revoked_at: Timestamp | null;
  secret_hash: string;
}

export interface SystemSender {
  address: string;
  created_at: Generated<Timestamp>;
  daily_recipient_limit: number;
  ended_at: Timestamp | null;
  id: string;
  mail_kind: string;
  org_id: Generated<string>;
  owner_id: string;
  version: Generated<number>;
}

export interface Unit {
  closed_on: string | null;
  created_at: Generated<Timestamp>;
  id: string;
  kind: string;
  name: string;
  org_id: Generated<string>;
  parent_id: string | null;
  party_id: string | null;
  version: Generated<number>;
}

export interface UnitHistory {
  changed_at: Timestamp;
  closed_on: string | null;
  name: string;
  org_id: Generated<string>;
  parent_id: string | null;
  unit_id: string;
  version: number;
}

export interface VaultFile {
  bundle_id: string | null;
  bundle_offset: number | null;
  byte_count: Int8;
  created_at: Generated<Timestamp>;
  id: string;
  kind: string;
  org_id: Generated<string>;
  sha256: string;
}

export interface DB {
  absence: Absence;
  account: Account;
  account_link: AccountLink;
  backup_run: BackupRun;
  break_glass: BreakGlass;
  break_glass_confirmation: BreakGlassConfirmation;
  break_glass_review: BreakGlassReview;
  delegation: Delegation;
  engagement: Engagement;
  engagement_party: EngagementParty;
  erasure: Erasure;
  event: Event;
  event_link: EventLink;
  file_erasure: FileErasure;
  file_key: FileKey;
  file_lineage: FileLineage;
  gate_check: GateCheck;
  gate_decision: GateDecision;
  gate_end: GateEnd;
  gate_note: GateNote;
  gate_nudge: GateNudge;
  gate_nudge_told: GateNudgeTold;
  gate_opening: GateOpening;
  gate_progress: GateProgress;
  gate_revision: GateRevision;
  gate_sample: GateSample;
  gate_sample_seed: GateSampleSeed;
  gate_verdict: GateVerdict;
  gate_waiting: GateWaiting;
  guest_device: GuestDevice;
  guest_link: GuestLink;
  internal_domain: InternalDomain;
  job_progress: JobProgress;
  ledger_anchor: LedgerAnchor;
  ledger_tile: LedgerTile;
  mail_freeze: MailFreeze;
  mail_list: MailList;
  mail_list_member: MailListMember;
  mail_retention: MailRetention;
  mailed_domain: MailedDomain;
  mailed_domain_key: MailedDomainKey;
  master_key: MasterKey;
  membership: Membership;
  notice: Notice;
  notice_mail: NoticeMail;
  notice_preference: NoticePreference;
  obligation: Obligation;
  obligation_extension: ObligationExtension;
  obligation_handover: ObligationHandover;
  obligation_reminder: ObligationReminder;
  organisation: Organisation;
  organisation_holiday: OrganisationHoliday;
  outbound_mail: OutboundMail;
  outbound_mail_policy: OutboundMailPolicy;
  outbound_mail_print: OutboundMailPrint;
  outbound_mail_reading: OutboundMailReading;
  outbound_mail_recipient: OutboundMailRecipient;
  outside_mailbox_message: OutsideMailboxMessage;
  party: Party;
  party_domain: PartyDomain;
  permit: Permit;
  permit_consumption: PermitConsumption;
  person: Person;
  person_address: PersonAddress;
  "pgboss.bam": PgbossBam;
  "pgboss.instance": PgbossInstance;
  "pgboss.job": PgbossJob;
  "pgboss.job_dependency": PgbossJobDependency;
  "pgboss.queue": PgbossQueue;
  "pgboss.queue_stats": PgbossQueueStats;
  "pgboss.schedule": PgbossSchedule;
  "pgboss.subscription": PgbossSubscription;
  "pgboss.version": PgbossVersion;
  "pgboss.warning": PgbossWarning;
  pii_scan: PiiScan;
  pii_scan_file: PiiScanFile;
  pii_scan_look: PiiScanLook;
  print_client_sign_off: PrintClientSignOff;
  print_explanation: PrintExplanation;
  print_file: PrintFile;
  print_freeze: PrintFreeze;
  print_hand_over: PrintHandOver;
  print_hearing: PrintHearing;
  print_job: PrintJob;
  print_key: PrintKey;
  print_lot: PrintLot;
  print_lot_report: PrintLotReport;
  print_meeting: PrintMeeting;
  print_nudging: PrintNudging;
  print_passage: PrintPassage;
  print_retention: PrintRetention;
  print_run: PrintRun;
  print_sample: PrintSample;
  print_sample_entry: PrintSampleEntry;
  print_sample_item: PrintSampleItem;
  print_sample_opener: PrintSampleOpener;
  registered_dataset: RegisteredDataset;
  roster_entry: RosterEntry;
  roster_submission: RosterSubmission;
  running_process: RunningProcess;
  sealed_facts: SealedFacts;
  sending_rule_set: SendingRuleSet;
  "sequencer.state": SequencerState;
  sheet_import: SheetImport;
  "sign_in.account": SignInAccount;
  "sign_in.attempt": SignInAttempt;
  "sign_in.session": SignInSession;
  "sign_in.totp_use": SignInTotpUse;
  "sign_in.twoFactor": SignInTwoFactor;
  "sign_in.user": SignInUser;
  "sign_in.verification": SignInVerification;
  submission_credential: SubmissionCredential;
  system_sender: SystemSender;
  unit: Unit;
  unit_history: UnitHistory;
  vault_file: VaultFile;
}
