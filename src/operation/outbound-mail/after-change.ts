import { announce } from '../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../kernel/db/database.ts'
import type { GateState } from '../../kernel/gates/index.ts'
import { enqueue } from '../../kernel/jobs/index.ts'
import { releaseMailJob } from './jobs.ts'
import { notifyAsked } from './notify-asked.ts'
import { askAgain } from './sending-rules/ask-again.ts'
import { mailById, updateMail } from './store.ts'

/**
 * What follows a decision, a new revision or new verdicts: whoever decided before something new was found is asked again,
 * those who are asked now hear of it, and a gate that has all it asks for is released when its cool-down ends (invariant
 * 7: the permit is issued after it, not before). A broken glass has no cool-down: two persons have said that it cannot wait.
 */
export async function afterChange(tx: Tx, mailId: string, given: GateState | undefined): Promise<void> {
  const mail = await mailById(tx, mailId)
  const state = given && (await askAgain(tx, mail, given))
  const dueAt = !state || state.end ? null : state.breakGlassId ? await instantOf(tx) : openAtOf(state)
  if (dueAt?.getTime() !== mail.release_due_at?.getTime()) await updateMail(tx, mail, { release_due_at: dueAt })
  if (dueAt) await enqueue(tx, releaseMailJob, { mailId }, { startAfter: dueAt })
  else if (state) await notifyAsked(tx, mail, state)
  await announce(tx, 'outbound-mail')
}

const openAtOf = (state: GateState): Date | null => (state.isComplete ? (state.openAt ?? null) : null)
