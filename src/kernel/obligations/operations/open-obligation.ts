import type { AnyActor } from '../../../base/actor.ts'
import type { IsoDate } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import type { Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import type { DefinedObligation } from '../define-obligation.ts'
import { obligationEvents } from '../events.ts'
import { type Obligation, obligationColumns } from '../store.ts'

export interface NewObligation {
  readonly actor: AnyActor
  readonly subject: { readonly kind: string; readonly id: string }
  /** Which of several in a row: `2026-11`, `2026-q3`. Left out where there is one only. */
  readonly occurrence?: string
  /** The last day on which it is in time, JST; worked out by `reportDueOn` or `periodEndsOn` (base/counting-days.ts). */
  readonly dueOn: IsoDate
  /** The article or rule that sets the day, as a code: `enforcement-rules-8-2`. */
  readonly basis: string
  readonly personId?: string
  readonly unitId?: string
}

/**
 * Opens an obligation. Opening the same again (kind, subject, occurrence) answers the one that is there and changes
 * nothing: neither its day, nor a discharge.
 */
export async function openObligation(tx: Tx, definition: DefinedObligation, input: NewObligation): Promise<Obligation> {
  const { actor, subject, occurrence = '', dueOn, basis } = input
  const opened = await tx
    .insertInto('obligation')
    .values({
      id: newId(),
      kind: definition.id,
      subject_kind: subject.kind,
      subject_id: subject.id,
      occurrence,
      unit_id: input.unitId ?? null,
      person_id: input.personId ?? null,
      first_due_on: dueOn,
      due_on: dueOn,
      basis,
      opened_by: actor.kind === 'system' ? null : actor.personId,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'kind', 'subject_id', 'occurrence']).doNothing())
    .returning(obligationColumns)
    .executeTakeFirst()
  if (!opened) return existing(tx, definition.id, subject.id, occurrence)
  await recordEvent(tx, obligationEvents.opened, {
    actor,
    subject: { kind: 'obligation', id: opened.id },
    facts: { kind: definition.id, occurrence, dueOn, basis, ofKind: subject.kind, ofId: subject.id },
  })
  return opened
}

async function existing(tx: Tx, kind: string, subjectId: string, occurrence: string): Promise<Obligation> {
  return tx
    .selectFrom('obligation')
    .select(obligationColumns)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('occurrence', '=', occurrence)
    .executeTakeFirstOrThrow()
}
