import type { Tx } from '../../../kernel/db/database.ts'
import { notify, type NoticeKind } from '../../../kernel/notices/index.ts'
import { printSubject } from '../events.ts'
import { STAGE_GATES } from '../gate.ts'
import { printNotices } from '../notices.ts'
import { PRINT_STAGES } from '../print-states.ts'

/**
 * Tells those whom the first stage that has not passed asks now; its author hears of a stop, and of
 * the last gate that is open. Lists are enough for this.
 */
export async function notifyAsked(tx: Tx, jobId: string): Promise<void> {
  for (const stage of PRINT_STAGES) {
    const progress = await tx
      .selectFrom('gate_progress')
      .where('gate', '=', STAGE_GATES[stage].id)
      .where('subject_id', '=', jobId)
      .select(['opening_id', 'state', 'author_id'])
      .executeTakeFirst()
    if (!progress || progress.state === 'passed') continue
    if (progress.state === 'stopped') return tell(tx, jobId, [progress.author_id], printNotices.stopped)
    if (progress.state === 'complete') return tell(tx, jobId, [progress.author_id], printNotices.goes_on)
    const asked = await tx
      .selectFrom('gate_waiting')
      .where('opening_id', '=', progress.opening_id)
      .select('person_id')
      .execute()
    return tell(
      tx,
      jobId,
      asked.map(({ person_id }) => person_id),
      printNotices.waits,
    )
  }
}

export async function tell(tx: Tx, jobId: string, personIds: readonly string[], kind: NoticeKind): Promise<void> {
  for (const personId of new Set(personIds))
    await notify(tx, { personId, kind, subject: printSubject(jobId), link: `/print-checks/${jobId}`, facts: {} })
}
