export const RECIPIENT_REASONS = [
  /** Explained: a party of the engagement. */
  'party_of_engagement',
  /** A client of another engagement, and no party of this one: the gravest mix-up. */
  'client_of_other_engagement',
  /** Shares its domain with a client of another engagement, so nobody can tell whose mailbox it is. */
  'shared_with_other_client',
  /** A registered party, but not of this engagement. */
  'party_outside_engagement',
  /** No registered party has this address or domain. */
  'unknown_recipient',
  /** Not an address that can be read: it belongs to nobody. */
  'unreadable_address',
] as const
export type RecipientReason = (typeof RECIPIENT_REASONS)[number]

export interface RecipientParty {
  readonly partyId: string
  readonly name: string
  /** Whether it is the client of any engagement, running or past. */
  readonly isClient: boolean
}

/** A recipient and the parties to which it belongs. */
export interface RecipientBelonging {
  /** As the envelope says it. */
  readonly address: string
  /** `undefined` where the address cannot be read. */
  readonly domain: string | undefined
  readonly parties: readonly RecipientParty[]
}

export interface ExplainedRecipient extends RecipientBelonging {
  readonly reason: RecipientReason
}

export interface Explanation {
  readonly explained: readonly ExplainedRecipient[]
  /** Strangers, and parties that have no part in the engagement. */
  readonly unexplained: readonly ExplainedRecipient[]
  /** Another client, or one who cannot be told from another client. */
  readonly otherClient: readonly ExplainedRecipient[]
}

/**
 * Can an engagement explain these recipients? It can when `unexplained` and `otherClient` are empty. Every recipient
 * lands in exactly one of the three lists, in the given order.
 * @param partyIds the parties of the engagement, in whatever relation
 */
export function explainRecipients(
  partyIds: ReadonlySet<string>,
  recipients: readonly RecipientBelonging[],
): Explanation {
  const judged = recipients.map((recipient) => ({ ...recipient, reason: reasonFor(partyIds, recipient) }))
  return {
    explained: judged.filter(({ reason }) => reason === 'party_of_engagement'),
    unexplained: judged.filter(({ reason }) => reason !== 'party_of_engagement' && !isOtherClient(reason)),
    otherClient: judged.filter(({ reason }) => isOtherClient(reason)),
  }
}

function reasonFor(partyIds: ReadonlySet<string>, recipient: RecipientBelonging): RecipientReason {
  if (recipient.domain === undefined) return 'unreadable_address'
  if (recipient.parties.length === 0) return 'unknown_recipient'
  const inside = recipient.parties.some((party) => partyIds.has(party.partyId))
  const hasOtherClient = recipient.parties.some((party) => party.isClient && !partyIds.has(party.partyId))
  if (hasOtherClient) return inside ? 'shared_with_other_client' : 'client_of_other_engagement'
  return inside ? 'party_of_engagement' : 'party_outside_engagement'
}

function isOtherClient(reason: RecipientReason): boolean {
  return reason === 'client_of_other_engagement' || reason === 'shared_with_other_client'
}

export function isExplained(explanation: Explanation): boolean {
  return explanation.unexplained.length + explanation.otherClient.length === 0
}
