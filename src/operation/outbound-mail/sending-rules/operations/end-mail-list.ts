import type { Actor } from '../../../../base/actor.ts'
import { instantOf, type Tx } from '../../../../kernel/db/database.ts'
import { recordEvent } from '../../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../../events.ts'
import { lockMailList } from '../mail-lists.ts'

/** Ends the registration of a mailing list; its address stands for itself again. @throws Refusal `not_found`, `stale_version` */
export async function endMailList(
  tx: Tx,
  actor: Actor,
  input: { readonly id: string; readonly version: number },
): Promise<void> {
  const { version } = await lockMailList(tx, input.id, input.version)
  await tx
    .updateTable('mail_list')
    .set({ ended_at: await instantOf(tx), version: version + 1 })
    .where('id', '=', input.id)
    .execute()
  await recordEvent(tx, mailSettingEvents.mail_list_ended, {
    actor,
    subject: { kind: 'mail_list', id: input.id },
    facts: {},
  })
}
