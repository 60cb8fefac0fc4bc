import type { Word } from '../../base/words.ts'

/** What a gate brings along so that its panel can speak: each module declares one per gate. */
export interface GateWords {
  readonly title: Word
  /** Name of each check, by its id. */
  readonly checks: Readonly<Record<string, Word>>
  /** What kind of check it is, where the usual word of its kind would mislead. */
  readonly kinds?: Readonly<Record<string, Word>>
  /** What a person's check asks the person to look at. */
  readonly asks?: Readonly<Record<string, Word>>
  /** What each rule found; `{name}` is filled from the finding's facts. */
  readonly findings?: Readonly<Record<string, Word>>
  /** Why the bar is down, by code. */
  readonly reasons?: Readonly<Record<string, Word>>
}
