import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { decide } from '../../../kernel/gates/index.ts'
import { afterChange } from '../after-change.ts'
import { outboundMailGate } from '../gate.ts'
import { hasSeenWhatIs } from '../judging/look-again.ts'
import { lockOwnHeldMail } from '../lock-own-held-mail.ts'

export interface SelfCheckMail {
  readonly mailId: string
  readonly revisionHash: string
  readonly findingIds: readonly string[]
  readonly secondsInView: number
  /** Why it is sent all the same, where a sending rule asks. */
  readonly reason?: string | undefined
}

/**
 * The author states that recipients, attachments, engagement and purpose are right (自己確認). It never counts as approval. Where
 * the machine says something else by now (a list has other members), nothing is decided, and they look again.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_held`, `stale_revision`, `purpose_missing`, and what `decide` refuses
 */
export async function selfCheckMail(tx: Tx, actor: Actor, input: SelfCheckMail): Promise<void> {
  const mail = await lockOwnHeldMail(tx, actor, input)
  if (!mail.purpose) throw new Refusal('purpose_missing')
  if (!(await hasSeenWhatIs(tx, mail, { check: 'self-check', findingIds: input.findingIds }))) return
  const state = await decide(tx, outboundMailGate, {
    subjectId: mail.id,
    revisionHash: input.revisionHash,
    check: 'self-check',
    actor,
    outcome: 'pass',
    comment: input.reason,
    facts: { findingIds: input.findingIds, secondsInView: input.secondsInView },
  })
  await afterChange(tx, mail.id, state)
}
