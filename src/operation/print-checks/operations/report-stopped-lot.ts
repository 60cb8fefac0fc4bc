import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import type { Word } from '../../../base/words.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type { PrintEquipment } from '../equipment.ts'
import { printEvents, printSubject } from '../events.ts'
import { impersonalSentence } from '../rules/impersonal-sentence.ts'
import { lockVisibleJob, refuseUnlessOwn } from '../scope.ts'
import { runOfJob } from '../store.ts'
import { type StoppedLot, stoppedLots } from '../lots/stopped-lots.ts'
import { resultOf } from '../stages/stored-result.ts'

/**
 * 事故のおそれの第一報: a person tells the privacy office of a stopped lot. Nothing has left by it, and somebody has to find out
 * whether anything did; what is told are ids, counts and one sentence without a value of anybody.
 * @throws Refusal `not_found` (no stopped lot of this job), `not_allowed`, `already_reported`
 */
export async function reportStoppedLot(
  tx: Tx,
  actor: Actor,
  input: { readonly jobId: string; readonly lotId: string },
  equipment: PrintEquipment,
): Promise<string> {
  const job = await lockVisibleJob(tx, actor, input.jobId)
  refuseUnlessOwn(job)
  const lot = (await stoppedLots(tx, job.id)).find(({ lotId }) => lotId === input.lotId)
  if (!lot) throw new Refusal('not_found')
  const before = await tx.selectFrom('print_lot_report').where('lot_id', '=', lot.lotId).select('id').executeTakeFirst()
  if (before) throw new Refusal('already_reported')
  const sentence = await sentenceOf(tx, job.id, lot, equipment)
  const id = newId()
  const { lotId, number: lotNumber, cause, itemCount, openedCount, mismatchCount } = lot
  const counts = { itemCount, openedCount, mismatchCount }
  const incident = await equipment.incidents.draftIncident(tx, actor, {
    reportId: id,
    jobId: job.id,
    lotId,
    lotNumber,
    cause,
    ...counts,
    sentence,
  })
  await tx
    .insertInto('print_lot_report')
    .values({
      id,
      job_id: job.id,
      lot_id: lotId,
      incident_id: incident.id,
      link: incident.link,
      cause,
      item_count: itemCount,
      opened_count: openedCount,
      mismatch_count: mismatchCount,
      sentence_ja: sentence.ja,
      sentence_en: sentence.en,
      reported_by: actor.personId,
    })
    .execute()
  await recordEvent(tx, printEvents.lot_reported, {
    actor,
    subject: printSubject(job.id),
    facts: { reportId: id, lotId, incidentId: incident.id, cause, ...counts },
  })
  await announce(tx, 'print-checks')
  return id
}

async function sentenceOf(tx: Tx, jobId: string, lot: StoppedLot, { vault }: PrintEquipment): Promise<Word> {
  const run = lot.runId === null ? undefined : await runOfJob(tx, jobId, lot.runId)
  return impersonalSentence(lot, run ? (await resultOf(tx, vault, run)).diagnosis : [])
}
