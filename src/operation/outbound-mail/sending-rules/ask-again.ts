import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { type GateState, reviseGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { revisionOf } from '../judging/mail-revision.ts'
import { runMachineChecks } from '../judging/run-machine-checks.ts'
import { type MailRow, recipientsOf } from '../store.ts'

/**
 * Where somebody has decided and the machine has found something since, or a rule asks for a reason since, their decision
 * counts no more and they could not decide twice: the same content becomes a new revision, and everybody looks again.
 */
export async function askAgain(tx: Tx, mail: MailRow, state: GateState): Promise<GateState> {
  if (state.end || state.open || !isOutlived(state)) return state
  const recipients = await recipientsOf(tx, mail.id)
  const { revisionHash } = await reviseGate(tx, gateOf(mail), mail.id, revisionOf(mail, recipients))
  await recordEvent(tx, mailEvents.asked_again, {
    actor: { kind: 'system', orgId: await organisationOf(tx), part: 'outbound-mail.ask-again' },
    subject: mailSubject(mail.id),
    facts: { revisionHash },
  })
  return (await runMachineChecks(tx, mail)) ?? state
}

/** A pass that no longer counts, of a person who can say nothing more in this revision. Refusals stay what they are. */
const isOutlived = ({ checks }: GateState) =>
  checks.every(({ refusedBy }) => !refusedBy) &&
  checks.some(({ reasons }) => reasons.some(({ code }) => code === 'findings_unseen' || code === 'reason_missing'))
