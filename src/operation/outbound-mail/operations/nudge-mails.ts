import { type Database, type Tx } from '../../../kernel/db/database.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type NudgeDue, nudgeDue, type NudgedCheck, nudgeGate } from '../../../kernel/gates/index.ts'
import { outboundMailGate } from '../gate.ts'
import { mailNotices } from '../notices.ts'
import { tell } from '../notify-asked.ts'
import { lockMail, policyOf } from '../store.ts'

/**
 * Reminds of held mail that waits (催促), and lets those above know and decide when it waits longer.
 * @returns how many checks were nudged, and how many of them reached nobody: an alarm
 */
export const nudgeMails = (database: Database, orgId: string): Promise<{ nudged: number; unheard: number }> =>
  nudgeDue(database, orgId, { gates: [outboundMailGate], limitsOf, nudge: nudgeOne })

async function limitsOf(tx: Tx) {
  const { reminderAfterMinutes, escalationAfterMinutes } = await policyOf(tx)
  return { reminderAfterHours: reminderAfterMinutes / 60, escalationAfterHours: escalationAfterMinutes / 60 }
}

async function nudgeOne(tx: Tx, { subjectId: mailId, limits, hours }: NudgeDue): Promise<NudgedCheck[]> {
  const mail = await lockMail(tx, mailId)
  if (mail.custody !== 'held') return []
  const checks = await nudgeGate(tx, outboundMailGate, {
    subjectId: mailId,
    hours,
    limits,
    tell: async ({ isForAuthor, remindedIds, escalatedIds }) => {
      await tell(tx, mailId, remindedIds, isForAuthor ? mailNotices.selfCheckReminder : mailNotices.approvalReminder)
      await tell(tx, mailId, escalatedIds, isForAuthor ? mailNotices.selfCheckEscalated : mailNotices.approvalEscalated)
    },
  })
  if (checks.length > 0) await announce(tx, 'outbound-mail')
  return checks
}
