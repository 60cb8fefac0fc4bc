import type { AnyActor } from '../../../base/actor.ts'
import type { InputOf, OutputOf } from '../../../base/endpoint.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal, type RefusalCode } from '../../../base/refusal.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import type * as contract from '../contract.ts'
import { partyEvents } from '../events.ts'
import { ownDomainLike } from '../own-domains.ts'
import { type DomainFault, readPartyDomain } from '../rules/party-domain.ts'
import { lockParty, orRefuse } from '../store.ts'

const REFUSED: Record<DomainFault, RefusalCode> = {
  unreadable: 'domain_unreadable',
  not_registrable: 'domain_not_registrable',
  shared_provider: 'domain_of_provider',
}

/**
 * Lists a domain or an address as a party's. Another party may list the same; the answer names those, since nobody can
 * tell their recipients apart from then on.
 * @throws Refusal `not_found`, `domain_unreadable`, `domain_not_registrable`, `domain_of_provider`, `domain_listed`,
 * `domain_is_own` (mail to our own domains is not held)
 */
export async function addPartyDomain(
  tx: Tx,
  actor: AnyActor,
  input: InputOf<typeof contract.addPartyDomain>,
): Promise<OutputOf<typeof contract.addPartyDomain>> {
  await lockParty(tx, input.partyId)
  const read = readPartyDomain(input.covers, input.name)
  if ('fault' in read) throw new Refusal(REFUSED[read.fault])
  const own = await ownDomainLike(tx, { covers: input.covers, name: read.name })
  if (own) throw new Refusal('domain_is_own', { domain: own })
  const id = newId()
  const row = { id, party_id: input.partyId, covers: input.covers, name: read.name }
  await orRefuse(tx.insertInto('party_domain').values(row).execute())
  const shared = await tx
    .selectFrom('party_domain as d')
    .innerJoin('party as p', 'p.id', 'd.party_id')
    .select('p.name')
    .where('d.name', '=', read.name)
    .where('d.ended_at', 'is', null)
    .where('p.id', '<>', input.partyId)
    .execute()
  await recordEvent(tx, partyEvents.domain_added, {
    actor,
    subject: { kind: 'party', id: input.partyId },
    facts: { domainId: id, covers: input.covers, sharedWithCount: shared.length },
  })
  await announce(tx, 'vendors')
  return { id, covers: input.covers, name: read.name, sharedWith: shared.map((party) => party.name) }
}

/** Takes a domain or an address off the list. @throws Refusal `not_found` */
export async function endPartyDomain(
  tx: Tx,
  actor: AnyActor,
  input: { domainId: string },
): Promise<Record<string, never>> {
  const ended = await tx
    .updateTable('party_domain')
    .set({ ended_at: await instantOf(tx) })
    .where('id', '=', input.domainId)
    .where('ended_at', 'is', null)
    .returning('party_id')
    .executeTakeFirst()
  if (!ended) throw new Refusal('not_found')
  await recordEvent(tx, partyEvents.domain_ended, {
    actor,
    subject: { kind: 'party', id: ended.party_id },
    facts: { domainId: input.domainId },
  })
  await announce(tx, 'vendors')
  return {}
}
