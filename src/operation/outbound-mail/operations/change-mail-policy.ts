import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../events.ts'
import { type MailPolicy, policyOf } from '../store.ts'

/**
 * Changes what the organisation asks of outside mail. Gates that stand already keep what they asked for; where it became
 * stricter (more approvals, a longer pause, unopened attachments), it reaches them with the next run of the machine checks,
 * at the latest before the mail leaves.
 * @param input.version as it was read; 0: never set
 * @throws Refusal `stale_version`, `bad_input` where the escalation does not come after the reminder
 */
export async function changeMailPolicy(tx: Tx, actor: AnyActor, input: MailPolicy): Promise<void> {
  const before = await policyOf(tx)
  if (before.version !== input.version) throw new Refusal('stale_version')
  if (input.escalationAfterMinutes <= input.reminderAfterMinutes) throw new Refusal('bad_input')
  const values = {
    cool_down_seconds: input.coolDownSeconds,
    expires_after_business_days: input.expiresAfterBusinessDays,
    unopened_attachments: input.unopenedAttachments,
    approval_count: input.approvalCount,
    reminder_after_minutes: input.reminderAfterMinutes,
    escalation_after_minutes: input.escalationAfterMinutes,
    version: input.version + 1,
  }
  await tx
    .insertInto('outbound_mail_policy')
    .values(values)
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
  const { version: _, ...facts } = input
  await recordEvent(tx, mailSettingEvents.policy_changed, {
    actor,
    subject: { kind: 'organisation', id: await organisationOf(tx) },
    facts,
  })
}
