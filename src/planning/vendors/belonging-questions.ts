import { sql } from 'kysely'
import type { IsoDate } from '../../base/clock.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { type DomainCovers, type DomainEntry, partiesOfRecipient } from './rules/belonging.ts'
import {
  explainRecipients,
  type Explanation,
  isExplained,
  type RecipientBelonging,
  type RecipientParty,
} from './rules/explain-recipients.ts'
import { domainLine, type MailAddress, normaliseAddress, normaliseDomain } from './rules/mail-address.ts'
import { isWithin } from './rules/on-roster.ts'

/** A recipient as the envelope names it. */
export interface Recipient {
  readonly address: string
  /** What the caller holds to be the domain. Where it is not the address's own, the recipient belongs to nobody. */
  readonly domain: string
}

/** One engagement held against the recipients of a mail. */
export interface Candidate extends Explanation {
  readonly engagementId: string
  readonly name: string
  /** Draft, closed, or outside its period: it can explain nothing, whatever its parties. */
  readonly isRunning: boolean
  /** Running, and every recipient explained. */
  readonly isExplained: boolean
}

/**
 * Which parties does each recipient belong to, and which of these are clients? In the given order, one answer each.
 * Internal domains are not known here: ask about outside recipients only.
 */
export async function recipientBelongings(tx: Tx, recipients: readonly Recipient[]): Promise<RecipientBelonging[]> {
  const read = recipients.map((recipient) => ({ recipient, mail: readAddress(recipient) }))
  const mails = read.flatMap(({ mail }) => mail ?? [])
  const entries = await domainEntries(tx, mails)
  const parties = await partiesById(tx, [...new Set(entries.map((entry) => entry.partyId))])
  return read.map(({ recipient, mail }) => ({
    address: recipient.address,
    domain: mail?.domain,
    parties: mail ? partiesOfRecipient(mail, entries).map((id) => parties.get(id)!) : [],
  }))
}

/**
 * Which engagements could this mail be about? Every running engagement of which at least one recipient is a party, and
 * every named one, each with the reason per recipient. Those that explain all recipients come first, then those that
 * explain most. Where none of them `isExplained`, the mail stays shut, and the lists say why (case A).
 * @param on the day (JST) on which the engagement must be running
 * @param named engagements to judge in any case: the one a header names, those on whose roster the author stands
 */
export async function engagementsExplaining(
  tx: Tx,
  question: { recipients: readonly Recipient[]; on: IsoDate; named?: readonly string[] },
): Promise<Candidate[]> {
  const recipients = await recipientBelongings(tx, question.recipients)
  const partyIds = [...new Set(recipients.flatMap(({ parties }) => parties.map((party) => party.partyId)))]
  const named = question.named ?? []
  if (partyIds.length + named.length === 0) return []
  const rows = await tx
    .selectFrom('engagement as e')
    .leftJoin('engagement_party as p', (join) =>
      join.onRef('p.engagement_id', '=', 'e.id').on('p.ended_at', 'is', null),
    )
    .select(['e.id', 'e.name', 'e.status', 'e.from_on as fromOn', 'e.until_on as untilOn'])
    .select(sql<string[]>`coalesce(array_agg(p.party_id) filter (where p.party_id is not null), '{}')`.as('partyIds'))
    .groupBy(['e.org_id', 'e.id'])
    .having(
      sql<boolean>`e.id = any(${named}::uuid[]) or (e.status = 'active' and e.from_on <= ${question.on}
      and coalesce(e.until_on, 'infinity') >= ${question.on} and array_agg(p.party_id) && ${partyIds}::uuid[])`,
    )
    .execute()
  return rows
    .map((row) => {
      const explanation = explainRecipients(new Set(row.partyIds), recipients)
      const isRunning = row.status === 'active' && isWithin(row, question.on)
      return {
        engagementId: row.id,
        name: row.name,
        isRunning,
        ...explanation,
        isExplained: isRunning && isExplained(explanation),
      }
    })
    .sort(byFit)
}

function byFit(a: Candidate, b: Candidate): number {
  return (
    Number(b.isExplained) - Number(a.isExplained) ||
    Number(b.isRunning) - Number(a.isRunning) ||
    b.explained.length - a.explained.length ||
    (a.engagementId < b.engagementId ? -1 : 1)
  )
}

function readAddress(recipient: Recipient): MailAddress | undefined {
  const mail = normaliseAddress(recipient.address)
  return mail && mail.domain === normaliseDomain(recipient.domain) ? mail : undefined
}

async function domainEntries(tx: Tx, mails: readonly MailAddress[]): Promise<DomainEntry[]> {
  const names = new Set(mails.flatMap((mail) => [mail.address, ...domainLine(mail.domain)]))
  if (names.size === 0) return []
  const rows = await tx
    .selectFrom('party_domain')
    // Also those of a closed party: that it was a client must not be forgotten because it was closed.
    .where('ended_at', 'is', null)
    .where(sql<boolean>`name = any(${[...names]}::text[])`)
    .select(['party_id as partyId', 'covers', 'name'])
    .execute()
  return rows.map((row) => ({ ...row, covers: row.covers as DomainCovers }))
}

async function partiesById(tx: Tx, ids: readonly string[]): Promise<Map<string, RecipientParty>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('party as p')
    .where(sql<boolean>`p.id = any(${ids}::uuid[])`)
    .select((eb) => [
      'p.id as partyId',
      'p.name',
      // Also of a closed engagement: its data did not change hands because the work is over.
      eb
        .exists(
          eb
            .selectFrom('engagement_party as ep')
            .whereRef('ep.party_id', '=', 'p.id')
            .where('ep.relation', '=', 'client')
            .select('ep.id'),
        )
        .as('isClient'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.partyId, { ...row, isClient: Boolean(row.isClient) }]))
}
