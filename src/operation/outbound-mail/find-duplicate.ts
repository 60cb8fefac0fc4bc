import type { Tx } from '../../kernel/db/database.ts'
import type { ArrivedMail } from './arrived-mail.ts'

/** A client whose answer got lost sends again within minutes. */
const AGAIN_WITHIN_MINUTES = 10

/**
 * The mail that this one repeats: same bytes, same Message-ID, same envelope, within ten minutes, and still in custody.
 * Both rows stay and are linked; one is looked at and released, so that a retry never becomes a second mail.
 * @source RFC 1047 (duplicates, when the answer to the final dot is lost)
 */
export async function findDuplicate(
  tx: Tx,
  arrived: ArrivedMail,
  messageId: string,
  at: Date,
): Promise<string | undefined> {
  if (messageId === '') return undefined
  const earlier = await tx
    .selectFrom('outbound_mail as m')
    .innerJoin('outbound_mail_recipient as r', (join) =>
      join.onRef('r.org_id', '=', 'm.org_id').onRef('r.mail_id', '=', 'm.id'),
    )
    .where('m.sha256', '=', arrived.content.sha256)
    .where('m.received_at', '>=', new Date(at.getTime() - AGAIN_WITHIN_MINUTES * 60_000))
    .where('m.message_id', '=', messageId)
    .where('m.envelope_sender', '=', arrived.sender)
    .where('m.entry', '=', arrived.entry)
    .where('m.custody', 'in', ['held', 'releasing'])
    .where('m.duplicate_of_id', 'is', null)
    .groupBy(['m.org_id', 'm.id'])
    .select((eb) => ['m.id', eb.fn<string[]>('array_agg', ['r.address']).as('addresses')])
    .orderBy('m.received_at')
    .execute()
  const asked = setOf(arrived.recipients.map(({ address }) => address))
  return earlier.find(({ addresses }) => setOf(addresses) === asked)?.id
}

const setOf = (addresses: readonly string[]) => JSON.stringify([...new Set(addresses)].sort())
