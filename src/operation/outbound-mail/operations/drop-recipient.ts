import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { reviseGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { afterChange } from '../after-change.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { gateOf } from '../gate.ts'
import { lockOwnHeldMail } from '../lock-own-held-mail.ts'
import { revisionOf } from '../judging/mail-revision.ts'
import { runMachineChecks } from '../judging/run-machine-checks.ts'
import { lockMail, recipientsOf, updateMail } from '../store.ts'

export interface DropRecipient {
  readonly mailId: string
  readonly revisionHash: string
  readonly recipientId: string
}

/**
 * The author takes one outside recipient off (宛先を外す): the only change to a held mail, and it only narrows. The header
 * stays as it is. A new revision: decisions are void, the machine checks run again.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_held`, `stale_revision`, `last_recipient`, `gate_ended`
 */
export async function dropRecipient(tx: Tx, actor: Actor, input: DropRecipient): Promise<void> {
  const before = await lockOwnHeldMail(tx, actor, input)
  const held = (await recipientsOf(tx, before.id)).filter((one) => one.is_outside && one.delivery === 'held')
  if (!held.some(({ id }) => id === input.recipientId)) throw new Refusal('not_found')
  if (held.length === 1) throw new Refusal('last_recipient')
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'removed', settled_at: await instantOf(tx) })
    .where('id', '=', input.recipientId)
    .execute()
  await updateMail(tx, before, {})
  const mail = await lockMail(tx, before.id)
  const { revisionHash } = await reviseGate(
    tx,
    gateOf(mail),
    mail.id,
    revisionOf(mail, await recipientsOf(tx, mail.id)),
  )
  await recordEvent(tx, mailEvents.recipient_dropped, {
    actor,
    subject: mailSubject(mail.id),
    facts: { recipientId: input.recipientId, revisionHash },
  })
  await afterChange(tx, mail.id, await runMachineChecks(tx, mail))
}
