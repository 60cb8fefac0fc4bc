/**
 * A "no" that the user is meant to read. Anything else that is thrown is our fault and becomes a 500.
 *
 * @param facts what the words of the refusal name; never personal data (they are logged)
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: RefusalCode, facts: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.facts = facts
  }
}

/** The HTTP status of each refusal. Adding a code here makes the phrase books ask for its words in both languages. */
export const HTTP_STATUS = {
  bad_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  stale_version: 409,
  too_many_requests: 429,
  content_erased: 410,
  file_too_large: 413,
  storage_full: 507,
  same_person: 409,
  gate_closed: 409,
  gate_ended: 409,
  stale_revision: 409,
  already_decided: 409,
  check_not_ready: 409,
  findings_not_ticked: 409,
  sample_mismatch: 409,
  sample_fixed: 409,
  evidence_missing: 409,
  permit_outstanding: 409,
  permit_consumed: 409,
  permit_expired: 409,
  permit_void: 409,
  unit_circle: 409,
  unit_in_use: 409,
  same_record: 409,
  officers_must_differ: 409,
  other_party: 409,
  address_taken: 409,
  staff_number_taken: 409,
  already_member: 409,
  role_not_held: 409,
  retention_not_over: 409,
  sign_in_failed: 401,
  wrong_code: 401,
  no_organisation: 403,
  password_too_short: 400,
  password_too_long: 400,
  password_common: 400,
  password_names_you: 400,
  link_ended: 410,
  account_exists: 409,
  account_shared: 409,
  last_administrator: 409,
  totp_already_set_up: 409,
  corporate_number_wrong: 400,
  party_exists: 409,
  party_in_use: 409,
  party_closed: 409,
  domain_unreadable: 400,
  domain_not_registrable: 400,
  domain_of_provider: 400,
  domain_listed: 409,
  period_wrong: 400,
  engagement_not_draft: 409,
  engagement_closed: 409,
  engagement_not_running: 409,
  relation_exists: 409,
  client_exists: 409,
  entruster_not_vendor: 409,
  tier_too_deep: 409,
  sub_vendors_remain: 409,
  worker_not_of_party: 409,
  already_on_roster: 409,
  roster_empty: 409,
  sheet_has_errors: 409,
  sheet_changed: 409,
  file_not_a_sheet: 400,
  file_old_excel: 400,
  file_encrypted: 400,
  file_damaged: 400,
  sheet_too_large: 413,
  file_too_many_members: 413,
  file_too_many_rows: 413,
  file_too_many_columns: 413,
  file_unknown_encoding: 400,
  file_no_such_sheet: 400,
  file_no_rows: 400,
  import_has_errors: 400,
  import_column_missing: 400,
  import_other_file: 409,
  mail_not_held: 409,
  mail_not_read: 409,
  last_recipient: 409,
  purpose_missing: 409,
  sender_not_yours: 403,
  not_an_author: 409,
  domain_of_other_organisation: 409,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof HTTP_STATUS
