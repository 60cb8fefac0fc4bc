/** Why a file could not be read. None of them ever counts as "clean" or "empty". */
export const UNREADABLE_REASONS = [
  'not_a_sheet', // neither xlsx nor text
  'old_excel', // .xls
  'encrypted',
  'damaged',
  'too_large',
  'too_many_members',
  'too_many_rows',
  'too_many_columns',
  'unknown_encoding',
  'no_such_sheet',
  'no_rows',
] as const
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number]

/**
 * A file that a reader gives up on. Everything that hostile or broken bytes can cause ends in this error; whatever was
 * read before it is not to be used.
 * @param facts numbers and names of parts, for the words; never content
 */
export class UnreadableFile extends Error {
  readonly reason: UnreadableReason
  readonly facts: Readonly<Record<string, string | number>>
  constructor(reason: UnreadableReason, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${reason} ${JSON.stringify(facts)}`, { cause })
    this.name = 'UnreadableFile'
    this.reason = reason
    this.facts = facts
  }
}
