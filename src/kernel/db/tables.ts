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

export interface Delegation {
  created_at: Generated<Timestamp>;
  ended_at: Timestamp | null;
  from_at: Timestamp;
  from_person_id: string;
  id: string;
  org_id: Generated<string>;
  reason: string;
  role: string;
  to_person_id: string;
  until_at: Timestamp;
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

export interface Organisation {
  created_at: Generated<Timestamp>;
  fiscal_start_month: Generated<number>;
  is_demo: Generated<boolean>;
  name: string;
  org_id: Generated<string>;
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
  staff_number: string | null;
  version: Generated<number>;
}

export interface PersonAddress {
  address: string;
  is_primary: Generated<boolean>;
  org_id: Generated<string>;
  person_id: string;
}

export interface Unit {
  created_at: Generated<Timestamp>;
  id: string;
  kind: string;
  name: string;
  org_id: Generated<string>;
  parent_id: string | null;
  party_id: string | null;
  version: Generated<number>;
}

export interface DB {
  delegation: Delegation;
  event: Event;
  membership: Membership;
  organisation: Organisation;
  person: Person;
  person_address: PersonAddress;
  unit: Unit;
}
