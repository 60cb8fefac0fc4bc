import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { printSettingEvents } from '../events.ts'
import { type PrintNudging, printNudgingOf } from './nudging-of.ts'

/**
 * Changes after which business time a check of a print job that waits is said again (催促), and to those above. It holds from
 * the next look on, also for what waits already; nothing that was said is said again.
 * @param input.version as it was read; 0: never set
 * @throws Refusal `stale_version`, `bad_input` where the escalation does not come after the reminder
 */
export async function changePrintNudging(tx: Tx, actor: AnyActor, input: PrintNudging): Promise<PrintNudging> {
  const { reminderAfterMinutes, escalationAfterMinutes, version } = input
  if ((await printNudgingOf(tx)).version !== version) throw new Refusal('stale_version')
  if (escalationAfterMinutes <= reminderAfterMinutes) throw new Refusal('bad_input')
  const values = {
    reminder_after_minutes: reminderAfterMinutes,
    escalation_after_minutes: escalationAfterMinutes,
    version: version + 1,
  }
  await tx
    .insertInto('print_nudging')
    .values(values)
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute()
  await recordEvent(tx, printSettingEvents.nudging_changed, {
    actor,
    subject: { kind: 'organisation', id: await organisationOf(tx) },
    facts: { reminderAfterMinutes, escalationAfterMinutes },
  })
  return printNudgingOf(tx)
}
