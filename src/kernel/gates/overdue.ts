import type { Tx } from '../db/database.ts'

/** How many obligations of these subjects are overdue now: an overdue roster or inspection closes the gate (invariant 9). */
export async function overdueCountOf(_tx: Tx, subjectIds: readonly string[]): Promise<number> {
  if (subjectIds.length > 0) throw new Error('gates cannot look at obligations yet')
  return 0
}
