/**
 * Whether a domain is the organisation's own: one of its domains exactly, or below one that is written with a leading
 * dot (`.jisha.example` covers `mail.jisha.example`, not `jisha.example`). A look-alike never matches.
 */
export function isInternalDomain(domain: string, internalDomains: readonly string[]): boolean {
  return internalDomains.some((own) => (own.startsWith('.') ? domain.endsWith(own) : domain === own))
}
