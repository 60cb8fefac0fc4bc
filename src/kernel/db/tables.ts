/**
 * Generated from db/migrations by `npm run tables`.
 * Please do not edit it manually.
 */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

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
  roster_due_on: string | null;
  roster_obligation_id: string | null;
  tier: number | null;
  version: Generated<number>;
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
  mail_id: string;
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

export interface Organisation {
  created_at: Generated<Timestamp>;
  fiscal_start_month: Generated<number>;
  is_demo: Generated<boolean>;
  name: string;
  org_id: Generated<string>;
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

export interface DB {
  absence: Absence;
  delegation: Delegation;
  engagement: Engagement;
  engagement_party: EngagementParty;
  event: Event;
  membership: Membership;
  notice: Notice;
  notice_mail: NoticeMail;
  organisation: Organisation;
  party: Party;
  party_domain: PartyDomain;
  person: Person;
  person_address: PersonAddress;
  roster_entry: RosterEntry;
  roster_submission: RosterSubmission;
  unit: Unit;
  unit_history: UnitHistory;
}
