import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { reviseGate } from '../../../kernel/gates/index.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { engagementsSeenBy } from '../../../planning/vendors/index.ts'
import { afterChange } from '../after-change.ts'
import { mailEvents, mailSubject } from '../events.ts'
import { outboundMailGate } from '../gate.ts'
import { lockOwnHeldMail } from '../lock-own-held-mail.ts'
import { revisionOf } from '../judging/mail-revision.ts'
import { runMachineChecks } from '../judging/run-machine-checks.ts'
import { lockMail, recipientsOf, updateMail } from '../store.ts'

export interface NameEngagement {
  readonly mailId: string
  readonly revisionHash: string
  /** undefined: general business mail, which belongs to no engagement. */
  readonly engagementId?: string | undefined
  readonly purpose: string
}

/**
 * The author says for which engagement and purpose (利用目的) the mail is, or that it is general business. A new revision:
 * what people decided before is void, and the machine checks run against what was named.
 * @throws Refusal `not_found`, `not_allowed`, `mail_not_held`, `stale_revision`, `gate_ended`
 */
export async function nameEngagement(tx: Tx, actor: Actor, input: NameEngagement): Promise<void> {
  const before = await lockOwnHeldMail(tx, actor, input)
  if (before.mail_class === 'system_sender') throw new Refusal('not_allowed')
  if (input.engagementId) {
    const found = await tx.selectFrom('engagement').where('id', '=', input.engagementId).select('id').executeTakeFirst()
    const seen = await engagementsSeenBy(tx, actor)
    if (!found || (seen !== 'all' && !seen.has(found.id))) throw new Refusal('not_found')
  }
  await updateMail(tx, before, {
    mail_class: input.engagementId ? 'engagement' : 'general_business',
    engagement_id: input.engagementId ?? null,
    purpose: input.purpose,
  })
  const mail = await lockMail(tx, before.id)
  const { revisionHash } = await reviseGate(
    tx,
    outboundMailGate,
    mail.id,
    revisionOf(mail, await recipientsOf(tx, mail.id)),
  )
  await recordEvent(tx, mailEvents.engagement_named, {
    actor,
    subject: mailSubject(mail.id),
    facts: { mailClass: mail.mail_class, engagementId: input.engagementId, revisionHash },
  })
  await afterChange(tx, mail.id, await runMachineChecks(tx, mail))
}
