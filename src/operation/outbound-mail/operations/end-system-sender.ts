import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../events.ts'

/** Ends a registration: what the program sends from now on, and what of it has not left yet, is stopped. @throws Refusal `not_found` */
export async function endSystemSender(tx: Tx, actor: AnyActor, input: { readonly id: string }): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('system_sender')
    .set((eb) => ({ ended_at: eb.fn<Date>('clock_now'), version: eb('version', '+', 1) }))
    .where('id', '=', input.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('not_found')
  await recordEvent(tx, mailSettingEvents.system_sender_ended, {
    actor,
    subject: { kind: 'system_sender', id: input.id },
    facts: {},
  })
}
