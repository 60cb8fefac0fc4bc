import { normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { recipientBelongings } from '../../../planning/vendors/index.ts'
import { internalDomains, type MailRow, type ReadingRow, type RecipientRow } from '../store.ts'
import { isInternalDomain } from '../../../engines/mail-parts/index.ts'
import { type Lookalike, lookalikesOf, mailedSince, registeredMailedSince } from './known-domains.ts'
import { digestOf, type ExpandedList, expandLists } from './mail-lists.ts'
import { halfOf, passwordPairs } from './password-pairs.ts'
import { addressedIn, type KnownCompany, wronglyAddressed } from './rules/addressed-companies.ts'
import { isSameCompany } from './rules/company-names.ts'
import { readDomain } from './rules/lookalike-domain.ts'
import { MAILBOX_PROVIDERS } from './rules/mailbox-providers.ts'
import type { SendingFacts } from './rules/judge-sending.ts'
import { visibleRecipients } from './rules/visible-recipients.ts'

/** A mail as the rules are held against it. */
export interface SendingSubject {
  readonly mail: MailRow
  /** All of the mail that were not dropped; a list may live inside. */
  readonly recipients: readonly RecipientRow[]
  readonly reading: ReadingRow
  /** What was known then: a domain first mailed later is still new. */
  readonly knownAt: Date
}

export interface SubjectFacts {
  readonly facts: SendingFacts
  /** Whom the mail reaches outside, members of lists too; by these the rule sets of domains are chosen. */
  readonly domains: readonly string[]
}

interface Reached {
  readonly address: string
  readonly domain: string
}

/**
 * What the machine knows of these mails, whatever the rules say of it; in their order. Most of it by a number of statements
 * that does not grow with them. Writes nothing but what it took apart of the domains mailed before.
 */
export async function sendingFactsOf(tx: Tx, subjects: readonly SendingSubject[]): Promise<SubjectFacts[]> {
  const lists = await expandLists(
    tx,
    subjects.flatMap(({ recipients }) => recipients.map(({ address }) => address)),
  )
  const own = lists.size > 0 ? await internalDomains(tx) : []
  const reached = subjects.map((subject) => reachedBy(subject, lists, own))
  const all = new Map(reached.flat().map((one) => [one.address, one]))
  const belongings = await recipientBelongings(tx, [...all.values()])
  const partiesOf = new Map([...all.keys()].map((address, at) => [address, belongings[at]!.parties]))
  const unregistered = [...all.values()].filter(({ address }) => partiesOf.get(address)!.length === 0)
  const domains = await domainsKnown(tx, [...new Set(unregistered.map(({ domain }) => domain))])
  const companies = await companiesFor(tx, subjects, reached, partiesOf)
  const answers: SubjectFacts[] = []
  for (const [at, subject] of subjects.entries()) {
    const mine = reached[at]!
    const open = [
      ...new Set(mine.filter(({ address }) => partiesOf.get(address)!.length === 0).map((one) => one.domain)),
    ]
    const half = halfOf(subject.reading.attachments, subject.reading.text_preview)
    answers.push({
      domains: [...new Set(mine.map(({ domain }) => domain))],
      facts: {
        lookalikes: open.flatMap((domain) => domains.lookalikes.get(domain) ?? []),
        newDomains: open.filter((domain) => !(domains.since(domain)! <= subject.knownAt)),
        visible: visibleIn(subject),
        hasPasswordInMail: half.hasEncrypted && half.hasPassword,
        passwordPairs: await passwordPairs(tx, subject.mail, half),
        wronglyAddressed: companies[at]!,
        lists: listsOf(subject, lists, own),
        personCount: subject.reading.attachments.reduce((sum, { scan }) => sum + (scan?.persons.max ?? 0), 0),
        hasEncrypted: half.hasEncrypted,
      },
    })
  }
  return answers
}

/** Outside addresses, and the outside members of the lists among the recipients. */
function reachedBy({ recipients }: SendingSubject, lists: ReadonlyMap<string, ExpandedList>, own: readonly string[]) {
  const reached = new Map<string, Reached>()
  for (const one of recipients) {
    const read = normaliseAddress(one.address) ?? { address: one.address, domain: one.domain }
    const list = lists.get(read.address)
    const isInside = list !== undefined && isInternalDomain(read.domain, own)
    if (one.is_outside && !isInside) reached.set(read.address, { address: read.address, domain: read.domain })
    for (const member of list?.members ?? []) {
      const domain = normaliseAddress(member)?.domain ?? ''
      if (!isInternalDomain(domain, own)) reached.set(member, { address: member, domain })
    }
  }
  return [...reached.values()]
}

/** Since when domains of nobody registered are known, and what they look like. */
async function domainsKnown(tx: Tx, domains: readonly string[]) {
  const mailed = await mailedSince(tx, domains)
  const never = domains.filter((domain) => !mailed.has(domain))
  const registrable = (domain: string) => readDomain(domain).registrable
  const siblings = await registeredMailedSince(tx, [...new Set(never.map(registrable))])
  const found = await lookalikesOf(tx, domains)
  return {
    since: (domain: string) => mailed.get(domain) ?? siblings.get(registrable(domain)),
    lookalikes: new Map<string, Lookalike>(found.map((one) => [one.domain, one])),
  }
}

const PROVIDERS = new Set(MAILBOX_PROVIDERS)

/** Of the recipients, those whom To and Cc show to the others. */
function visibleIn({ recipients, reading }: SendingSubject) {
  const shown = new Set([...reading.header_to, ...reading.header_cc])
  const outside = recipients.flatMap((one) => {
    const read = one.is_outside ? normaliseAddress(one.address) : undefined
    return read && shown.has(read.address) ? [{ address: read.address, registrable: read.registrableDomain }] : []
  })
  return visibleRecipients(outside, PROVIDERS)
}

const listsOf = (
  { recipients }: SendingSubject,
  lists: ReadonlyMap<string, ExpandedList>,
  own: readonly string[],
): SendingFacts['lists'] =>
  recipients.flatMap((one) => {
    const list = lists.get(normaliseAddress(one.address)?.address ?? '')
    if (!list) return []
    const outside = list.members.filter((member) => !isInternalDomain(normaliseAddress(member)?.domain ?? '', own))
    // A list of our own people is no news to anybody.
    if (list.members.length > 0 && outside.length === 0 && !one.is_outside) return []
    return [
      {
        name: list.name,
        memberCount: list.members.length,
        outsideCount: outside.length,
        digest: digestOf(list.members),
      },
    ]
  })

/** Whom each text addresses though none of its recipients is meant. Parties are read only where a name is nobody's of them. */
async function companiesFor(
  tx: Tx,
  subjects: readonly SendingSubject[],
  reached: readonly (readonly Reached[])[],
  partiesOf: ReadonlyMap<string, readonly KnownCompany[]>,
): Promise<SendingFacts['wronglyAddressed'][]> {
  const asked = subjects.map(({ reading }, at) => {
    const addressed = addressedIn(reading.text_preview)
    const recipients = reached[at]!.flatMap(({ address }) => partiesOf.get(address)!)
    const names = [...addressed.companies, ...addressed.places]
    const isTheirs = names.some((name) => recipients.some((one) => isSameCompany(name, one.name)))
    return { addressed, recipients, isOpen: names.length > 0 && !isTheirs }
  })
  if (!asked.some(({ isOpen }) => isOpen)) return subjects.map(() => [])
  const parties = await tx.selectFrom('party').select(['id as partyId', 'name']).execute()
  const { name } = await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()
  return asked.map(({ addressed, recipients, isOpen }, at) =>
    isOpen
      ? wronglyAddressed({
          addressed,
          recipients,
          hasUnknownRecipient: reached[at]!.some(({ address }) => partiesOf.get(address)!.length === 0),
          parties,
          own: [name],
        })
      : [],
  )
}
