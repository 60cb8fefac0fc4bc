import type { Actor } from '../../../base/actor.ts'
import { guestLinkOf, revokeGuestLink } from '../../../kernel/access/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { endGate, gateState } from '../../../kernel/gates/index.ts'
import { ROSTER_GUEST_PURPOSE, rosterConfirmationGate } from '../gate.ts'
import { mustAnswerForRosterOf } from '../sight.ts'

/** Ends an invitation at once. What was answered stays answered. @throws Refusal `not_found` */
export async function revokeRosterGuest(tx: Tx, actor: Actor, { linkId }: { readonly linkId: string }): Promise<void> {
  const link = await guestLinkOf(tx, { linkId, purpose: ROSTER_GUEST_PURPOSE })
  await mustAnswerForRosterOf(tx, actor, link.partyId)
  await revokeGuestLink(tx, actor, { linkId })
  const { end } = await gateState(tx, rosterConfirmationGate, linkId)
  if (!end) await endGate(tx, rosterConfirmationGate, { subjectId: linkId, how: 'withdrawn', actor })
  await announce(tx, 'vendors')
}
