import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../events.ts'
import { type MailRetention, retentionOf } from '../retention/retention-of.ts'

/**
 * Changes how long mail is kept after it has left custody (保存期間). A shorter time holds for what is there already, from
 * the next night on; nothing that was erased comes back by a longer one.
 * @param input.version as it was read; 0: never set
 * @throws Refusal `stale_version`
 */
export async function changeRetention(tx: Tx, actor: AnyActor, input: MailRetention): Promise<MailRetention> {
  const before = await retentionOf(tx)
  if (before.version !== input.version) throw new Refusal('stale_version')
  const { contentDays, recordYears } = input
  const values = { content_days: contentDays, record_years: recordYears, version: input.version + 1 }
  await tx
    .insertInto('mail_retention')
    .values(values)
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
  await recordEvent(tx, mailSettingEvents.retention_changed, {
    actor,
    subject: { kind: 'organisation', id: await organisationOf(tx) },
    facts: { contentDays, recordYears },
  })
  return retentionOf(tx)
}
