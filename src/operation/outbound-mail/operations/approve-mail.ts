import type { Actor } from '../../../base/actor.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { decide } from '../../../kernel/gates/index.ts'
import { afterChange } from '../after-change.ts'
import { gateOf, refuseUnlessApproval } from '../gate.ts'
import { hasSeenWhatIs } from '../judging/look-again.ts'
import { lockHeldMail } from '../lock-own-held-mail.ts'

export interface ApproveMail {
  readonly mailId: string
  readonly revisionHash: string
  /** The check that waits for the approver: `approval`, `entruster-approval`, or one that policy added. */
  readonly check: string
  readonly findingIds: readonly string[]
  readonly secondsInView: number
  readonly comment?: string | undefined
  /** For whom a delegate acts. */
  readonly actingFor?: string | undefined
}

/**
 * Records an approval (上長承認); the mail leaves later, by its permit, when the cool-down has ended. Where the
 * machine says something else by now, nothing is decided.
 * @throws Refusal `not_found`, `mail_not_held`, `stale_revision`, `same_person` (one's own mail, or a second check of the
 *   same revision), `not_allowed`, `check_not_ready`, `already_decided`, `findings_not_ticked`, `gate_ended`
 */
export async function approveMail(tx: Tx, actor: Actor, input: ApproveMail): Promise<void> {
  const mail = await lockHeldMail(tx, actor, input)
  refuseUnlessApproval(input.check)
  if (!(await hasSeenWhatIs(tx, mail, input))) return
  const state = await decide(tx, gateOf(mail), {
    subjectId: mail.id,
    revisionHash: input.revisionHash,
    check: input.check,
    actor,
    outcome: 'pass',
    actingFor: input.actingFor,
    comment: input.comment,
    facts: { findingIds: input.findingIds, secondsInView: input.secondsInView },
  })
  await afterChange(tx, mail.id, state)
}
