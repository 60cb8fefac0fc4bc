import type { Actor } from '../../../base/actor.ts'
import type { IsoDate } from '../../../base/clock.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { canonicalPersonId, rolesAt } from '../../people/index.ts'
import { obligationKind } from '../define-obligation.ts'
import { obligationEvents } from '../events.ts'
import { lockOpenObligation } from '../store.ts'

export interface Extension {
  readonly obligationId: string
  /** Later than the day that stands now. */
  readonly dueOn: IsoDate
  /** In the person's words; kept where it can be erased. */
  readonly reason: string
  /** Who asked for it. Not the approver, who is the actor. */
  readonly requestedById: string
}

/**
 * Approves a later day for an internal obligation. The approver is the actor: somebody who holds the definition's role,
 * did not ask for it, and is not the one who is to act. It may be approved late; the days in between stay overdue in the
 * record of the past. What the law sets, nobody extends.
 * @throws Refusal `not_found`, `obligation_discharged`, `obligation_fixed`, `not_allowed`, `extension_of_own`,
 *   `obligation_not_later`
 */
export async function extendObligation(tx: Tx, actor: Actor, input: Extension): Promise<void> {
  const obligation = await lockOpenObligation(tx, input.obligationId)
  const role = obligationKind(obligation.kind).extensionBy
  if (!role) throw new Refusal('obligation_fixed')
  const held = await rolesAt(tx, actor.personId, await instantOf(tx))
  // Our own people's role: a vendor does not put off what it owes us.
  if (!held.some((each) => each.role === role && each.partyId === null)) throw new Refusal('not_allowed')
  const [approver, requester] = [await person(tx, actor.personId), await person(tx, input.requestedById)]
  const responsible = obligation.personId && (await person(tx, obligation.personId))
  if (approver === requester || approver === responsible) throw new Refusal('extension_of_own')
  if (input.dueOn <= obligation.dueOn) throw new Refusal('obligation_not_later', { dueOn: obligation.dueOn })
  await tx
    .insertInto('obligation_extension')
    .values({
      id: newId(),
      obligation_id: obligation.id,
      from_due_on: obligation.dueOn,
      due_on: input.dueOn,
      reason: input.reason,
      requested_by: requester,
      approved_by: approver,
    })
    .execute()
  await tx
    .updateTable('obligation')
    .set((eb) => ({ due_on: input.dueOn, version: eb('version', '+', 1) }))
    .where('id', '=', obligation.id)
    .execute()
  await recordEvent(tx, obligationEvents.extended, {
    actor,
    subject: { kind: 'obligation', id: obligation.id },
    facts: { fromDueOn: obligation.dueOn, dueOn: input.dueOn, requestedById: requester },
  })
  await announce(tx, 'obligations')
}

async function person(tx: Tx, id: string): Promise<string> {
  const found = await canonicalPersonId(tx, id)
  if (!found) throw new Refusal('not_found')
  return found
}
