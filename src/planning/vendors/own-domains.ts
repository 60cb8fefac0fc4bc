import type { Tx } from '../../kernel/db/database.ts'
import type { DomainCovers } from './rules/belonging.ts'
import { domainsOverlap } from './rules/domains-overlap.ts'

let ownDomains: (tx: Tx) => Promise<readonly string[]> = async () => []

/** Which domains are the organisation's own: the mail gate has them, above this module. `app` gives it once. */
export function askForOwnDomains(ask: (tx: Tx) => Promise<readonly string[]>): void {
  ownDomains = ask
}

/** Our own domain that a party's entry would overlap. */
export async function ownDomainLike(
  tx: Tx,
  listed: { readonly covers: DomainCovers; readonly name: string },
): Promise<string | undefined> {
  return (await ownDomains(tx)).find((own) => domainsOverlap(own, listed))
}

/** The party to which addresses of such an own domain would belong as well. @param domain see `domainsOverlap` */
export async function partyWithDomainLike(tx: Tx, domain: string): Promise<{ partyName: string } | undefined> {
  const rows = await tx
    .selectFrom('party_domain as d')
    .innerJoin('party as p', (join) => join.onRef('p.org_id', '=', 'd.org_id').onRef('p.id', '=', 'd.party_id'))
    .where('d.ended_at', 'is', null)
    .select(['d.covers', 'd.name', 'p.name as partyName'])
    .orderBy('p.name')
    .execute()
  const found = rows.find(({ covers, name }) => domainsOverlap(domain, { covers: covers as DomainCovers, name }))
  return found && { partyName: found.partyName }
}
