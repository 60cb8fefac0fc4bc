import { announce } from '../../../kernel/db/announce.ts'
import { type Database, type Tx } from '../../../kernel/db/database.ts'
import { type NudgeDue, nudgeDue, type NudgedCheck, nudgeGate } from '../../../kernel/gates/index.ts'
import { STAGE_GATES } from '../gate.ts'
import { printNotices } from '../notices.ts'
import { printNudgingOf } from '../nudging/nudging-of.ts'
import { tell } from '../stages/notify-asked.ts'
import { lockJob } from '../store.ts'

/**
 * Reminds of checks of print jobs that wait (催促), and lets those above know and decide when they wait longer, by the
 * organisation's own times. Nothing passes by it: a print job has no time after which it goes on, and no emergency release.
 * @returns how many checks were nudged, and how many of them reached nobody: an alarm
 */
export const nudgePrints = (database: Database, orgId: string): Promise<{ nudged: number; unheard: number }> =>
  nudgeDue(database, orgId, { gates: Object.values(STAGE_GATES), limitsOf, nudge: nudgeOne })

async function limitsOf(tx: Tx) {
  const { reminderAfterMinutes, escalationAfterMinutes } = await printNudgingOf(tx)
  return { reminderAfterHours: reminderAfterMinutes / 60, escalationAfterHours: escalationAfterMinutes / 60 }
}

async function nudgeOne(tx: Tx, { gate: id, subjectId, limits, hours }: NudgeDue): Promise<NudgedCheck[]> {
  const job = await lockJob(tx, subjectId)
  const gate = Object.values(STAGE_GATES).find((one) => one.id === id)
  if (!gate || job.contents_erased_at) return []
  const checks = await nudgeGate(tx, gate, {
    subjectId,
    hours,
    limits,
    tell: async ({ remindedIds, escalatedIds }) => {
      await tell(tx, subjectId, remindedIds, printNotices.reminder)
      await tell(tx, subjectId, escalatedIds, printNotices.escalated)
    },
  })
  if (checks.length > 0) await announce(tx, 'print-checks')
  return checks
}
