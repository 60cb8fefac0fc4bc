import { jstDay } from '../../../base/clock.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { type PartyContent, partiesOfContents } from '../../../kernel/vault/index.ts'
import {
  type Candidate,
  engagementsExplaining,
  type EngagementOfPerson,
  engagementsOf,
  isOnRoster,
  partiesOfEngagement,
  type PartyOfEngagement,
  type Recipient,
  rosterState,
} from '../../../planning/vendors/index.ts'
import { addressOwner } from '../arriving/address-owner.ts'
import type { AddressOwner } from '../rules/judge-author.ts'
import type { ReadingRow, StoredAttachment } from '../store.ts'

/** What the checks of mails ask of people, rosters, parties and lineage at one moment. */
export interface Asked {
  readonly at: Date
  owner(personId: string): Promise<AddressOwner | undefined>
  engagementsOf(personId: string): Promise<readonly EngagementOfPerson[]>
  engagementsExplaining(recipients: readonly Recipient[], named: readonly string[]): Promise<readonly Candidate[]>
  isOnRoster(personId: string, engagementId: string): ReturnType<typeof isOnRoster>
  rosterState(engagementId: string): ReturnType<typeof rosterState>
  partiesOfEngagement(engagementId: string): Promise<readonly PartyOfEngagement[]>
  /** Of the contents of these attachments, and of what they hold. */
  partiesOfContents(attachments: readonly StoredAttachment[]): Promise<readonly PartyContent[]>
}

/** The contents of an attachment by their hashes: itself, and what it holds. */
export const contentsOf = ({ sha256, scan }: StoredAttachment): string[] => [
  sha256,
  ...(scan?.hashes ?? []).map((one) => one.sha256),
]

/**
 * Puts the same question once, for however many mails are judged in a transaction.
 * @param readings of all the mails that will be judged
 */
export async function askedOnce(tx: Tx, readings: readonly ReadingRow[]): Promise<Asked> {
  const at = await instantOf(tx)
  const on = jstDay(at)
  const answers = new Map<string, unknown>()
  const once = <T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(question)
    if (!answers.has(key)) answers.set(key, ask())
    return answers.get(key) as Promise<T>
  }
  const contents = readings.flatMap(({ attachments }) => attachments.flatMap(contentsOf))
  return {
    at,
    owner: (personId) => once(['owner', personId], () => addressOwner(tx, { personId }, at)),
    engagementsOf: (personId) => once(['engagementsOf', personId], () => engagementsOf(tx, personId, on)),
    engagementsExplaining: (recipients, named) =>
      once(['explaining', recipients, named], () => engagementsExplaining(tx, { recipients, on, named })),
    isOnRoster: (personId, id) => once(['isOnRoster', personId, id], () => isOnRoster(tx, personId, id, on)),
    rosterState: (id) => once(['rosterState', id], () => rosterState(tx, id, on)),
    partiesOfEngagement: (id) => once(['partiesOf', id], () => partiesOfEngagement(tx, id)),
    async partiesOfContents(attachments) {
      const known = await once(['contents'], () => partiesOfContents(tx, [...new Set(contents)]))
      const own = new Set(attachments.flatMap(contentsOf))
      return known.filter(({ sha256 }) => own.has(sha256))
    },
  }
}
