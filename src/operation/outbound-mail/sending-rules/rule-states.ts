/** What a mail may show that a sending rule can speak about. */
export const RULE_FINDINGS = [
  'any_mail',
  'lookalike_domain',
  'new_domain',
  'visible_recipients',
  'password_in_mail',
  'password_follows',
  'other_company',
  'mailing_list',
  'personal_data',
  'encrypted_attachment',
] as const
export type RuleFinding = (typeof RULE_FINDINGS)[number]

/** What a rule asks when a mail shows something. `supervisors` and `office` carry a count of persons. */
export const RULE_RESPONSES = ['none', 'inform', 'reason', 'supervisors', 'office', 'forbid'] as const
export type RuleResponse = (typeof RULE_RESPONSES)[number]

/** For which mail a rule set speaks. CHECK of `sending_rule_set.scope_kind`. */
export const RULE_SCOPES = ['organisation', 'unit', 'domain', 'engagement'] as const
export type RuleScope = (typeof RULE_SCOPES)[number]

/** Why a domain looks like another. */
export const LOOKALIKE_KINDS = ['characters', 'typing', 'ending', 'inside'] as const
export type LookalikeKind = (typeof LOOKALIKE_KINDS)[number]

/** Within how many days a mail and its password are looked for at most, whatever the rules say. */
export const PASSWORD_MINUTES_MAX = 7 * 24 * 60
