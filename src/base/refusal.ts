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
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof HTTP_STATUS
