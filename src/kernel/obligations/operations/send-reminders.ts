import { sql } from 'kysely'
import type { SystemActor } from '../../../base/actor.ts'
import { addDays, type IsoDate, jstDay } from '../../../base/clock.ts'
import { organisationOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { notify as notifyPerson, type NewNotice } from '../../notices/index.ts'
import { calendarOf, todayOf } from '../calendar.ts'
import { type DefinedObligation, definedObligations } from '../define-obligation.ts'
import { obligationEvents } from '../events.ts'
import { recipientsOf } from '../recipients.ts'
import { type DueReminder, dueReminders, rungOffset } from '../rules/due-reminders.ts'
import { type Obligation, obligationColumns } from '../store.ts'

export interface RemindersSent {
  readonly rungCount: number
  readonly toldCount: number
  /** Obligations whose rung found nobody to tell: an alarm, and tried again at the next run. */
  readonly unheard: readonly string[]
}

/** What tells a person: `notify` of kernel/notices, which joins this transaction. */
export type Notifier = (tx: Tx, notice: NewNotice) => Promise<unknown>

/**
 * Sends what the ladders of all open obligations ask for today. Run it daily, or more often: what was sent is not sent
 * again, and what was missed while nothing ran is made up for, once. Silent on closed days.
 */
export async function sendReminders(tx: Tx, notify: Notifier = notifyPerson): Promise<RemindersSent> {
  const [today, { forBusiness: isClosed }] = [await todayOf(tx), await calendarOf(tx)]
  const total = { rungCount: 0, toldCount: 0, unheard: [] as string[] }
  if (isClosed(today)) return total
  await sql`select pg_advisory_xact_lock(hashtextextended(current_org()::text, 9))`.execute(tx)
  for (const definition of definedObligations()) {
    for (const obligation of await openOnes(tx, definition, today)) {
      const sent = await sentRungs(tx, obligation)
      const moment = { dueOn: obligation.dueOn, openedOn: jstDay(obligation.openedAt), today, sent, isClosed }
      for (const reminder of dueReminders(definition.ladder, moment)) {
        const told = await sendRung(tx, notify, { definition, obligation, reminder, today })
        if (told === undefined) total.unheard.push(obligation.id)
        else {
          total.rungCount++
          total.toldCount += told
        }
      }
    }
  }
  return total
}

/** Open ones whose first rung may have come; a week more, since a rung moves to the open day before it. */
async function openOnes(tx: Tx, definition: DefinedObligation, today: IsoDate): Promise<Obligation[]> {
  const earliest = Math.min(0, ...definition.ladder.map(rungOffset))
  return tx
    .selectFrom('obligation')
    .select(obligationColumns)
    .where('kind', '=', definition.id)
    .where('discharged_at', 'is', null)
    .where('due_on', '<=', addDays(today, 14 - earliest))
    .orderBy('due_on')
    .orderBy('id')
    .execute()
}

async function sentRungs(tx: Tx, obligation: Obligation): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('obligation_reminder')
    .select('rung')
    .where('obligation_id', '=', obligation.id)
    .where('due_on', '=', obligation.dueOn)
    .execute()
  return new Set(rows.map((row) => row.rung))
}

interface RungToSend {
  readonly definition: DefinedObligation
  readonly obligation: Obligation
  readonly reminder: DueReminder
  readonly today: IsoDate
}

/** How many were told; nothing where nobody could be found. */
async function sendRung(tx: Tx, notify: Notifier, { definition, obligation, reminder, today }: RungToSend) {
  const { rung, mustTell } = reminder
  const recipients = mustTell ? await recipientsOf(tx, definition, obligation, rung.to) : []
  if (mustTell && recipients.length === 0) return undefined
  await tx
    .insertInto('obligation_reminder')
    .values({ obligation_id: obligation.id, due_on: obligation.dueOn, rung: rung.id, told_ids: [...recipients] })
    .execute()
  const days = Math.round((Date.parse(today) - Date.parse(obligation.dueOn)) / 86_400_000)
  for (const personId of recipients)
    await notify(tx, {
      personId,
      kind: days > 0 ? definition.overdueNotice : definition.dueNotice,
      subject: { kind: obligation.subjectKind, id: obligation.subjectId },
      link: definition.link(obligation.subjectId),
      facts: { dueOn: obligation.dueOn, days: Math.abs(days) },
    })
  const actor: SystemActor = { orgId: await organisationOf(tx), kind: 'system', part: 'obligations.send-reminders' }
  await recordEvent(tx, obligationEvents.reminded, {
    actor,
    subject: { kind: 'obligation', id: obligation.id },
    facts: { rung: rung.id, dueOn: obligation.dueOn, toldCount: recipients.length },
  })
  return recipients.length
}
