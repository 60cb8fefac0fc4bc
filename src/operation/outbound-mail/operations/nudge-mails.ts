import { type Database, inOrganisation, instantOf, type Tx } from '../../../kernel/db/database.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { gatesToNudge, type NudgedCheck, nudgeGate } from '../../../kernel/gates/index.ts'
import { type BusinessHours, businessInstantFrom } from '../../../base/business-hours.ts'
import { businessHoursOf } from '../../../kernel/obligations/index.ts'
import { outboundMailGate } from '../gate.ts'
import { mailNotices } from '../notices.ts'
import { tell } from '../notify-asked.ts'
import { lockMail, type MailPolicy, policyOf } from '../store.ts'

/**
 * Reminds of held mail that waits (催促), and lets those above know and decide when it waits longer. One transaction a
 * mail: a run that is cut says nothing twice and loses nothing.
 * @returns how many checks were nudged, and how many of them reached nobody: an alarm
 */
export async function nudgeMails(database: Database, orgId: string): Promise<{ nudged: number; unheard: number }> {
  const start = await inOrganisation(database, orgId, async (tx) => {
    const [now, hours, policy] = [await instantOf(tx), await businessHoursOf(tx), await policyOf(tx)]
    if (businessInstantFrom(now, hours) > now) return undefined
    // Business time never runs faster than the clock.
    const waitingBefore = new Date(now.getTime() - policy.reminderAfterMinutes * 60_000)
    return { hours, policy, due: await gatesToNudge(tx, [outboundMailGate], { waitingBefore }) }
  })
  const done = { nudged: 0, unheard: 0 }
  const faults: unknown[] = []
  for (const { subjectId } of start?.due ?? []) {
    // One mail that cannot be said must not keep those behind it.
    try {
      const checks = await inOrganisation(database, orgId, (tx) => nudgeOne(tx, subjectId, start!))
      done.nudged += checks.length
      done.unheard += checks.filter((one) => one.remindedIds.length + one.escalatedIds.length === 0).length
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
  return done
}

async function nudgeOne(
  tx: Tx,
  mailId: string,
  { hours, policy }: { hours: BusinessHours; policy: MailPolicy },
): Promise<NudgedCheck[]> {
  const mail = await lockMail(tx, mailId)
  if (mail.custody !== 'held') return []
  const checks = await nudgeGate(tx, outboundMailGate, {
    subjectId: mailId,
    hours,
    limits: {
      reminderAfterHours: policy.reminderAfterMinutes / 60,
      escalationAfterHours: policy.escalationAfterMinutes / 60,
    },
    tell: async ({ isForAuthor, remindedIds, escalatedIds }) => {
      await tell(tx, mailId, remindedIds, isForAuthor ? mailNotices.selfCheckReminder : mailNotices.approvalReminder)
      await tell(tx, mailId, escalatedIds, isForAuthor ? mailNotices.selfCheckEscalated : mailNotices.approvalEscalated)
    },
  })
  if (checks.length > 0) await announce(tx, 'outbound-mail')
  return checks
}
