import type { Actor } from '../../../base/actor.ts'
import type { InputOf } from '../../../base/endpoint.ts'
import { Refusal } from '../../../base/refusal.ts'
import { issueGuestLink } from '../../../kernel/access/index.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { openGate } from '../../../kernel/gates/index.ts'
import { personByAddress } from '../../../kernel/people/index.ts'
import { ROSTER_GUEST_PURPOSE, rosterConfirmationGate } from '../gate.ts'
import type * as contract from '../guest-contract.ts'
import { rosterContent } from '../guest-question.ts'
import { ownDomainLike } from '../own-domains.ts'
import { openRoster } from '../submit-roster.ts'

/**
 * Asks a vendor's person without an account to confirm the roster of their workers (従事者一覧の確認): a link that the
 * sender hands over, and a code that goes to the address. Their statement stands at a gate, on the roster as it is.
 * @throws Refusal `not_found`, `engagement_not_running`, `roster_empty`, `other_party`, `guest_address_is_own`
 */
export async function inviteRosterGuest(
  tx: Tx,
  actor: Actor,
  input: InputOf<typeof contract.inviteRosterGuest>,
): Promise<{ linkId: string; link: string }> {
  const roster = await openRoster(tx, actor, input)
  const content = await rosterContent(tx, roster)
  await refuseOwnAddress(tx, input.address)
  const expiresAt = new Date((await instantOf(tx)).getTime() + input.days * 86_400_000)
  const { id, personId, path } = await issueGuestLink(tx, actor, {
    partyId: input.partyId,
    purpose: ROSTER_GUEST_PURPOSE,
    subjectId: input.engagementId,
    name: input.name,
    address: input.address,
    expiresAt,
  })
  await openGate(tx, rosterConfirmationGate, {
    subjectId: id,
    authorId: personId,
    unitId: roster.ownerUnitId,
    content,
    coolDownSeconds: 0,
    expiresAt,
  })
  await announce(tx, 'vendors')
  return { linkId: id, link: path }
}

/** The code would come to us, who could then answer for the vendor. A person of theirs whom we gave an address is theirs. */
async function refuseOwnAddress(tx: Tx, address: string): Promise<void> {
  const own = await ownDomainLike(tx, { covers: 'address', name: address.trim().toLowerCase() })
  if (own && !(await personByAddress(tx, address))) throw new Refusal('guest_address_is_own', { domain: own })
}
