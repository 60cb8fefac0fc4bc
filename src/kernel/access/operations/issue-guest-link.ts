import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { addPerson, personByAddress } from '../../people/index.ts'
import { guestLinkEvents } from '../events.ts'
import { hashToken, newToken } from '../secrets.ts'
import { topicOfSession } from '../sessions.ts'

export const GUEST_LINK_DAYS = 14
export const GUEST_LINK_DAYS_MAX = 90

export interface NewGuestLink {
  /** The party on whose side the guest stands; without it, somebody of our own without an account. */
  readonly partyId?: string | undefined
  /** The one thing that the link opens, `module:verb`, e.g. `print-checks:sign-off`. */
  readonly purpose: string
  readonly subjectId?: string | undefined
  readonly name: string
  /** Where the one-time code goes. */
  readonly address: string
  readonly expiresAt?: Date | undefined
}

/**
 * Makes a link for one person, party, purpose and address. The guest is a person of the register, found by the address
 * or added, so that nobody decides once with an account and once with a link.
 * @returns the path with the token behind `#`; shown once, only its hash is kept
 * @throws Refusal `other_party` where the address belongs to a person of another party, `bad_input` for the expiry
 */
export async function issueGuestLink(
  tx: Tx,
  actor: AnyActor,
  input: NewGuestLink,
): Promise<{ id: string; personId: string; path: string }> {
  const now = (await instantOf(tx)).getTime()
  const expiresAt = input.expiresAt ?? new Date(now + GUEST_LINK_DAYS * 86_400_000)
  if (expiresAt.getTime() <= now || expiresAt.getTime() > now + GUEST_LINK_DAYS_MAX * 86_400_000) {
    throw new Refusal('bad_input')
  }
  const address = input.address.trim().toLowerCase()
  const known = await personByAddress(tx, address)
  const partyId = input.partyId ?? null
  if (known && known.partyId !== partyId) throw new Refusal('other_party')
  const personId =
    known?.id ?? (await addPerson(tx, actor, { name: input.name, partyId: input.partyId, addresses: [address] })).id
  const [id, token] = [newId(), newToken()]
  await tx
    .insertInto('guest_link')
    .values({
      id,
      person_id: personId,
      party_id: partyId,
      purpose: input.purpose,
      subject_id: input.subjectId ?? null,
      address,
      token_hash: hashToken(token),
      expires_at: expiresAt,
    })
    .execute()
  await recordEvent(tx, guestLinkEvents.issued, {
    actor,
    subject: { kind: 'guest_link', id },
    facts: { personId, partyId, purpose: input.purpose },
  })
  return { id, personId, path: `/guest#${token}` }
}

/** Ends a link at once, on every device. @throws Refusal `not_found` */
export async function revokeGuestLink(tx: Tx, actor: AnyActor, input: { linkId: string }): Promise<void> {
  const revoked = await tx
    .updateTable('guest_link')
    .set((eb) => ({ revoked_at: eb.fn('clock_now'), code_hash: null, version: eb('version', '+', 1) }))
    .where('id', '=', input.linkId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (revoked.numUpdatedRows !== 1n) throw new Refusal('not_found')
  const devices = await tx.selectFrom('guest_device').select('id').where('guest_link_id', '=', input.linkId).execute()
  for (const { id } of devices) await announce(tx, topicOfSession(id))
  await recordEvent(tx, guestLinkEvents.revoked, {
    actor,
    subject: { kind: 'guest_link', id: input.linkId },
    facts: {},
  })
}
