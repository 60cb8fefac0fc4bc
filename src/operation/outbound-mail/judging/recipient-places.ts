import type { Actor } from '../../../base/actor.ts'
import { jstDay } from '../../../base/clock.ts'
import { normaliseAddress } from '../../../engines/mail-parts/index.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { personById } from '../../../kernel/people/index.ts'
import {
  engagementsExplaining,
  engagementsSeenBy,
  partiesOfEngagement,
  recipientBelongings,
} from '../../../planning/vendors/index.ts'
import type { MailRow, RecipientRow } from '../store.ts'

/** Whose an outside recipient is. */
export interface RecipientPlace {
  /** Names of the registered parties to which the address belongs. */
  readonly partyNames: readonly string[]
  /** Whether the mail's engagement explains the recipient; absent where none is named. */
  readonly isExplained?: boolean
  readonly isOtherClient?: boolean
}

/**
 * Whose each outside recipient is as of now, by the recipient's id; registers change while a mail is held. A vendor's
 * person is told the parties of an engagement that is theirs too, and no other: whom else we work for is not theirs to know.
 */
export async function recipientPlaces(
  tx: Tx,
  actor: Actor,
  mail: Pick<MailRow, 'engagement_id'>,
  recipients: readonly RecipientRow[],
): Promise<ReadonlyMap<string, RecipientPlace>> {
  const outside = recipients.filter((one) => one.is_outside)
  const asked = outside.map((one) => normaliseAddress(one.address) ?? { address: one.address, domain: one.domain })
  const belongings = await recipientBelongings(tx, asked)
  const candidates = mail.engagement_id
    ? await engagementsExplaining(tx, {
        recipients: asked,
        on: jstDay(await instantOf(tx)),
        named: [mail.engagement_id],
      })
    : []
  const isSeen = await partiesSeenBy(tx, actor, mail.engagement_id)
  const named = candidates.find(({ engagementId }) => engagementId === mail.engagement_id)
  const explained = new Set(named?.explained.map(({ address }) => address))
  const otherClient = new Set(named?.otherClient.map(({ address }) => address))
  return new Map(
    outside.map((one, at) => [
      one.id,
      {
        partyNames: belongings[at]!.parties.filter(({ partyId }) => isSeen(partyId)).map(({ name }) => name),
        ...(named && {
          isExplained: explained.has(asked[at]!.address),
          isOtherClient: otherClient.has(asked[at]!.address),
        }),
      },
    ]),
  )
}

async function partiesSeenBy(tx: Tx, actor: Actor, engagementId: string | null): Promise<(partyId: string) => boolean> {
  const own = (await personById(tx, actor.personId))?.partyId ?? null
  if (own === null) return () => true
  const engagements = await engagementsSeenBy(tx, actor)
  const isSeen = engagementId !== null && (engagements === 'all' || engagements.has(engagementId))
  const seen = new Set(isSeen ? (await partiesOfEngagement(tx, engagementId)).map(({ partyId }) => partyId) : [])
  return (partyId) => partyId === own || seen.has(partyId)
}
