import type { Word } from '../../base/words.ts'
import type { Tx } from '../db/database.ts'
import { defineNotice, type NoticeKind } from '../notices/index.ts'
import type { Role } from '../people/index.ts'
import { type Rung, rungOffset } from './rules/due-reminders.ts'

export interface ObligationDefinition {
  /** `vendors.roster_resubmission`. */
  readonly id: string
  /** What is to be done: 従事者一覧の再提出. */
  readonly word: Word
  /** Who is to act where no person is named: the holders at the unit, or above. */
  readonly responsible: Role
  /** In the order of their days. */
  readonly ladder: readonly Rung[]
  /** Who may approve a later day. Left out: the law sets the day, and nobody moves it. */
  readonly extensionBy?: Role
  /** The page where the person acts; ids and letters only, since it goes into a mail. */
  readonly link: (subjectId: string) => string
  /** What each is about, for lists: the name of the engagement. Only for who may see the list. */
  readonly describe?: (
    tx: Tx,
    obligations: readonly { readonly id: string; readonly subjectId: string }[],
  ) => Promise<ReadonlyMap<string, Word>>
}

export interface DefinedObligation extends ObligationDefinition {
  readonly dueNotice: NoticeKind
  readonly overdueNotice: NoticeKind
}

const defined = new Map<string, DefinedObligation>()

/** Declares a kind of obligation, and with it the two notices that remind of it. */
export function defineObligation(definition: ObligationDefinition): DefinedObligation {
  const { id, word, ladder } = definition
  if (!/^[a-z_]+\.[a-z_]+$/.test(id)) throw new Error(`obligation ${id}: the name is module.what_is_due`)
  if (new Set(ladder.map((rung) => rung.id)).size !== ladder.length) throw new Error(`obligation ${id}: a rung twice`)
  for (const [at, rung] of ladder.entries()) {
    if ('daysAfter' in rung.when && rung.when.daysAfter < 1)
      throw new Error(`obligation ${id}: ${rung.id} is not after`)
    if (at > 0 && rungOffset(rung) < rungOffset(ladder[at - 1]!))
      throw new Error(`obligation ${id}: rungs out of order`)
  }
  const made: DefinedObligation = {
    ...definition,
    dueNotice: defineNotice({
      kind: `${id}_due`,
      title: { ja: `「${word.ja}」の期限が近づいています`, en: `Due soon: ${word.en}` },
      body: {
        ja: '期限は{dueOn}です。期限までに対応してください。',
        en: 'It is due on {dueOn}. Please see to it by then.',
      },
    }),
    overdueNotice: defineNotice({
      kind: `${id}_overdue`,
      title: { ja: `「${word.ja}」の期限が過ぎています`, en: `Overdue: ${word.en}` },
      body: {
        ja: '期限の{dueOn}を{days}日過ぎています。すぐに対応するか、担当者に確かめてください。',
        en: 'It was due on {dueOn}, {days} days ago. Please see to it now, or ask the person who is to act.',
      },
    }),
  }
  defined.set(id, made)
  return made
}

/** Every kind known to this process. */
export const definedObligations = (): readonly DefinedObligation[] => [...defined.values()]

/** @throws Error for a kind that no module of this process has declared */
export function obligationKind(id: string): DefinedObligation {
  const found = defined.get(id)
  if (!found) throw new Error(`obligation ${id} is not declared here`)
  return found
}
