/** Outside recipients who see each other's addresses in To and Cc. */
export interface VisibleRecipients {
  readonly count: number
  /** Of so many companies, as their registered domains tell; every address of a mailbox provider is one of its own. */
  readonly companyCount: number
}

export function visibleRecipients(
  shown: readonly { readonly address: string; readonly registrable: string }[],
  providers: ReadonlySet<string>,
): VisibleRecipients {
  const addresses = new Map(shown.map((one) => [one.address, one]))
  const companies = new Set(
    [...addresses.values()].map(({ address, registrable }) => (providers.has(registrable) ? address : registrable)),
  )
  return { count: addresses.size, companyCount: companies.size }
}
