import type { Actor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { delegationEvents } from '../events.ts'
import { canonicalPersonId, personById } from '../persons.ts'
import { holdsRole } from '../roles-held.ts'
import type { DelegationKind, Role } from '../roles.ts'
import { standingChanged, standingChangesAt } from '../standing-changes.ts'

export interface Delegate {
  readonly kind: DelegationKind
  /** Whose role it is. Their own person in most cases; an administrator may do it for somebody who is away. */
  readonly fromPersonId: string
  readonly toPersonId: string
  readonly role: Role
  /** Only at this unit; without it, wherever the role is held. */
  readonly unitId?: string | undefined
  /** Without it, from now on. */
  readonly fromAt?: Date | undefined
  /** Needed for a delegation; a substitute may stand until further notice. */
  readonly untilAt?: Date | undefined
  readonly reason: string
}

/**
 * Lets somebody act for somebody else: dated (代理), or standing for the days on which the other is absent (代行).
 * @throws Refusal `role_not_held`, `other_party`, `same_record`, `delegation_in_past`, `bad_input` where the times are
 *   missing or out of order
 */
export async function delegate(tx: Tx, actor: Actor, input: Delegate): Promise<{ id: string }> {
  const now = await instantOf(tx)
  const fromAt = input.fromAt ?? now
  // Written down today, it would say as of then that somebody could act who could not.
  if (fromAt < now) throw new Refusal('delegation_in_past')
  if (input.kind === 'delegation' && !input.untilAt) throw new Refusal('bad_input')
  if (input.untilAt && input.untilAt <= fromAt) throw new Refusal('bad_input')
  const [giver, taker] = [await personById(tx, input.fromPersonId), await personById(tx, input.toPersonId)]
  if (!giver || !taker) throw new Refusal('not_found')
  if (giver.partyId !== taker.partyId) throw new Refusal('other_party')
  if ((await canonicalPersonId(tx, giver.id)) === (await canonicalPersonId(tx, taker.id))) {
    throw new Refusal('same_record')
  }
  if (!(await holdsRole(tx, giver.id, input.role, { unitId: input.unitId, at: fromAt })))
    throw new Refusal('role_not_held')
  const id = newId()
  await tx
    .insertInto('delegation')
    .values({
      id,
      kind: input.kind,
      from_person_id: giver.id,
      to_person_id: taker.id,
      role: input.role,
      unit_id: input.unitId ?? null,
      from_at: fromAt,
      until_at: input.untilAt ?? null,
      reason: input.reason,
    })
    .execute()
  await standingChanged(tx)
  await standingChangesAt(tx, [input.fromAt, input.untilAt])
  await recordEvent(tx, delegationEvents.given, {
    actor,
    subject: { kind: 'delegation', id },
    facts: { kind: input.kind, fromPersonId: giver.id, toPersonId: taker.id, role: input.role },
  })
  return { id }
}
