import type { MailRecipient, MailView } from '../contract.ts'

/** What a recipient is to this mail. What is wrong comes first. */
export const PLACES = [
  'other_client',
  'unexplained',
  'undetermined',
  'general',
  'explained',
  'internal',
  'removed',
] as const
export type Place = (typeof PLACES)[number]

export interface RecipientGroup {
  readonly place: Place
  /** Names of the registered parties; empty: nobody's. */
  readonly partyNames: readonly string[]
  readonly recipients: readonly MailRecipient[]
}

/** The recipients by party, and what the party is to the mail's engagement. */
export function recipientGroups(mail: Pick<MailView, 'recipients' | 'mailClass'>): RecipientGroup[] {
  const groups = new Map<string, RecipientGroup>()
  for (const recipient of mail.recipients) {
    const place = placeOf(recipient, mail.mailClass)
    const { partyNames } = recipient
    const key = `${place} ${partyNames.join('\n')}`
    groups.set(key, { place, partyNames, recipients: [...(groups.get(key)?.recipients ?? []), recipient] })
  }
  return [...groups.values()].sort((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place))
}

function placeOf(recipient: MailRecipient, mailClass: MailView['mailClass']): Place {
  if (!recipient.isOutside) return 'internal'
  if (recipient.delivery === 'removed') return 'removed'
  if (recipient.isOtherClient) return 'other_client'
  if (recipient.isExplained !== undefined) return recipient.isExplained ? 'explained' : 'unexplained'
  return mailClass === 'undetermined' ? 'undetermined' : 'general'
}
