import type { DomainCovers } from './belonging.ts'

/**
 * Whether an address could be our own and a party's at once. Mail to an own domain is not held, so such an address would
 * leave unseen.
 * @param internal as the organisation has it: `jisha.example`, or `.jisha.example` for everything below it
 * @param listed a party's: an address, a domain, or a domain with all below it
 */
export function domainsOverlap(
  internal: string,
  listed: { readonly covers: DomainCovers; readonly name: string },
): boolean {
  const isBelow = internal.startsWith('.')
  const own = isBelow ? internal.slice(1) : internal
  const domain = listed.name.slice(listed.name.lastIndexOf('@') + 1)
  const isUnder = (lower: string, upper: string) => lower.endsWith(`.${upper}`)
  if (listed.covers !== 'subdomains') return isBelow ? isUnder(domain, own) : domain === own
  return own === domain || isUnder(own, domain) || (isBelow && isUnder(domain, own))
}
