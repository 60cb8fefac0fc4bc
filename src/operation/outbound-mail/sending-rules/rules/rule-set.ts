import type { RuleFinding, RuleResponse } from '../rule-states.ts'

/** What one version of one scope says. What is left out says nothing. */
export interface SendingRules {
  readonly responses: Readonly<
    Partial<Record<RuleFinding, { readonly response: RuleResponse; readonly count: number }>>
  >
  readonly coolDownSeconds?: number | undefined
  /** So many outside addresses of several companies may stand in To and Cc. */
  readonly visibleLimit?: number | undefined
  /** Within so many minutes a password belongs to an encrypted attachment. */
  readonly passwordMinutes?: number | undefined
}

/**
 * The built-in rules of an organisation that has none of its own. Whatever a person can judge is told to them; what has
 * led people astray before asks for a reason; nothing is forbidden.
 */
export const DEFAULT_RULES: SendingRules = {
  responses: {
    lookalike_domain: { response: 'reason', count: 1 },
    new_domain: { response: 'inform', count: 1 },
    visible_recipients: { response: 'reason', count: 1 },
    password_in_mail: { response: 'reason', count: 1 },
    password_follows: { response: 'inform', count: 1 },
    other_company: { response: 'reason', count: 1 },
    mailing_list: { response: 'inform', count: 1 },
  },
  visibleLimit: 10,
  passwordMinutes: 24 * 60,
}
