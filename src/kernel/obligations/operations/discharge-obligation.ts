import type { AnyActor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { obligationEvents } from '../events.ts'
import { lockOpenObligation } from '../store.ts'

export interface Discharge {
  readonly actor: AnyActor
  readonly obligationId: string
  /** The record that shows it: an event, a file of the vault, a decision. Without one nothing is discharged. */
  readonly evidence: { readonly kind: string; readonly id: string }
}

/**
 * Ends an obligation by its evidence: the only way in which one ends. Late is recorded as late.
 * @throws Refusal `not_found`, `obligation_discharged`
 */
export async function dischargeObligation(tx: Tx, { actor, obligationId, evidence }: Discharge): Promise<void> {
  const obligation = await lockOpenObligation(tx, obligationId)
  const at = await instantOf(tx)
  const { numUpdatedRows } = await tx
    .updateTable('obligation')
    .set((eb) => ({
      discharged_at: at,
      discharged_by: actor.kind === 'system' ? null : actor.personId,
      evidence_kind: evidence.kind,
      evidence_id: evidence.id,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', obligationId)
    .where('discharged_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal('obligation_discharged')
  await recordEvent(tx, obligationEvents.discharged, {
    actor,
    subject: { kind: 'obligation', id: obligationId },
    facts: {
      evidenceKind: evidence.kind,
      evidenceId: evidence.id,
      lateDays: Math.max(0, daysBetween(obligation.dueOn, jstDay(at))),
    },
  })
  await announce(tx, 'obligations')
}

const daysBetween = (from: string, until: string) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
