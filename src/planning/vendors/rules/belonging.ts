import type { DOMAIN_COVERS } from '../views.ts'
import { domainLine, type MailAddress } from './mail-address.ts'

export type DomainCovers = (typeof DOMAIN_COVERS)[number]

/** One line of a party's addresses: a domain with all below it, one domain alone, or one address. */
export interface DomainEntry {
  readonly partyId: string
  readonly covers: DomainCovers
  /** Normalised as by `normaliseDomain` or `normaliseAddress`. */
  readonly name: string
}

/**
 * Whose recipient is this? The nearest entry wins: a listed address before its domain, `edu.x.example` before
 * `x.example`. Where two parties have entries equally near, it belongs to both, and who asks must be content with both.
 * @returns party ids, sorted; empty for a stranger
 */
export function partiesOfRecipient(recipient: MailAddress, entries: readonly DomainEntry[]): string[] {
  const line = domainLine(recipient.domain)
  let nearest = Infinity
  const parties = new Set<string>()
  for (const entry of entries) {
    const distance = distanceOf(recipient, line, entry)
    if (distance === undefined || distance > nearest) continue
    if (distance < nearest) parties.clear()
    nearest = distance
    parties.add(entry.partyId)
  }
  return [...parties].sort()
}

/** 0: the address itself; 1: its domain; 2: one label above; … */
function distanceOf(recipient: MailAddress, line: readonly string[], entry: DomainEntry): number | undefined {
  if (entry.covers === 'address') return entry.name === recipient.address ? 0 : undefined
  const above = line.indexOf(entry.name)
  if (above === -1 || (entry.covers === 'domain' && above > 0)) return undefined
  return above + 1
}
