import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { absenceEvents } from '../events.ts'
import { personById } from '../persons.ts'
import { standingChanged, standingChangesAt } from '../standing-changes.ts'
import { lockVersion } from '../store.ts'

export interface DeclareAbsence {
  readonly personId: string
  readonly fromAt: Date
  readonly untilAt: Date
}

/**
 * Says that a person is not there (不在): their substitutes act from then until the end, or until it is ended early.
 * @throws Refusal `not_found`, `bad_input` where the end is not after the beginning
 */
export async function declareAbsence(tx: Tx, actor: AnyActor, input: DeclareAbsence): Promise<{ id: string }> {
  if (input.untilAt <= input.fromAt) throw new Refusal('bad_input')
  if (!(await personById(tx, input.personId))) throw new Refusal('not_found')
  const id = newId()
  await tx
    .insertInto('absence')
    .values({ id, person_id: input.personId, from_at: input.fromAt, until_at: input.untilAt })
    .execute()
  await standingChanged(tx)
  await standingChangesAt(tx, [input.fromAt, input.untilAt])
  await recordEvent(tx, absenceEvents.declared, {
    actor,
    subject: { kind: 'absence', id },
    facts: { personId: input.personId },
  })
  return { id }
}

/** The person is back. @throws Refusal `not_found`, `stale_version` */
export async function endAbsence(
  tx: Tx,
  actor: AnyActor,
  input: { absenceId: string; version: number },
): Promise<void> {
  await lockVersion(tx, 'absence', input.absenceId, input.version)
  const { person_id: personId } = await tx
    .updateTable('absence')
    .set({ ended_at: await instantOf(tx), version: input.version + 1 })
    .where('id', '=', input.absenceId)
    .returning('person_id')
    .executeTakeFirstOrThrow()
  await standingChanged(tx)
  await recordEvent(tx, absenceEvents.ended, {
    actor,
    subject: { kind: 'absence', id: input.absenceId },
    facts: { personId },
  })
}
