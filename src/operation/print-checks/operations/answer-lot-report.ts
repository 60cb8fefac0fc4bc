import type { Actor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { isOfPrivacyOffice } from '../../../kernel/people/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'

/**
 * The privacy office says what it did about a reported lot: told on, or no incident, and why. It is what ends the obligation.
 * @throws Refusal `not_found`, `not_allowed` (not of the privacy office), `already_decided`
 */
export async function answerLotReport(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly reportId: string; readonly text: string },
  equipment: PrintEquipment,
): Promise<void> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  if (!(await isOfPrivacyOffice(tx, actor.personId))) throw new Refusal('not_allowed')
  const report = await tx
    .selectFrom('print_lot_report')
    .where('job_id', '=', job.id)
    .where('id', '=', input.reportId)
    .select(['id', 'incident_id', 'answered_at'])
    .executeTakeFirst()
  if (!report) throw new Refusal('not_found')
  if (report.answered_at) throw new Refusal('already_decided')
  const note = await equipment.vault.sealFacts(tx, { text: input.text })
  await tx
    .updateTable('print_lot_report')
    .set({
      answer_id: note.id,
      answer_commitment: note.commitment,
      answered_by: actor.personId,
      answered_at: await instantOf(tx),
    })
    .where('id', '=', report.id)
    .execute()
  await equipment.incidents.endIncident(tx, actor, report.incident_id, report.id)
  await recordEvent(tx, printEvents.lot_report_answered, {
    actor,
    subject: printSubject(job.id),
    facts: { reportId: report.id, incidentId: report.incident_id },
    commitment: note.commitment,
  })
  await announce(tx, 'print-checks')
}
