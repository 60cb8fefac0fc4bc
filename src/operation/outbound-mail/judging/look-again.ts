import type { Tx } from '../../../kernel/db/database.ts'
import { askedBeyond, gateState } from '../../../kernel/gates/index.ts'
import { afterChange } from '../after-change.ts'
import { gateOf } from '../gate.ts'
import { runMachineChecks } from './run-machine-checks.ts'
import { askAgain } from '../sending-rules/ask-again.ts'
import type { MailRow } from '../store.ts'

/**
 * Holds a mail against lists, parties, domains and rules as they are at this moment, before somebody decides: what they
 * tick is what the machine would say now, and not what it said when the mail came in.
 * @returns whether they have seen what it says. Where not, the new verdicts are kept, nothing is to be decided, and whoever
 *   asked is shown the mail as it stands now
 */
export async function hasSeenWhatIs(
  tx: Tx,
  mail: MailRow,
  seen: { readonly check: string; readonly findingIds: readonly string[] },
): Promise<boolean> {
  const before = await gateState(tx, gateOf(mail), mail.id)
  const isWaiting = (state: typeof before) => state.checks.find(({ id }) => id === seen.check)?.state === 'waiting'
  // What cannot be decided, or was not ticked, is refused by the gate itself.
  const ticked = new Set(seen.findingIds)
  if (before.end || !isWaiting(before) || !before.points.every((point) => ticked.has(point))) return true
  const wasAskedWhy = await asksWhy(tx, mail, seen.check)
  const judged = await runMachineChecks(tx, mail)
  const now = judged && (await askAgain(tx, mail, judged))
  if (!now) return true
  const isSeen = now.revision === before.revision && isWaiting(now) && now.points.every((point) => ticked.has(point))
  const isSame = isSeen && (wasAskedWhy || !(await asksWhy(tx, mail, seen.check)))
  if (!isSame) await afterChange(tx, mail.id, now)
  return isSame
}

/** A rule asks for a reason: whoever was not asked before has had no place to write it. */
async function asksWhy(tx: Tx, mail: MailRow, check: string): Promise<boolean> {
  const { checks } = await askedBeyond(tx, gateOf(mail), mail.id)
  return Object.hasOwn(checks, check) && checks[check]!.needsReason === true
}
