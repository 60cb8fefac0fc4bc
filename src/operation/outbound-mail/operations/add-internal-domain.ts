import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { isPublicSuffix, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { partyWithDomainLike } from '../../../planning/vendors/index.ts'
import { mailSettingEvents } from '../events.ts'

/**
 * Registers a domain as the organisation's own: mail to it is not held, and mail from it is ours.
 * @param input.domain `jisha.example`, or `.jisha.example` for everything below it; kept as A-labels in lower case
 * @throws Refusal `domain_unreadable`, `domain_not_registrable` (co.jp), `domain_of_other_organisation`,
 * `domain_of_party` (its mail would leave unseen)
 */
export async function addInternalDomain(tx: Tx, actor: AnyActor, input: { readonly domain: string }): Promise<void> {
  const isBelow = input.domain.startsWith('.')
  const ascii = normaliseAddress(`postmaster@${isBelow ? input.domain.slice(1) : input.domain}`)?.domain
  if (!ascii?.includes('.') || ascii.startsWith('[')) throw new Refusal('domain_unreadable')
  if (isPublicSuffix(ascii)) throw new Refusal('domain_not_registrable')
  const domain = isBelow ? `.${ascii}` : ascii
  const known = await tx.selectFrom('internal_domain').where('domain', '=', domain).select('domain').executeTakeFirst()
  if (known) return
  const party = await partyWithDomainLike(tx, domain)
  if (party) throw new Refusal('domain_of_party', { party: party.partyName })
  const added = await tx
    .insertInto('internal_domain')
    .values({ domain })
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .returning('domain')
    .executeTakeFirst()
  if (!added) throw new Refusal('domain_of_other_organisation')
  await recordEvent(tx, mailSettingEvents.domain_added, {
    actor,
    subject: { kind: 'organisation', id: await organisationOf(tx) },
    facts: { domain },
  })
}
