import { getPublicSuffix } from 'tldts'

/**
 * Whether a domain is the organisation's own: one of its domains exactly, or below one that is written with a leading
 * dot (`.jisha.example` covers `mail.jisha.example`, not `jisha.example`). A look-alike never matches.
 */
export function isInternalDomain(domain: string, internalDomains: readonly string[]): boolean {
  return internalDomains.some((own) => (own.startsWith('.') ? domain.endsWith(own) : domain === own))
}

/** Whether a domain is a public suffix (`co.jp`, `lg.jp`): nobody's own. As an internal one it would let half the country pass. */
export const isPublicSuffix = (domain: string): boolean =>
  domain === getPublicSuffix(domain, { allowPrivateDomains: true })
