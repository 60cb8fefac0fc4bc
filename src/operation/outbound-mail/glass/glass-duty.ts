import { sql } from 'kysely'
import type { Actor } from '../../../base/actor.ts'
import { type IsClosed, openDayFrom } from '../../../base/closed-days.ts'
import { addDays, type IsoDate } from '../../../base/clock.ts'
import { formatInstant } from '../../../base/format-day.ts'
import type { Word } from '../../../base/words.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import {
  calendarOf,
  defineObligation,
  dischargeObligation,
  findObligation,
  openObligation,
  todayOf,
} from '../../../kernel/obligations/index.ts'
import { peopleWithRole } from '../../../kernel/people/index.ts'
import { mailSubject } from '../events.ts'

/** Business days after the second person confirmed, within which a third has to say whether it was right. */
const REVIEW_DAYS = 5

/** 緊急解除の見直し: one for each broken glass; it is not put off. */
export const glassReviewObligation = defineObligation({
  id: 'outbound_mail.break_glass_review',
  word: { ja: '緊急解除の見直し', en: 'Review of a broken glass' },
  responsible: 'privacy_officer',
  ladder: [
    { id: 'two-days-before', when: { daysBefore: 2 }, to: 'responsible' },
    { id: 'day-after', when: { daysAfter: 1 }, to: 'responsible' },
    { id: 'three-days-after', when: { daysAfter: 3 }, to: 'audit_officer' },
  ],
  link: (mailId) => `/outbound-mail/${mailId}`,
  // Not its subject line: whoever oversees what is due need not see the mail.
  async describe(tx, obligations) {
    const rows = await tx
      .selectFrom('outbound_mail')
      .where(sql<boolean>`id = any(${obligations.map(({ subjectId }) => subjectId)}::uuid[])`)
      .select(['id', 'received_at'])
      .execute()
    const received = new Map(rows.map((row) => [row.id, row.received_at]))
    return new Map(
      obligations.flatMap(({ id, subjectId }): [string, Word][] => {
        const at = received.get(subjectId)
        return at
          ? [[id, { ja: `${formatInstant(at, 'ja')} 受付のメール`, en: `Mail received ${formatInstant(at, 'en')}` }]]
          : []
      }),
    )
  },
})

/** 32 digits: which breaking of the mail's glass. */
const occurrenceOf = (breakGlassId: string) => breakGlassId.replaceAll('-', '')

/**
 * The privacy officer reviews. Where every one of them had a part in it, the audit officer is named instead: nobody
 * reviews what they did themselves.
 */
async function reviewerInstead(tx: Tx, apartFrom: readonly string[]): Promise<{ personId?: string }> {
  const at = await instantOf(tx)
  const ourOwn = async (role: 'privacy_officer' | 'audit_officer') =>
    (await peopleWithRole(tx, role, at))
      .filter(({ personId, partyId }) => partyId === null && !apartFrom.includes(personId))
      .map(({ personId }) => personId)
  if ((await ourOwn('privacy_officer')).length > 0) return {}
  const [personId] = await ourOwn('audit_officer')
  return personId === undefined ? {} : { personId }
}

/**
 * @param apartFrom the two who broke the glass, and the author
 * @returns the last day on which the review is in time
 */
export async function oweGlassReview(
  tx: Tx,
  actor: Actor,
  { mailId, breakGlassId, apartFrom }: { mailId: string; breakGlassId: string; apartFrom: readonly string[] },
): Promise<IsoDate> {
  const dueOn = reviewDueOn(await todayOf(tx), (await calendarOf(tx)).forBusiness)
  await openObligation(tx, glassReviewObligation, {
    actor,
    subject: mailSubject(mailId),
    occurrence: occurrenceOf(breakGlassId),
    dueOn,
    basis: 'break-glass-review',
    ...(await reviewerInstead(tx, apartFrom)),
  })
  return dueOn
}

export async function meetGlassReview(tx: Tx, actor: Actor, mailId: string, breakGlassId: string): Promise<void> {
  const owed = await glassReviewOwed(tx, mailId, breakGlassId)
  if (!owed || owed.dischargedAt) return
  await dischargeObligation(tx, {
    actor,
    obligationId: owed.id,
    evidence: { kind: 'break_glass_review', id: breakGlassId },
  })
}

export const glassReviewOwed = (tx: Tx, mailId: string, breakGlassId: string) =>
  findObligation(tx, glassReviewObligation, { subjectId: mailId, occurrence: occurrenceOf(breakGlassId) })

function reviewDueOn(today: IsoDate, isClosed: IsClosed): IsoDate {
  let day = today
  for (let count = 0; count < REVIEW_DAYS; count++) day = openDayFrom(addDays(day, 1), isClosed)
  return day
}
