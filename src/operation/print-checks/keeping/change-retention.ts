import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { printSettingEvents } from '../events.ts'
import { type PrintRetention, printRetentionOf } from './retention-of.ts'

/**
 * Changes how long the files of a print job are kept after its delivery (保存期間). A shorter time holds from the next night
 * on; nothing that was erased comes back by a longer one.
 * @throws Refusal `stale_version`
 */
export async function changePrintRetention(tx: Tx, actor: AnyActor, input: PrintRetention): Promise<PrintRetention> {
  const before = await printRetentionOf(tx)
  if (before.version !== input.version) throw new Refusal('stale_version')
  const values = { content_days: input.contentDays, version: input.version + 1 }
  await tx
    .insertInto('print_retention')
    .values(values)
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
  await recordEvent(tx, printSettingEvents.retention_changed, {
    actor,
    subject: { kind: 'organisation', id: await organisationOf(tx) },
    facts: { contentDays: input.contentDays },
  })
  return printRetentionOf(tx)
}
