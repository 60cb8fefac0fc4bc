import type { Tx } from '../../../kernel/db/database.ts'
import { NUDGE_LIMITS } from '../../../kernel/gates/index.ts'

export interface PrintNudging {
  /** Business time until whoever is asked hears of it again, and until those above them do. */
  readonly reminderAfterMinutes: number
  readonly escalationAfterMinutes: number
  /** As it was read; 0: never set. */
  readonly version: number
}

/** The defaults of the product, where the organisation has set nothing. */
const DEFAULT_NUDGING: PrintNudging = {
  reminderAfterMinutes: NUDGE_LIMITS.reminderAfterHours * 60,
  escalationAfterMinutes: NUDGE_LIMITS.escalationAfterHours * 60,
  version: 0,
}

export async function printNudgingOf(tx: Tx): Promise<PrintNudging> {
  const row = await tx.selectFrom('print_nudging').selectAll().executeTakeFirst()
  if (!row) return DEFAULT_NUDGING
  return {
    reminderAfterMinutes: row.reminder_after_minutes,
    escalationAfterMinutes: row.escalation_after_minutes,
    version: row.version,
  }
}
