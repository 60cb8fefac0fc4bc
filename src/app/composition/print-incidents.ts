import { sql } from 'kysely'
import { addDays } from '../../base/clock.ts'
import type { Word } from '../../base/words.ts'
import { defineObligation, dischargeObligation, openObligation, todayOf } from '../../kernel/obligations/index.ts'
import type { IncidentDesk } from '../../operation/print-checks/index.ts'

/** The day on which it is known is the first. 速報 is due 概ね3〜5日以内: whoever must make it has to know by the third. */
const DAYS_AFTER_KNOWING = 2

/**
 * 事故のおそれの第一報: the privacy office finds out whether anything of a stopped lot has left, and whom it has to tell. Until
 * there is an incident desk, it is an obligation that nobody puts off.
 * @source 施行規則8条1項; ガイドライン通則編 3-5-3-3
 */
export const firstReportObligation = defineObligation({
  id: 'incidents.first_report',
  word: { ja: '事故のおそれの第一報', en: 'First report of a suspected incident' },
  responsible: 'privacy_office',
  ladder: [
    { id: 'at-once', when: { daysBefore: DAYS_AFTER_KNOWING }, to: 'responsible' },
    { id: 'on-the-day', when: { daysBefore: 0 }, to: 'responsible' },
    { id: 'day-after', when: { daysAfter: 1 }, to: 'privacy_officer' },
  ],
  link: (jobId) => `/print-checks/${jobId}`,
  // Ids, counts and the sentence, which names nobody.
  async describe(tx, obligations) {
    const rows = await tx
      .selectFrom('print_lot_report as r')
      .innerJoin('print_lot as l', (join) => join.onRef('l.org_id', '=', 'r.org_id').onRef('l.id', '=', 'r.lot_id'))
      .where(sql<boolean>`r.incident_id = any(${obligations.map(({ id }) => id)}::text[])`)
      .select([
        'r.incident_id as id',
        'r.sentence_ja as ja',
        'r.sentence_en as en',
        'l.number',
        'l.item_count as count',
      ])
      .execute()
    return new Map(
      rows.map(({ id, ja, en, number, count }): [string, Word] => [
        id,
        { ja: `印刷のロット${number}(${count}件): ${ja}`, en: `Printed lot ${number} (${count} items): ${en}` },
      ]),
    )
  },
})

export const printIncidents: IncidentDesk = {
  async draftIncident(tx, actor, { jobId, lotId }) {
    const { id } = await openObligation(tx, firstReportObligation, {
      actor,
      subject: { kind: 'print_job', id: jobId },
      occurrence: lotId.replaceAll('-', ''),
      dueOn: addDays(await todayOf(tx), DAYS_AFTER_KNOWING),
      basis: 'enforcement-rules-8-1',
    })
    return { id, link: `/obligations/${id}` }
  },
  endIncident: (tx, actor, obligationId, evidenceId) =>
    dischargeObligation(tx, { actor, obligationId, evidence: { kind: 'print_lot_report', id: evidenceId } }),
}
