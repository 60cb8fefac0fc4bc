import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { goAlong, prepared } from '../../../kernel/db/statements.ts'
import type { ArrivedMail } from './arrived-mail.ts'

/** A client whose answer got lost sends again within minutes. */
const AGAIN_WITHIN_MINUTES = 10

/**
 * For each of these mails the one that it repeats: same bytes, same Message-ID, same envelope, within ten minutes, and still
 * in custody. Where several gate processes ask at once, each sees what the others took. Both rows stay and are linked; one is
 * looked at and released, so that a retry never becomes a second mail.
 * @source RFC 1047 (duplicates, when the answer to the final dot is lost)
 */
export async function findDuplicates(
  tx: Tx,
  mails: readonly { readonly mailId: string; readonly arrived: ArrivedMail; readonly messageId: string }[],
  at: Date,
): Promise<(string | undefined)[]> {
  const asked = mails.filter(({ messageId }) => messageId !== '')
  if (asked.length === 0) return mails.map(() => undefined)
  await waitForSame(
    tx,
    asked.map(({ arrived }) => arrived.content.sha256),
  )
  const query = tx
    .selectFrom('outbound_mail as m')
    .innerJoin('outbound_mail_recipient as r', (join) =>
      join.onRef('r.org_id', '=', 'm.org_id').onRef('r.mail_id', '=', 'm.id'),
    )
    .where(sql<boolean>`m.sha256 = any (${asked.map(({ arrived }) => arrived.content.sha256)})`)
    .where('m.received_at', '>=', new Date(at.getTime() - AGAIN_WITHIN_MINUTES * 60_000))
    .where('m.custody', 'in', ['held', 'releasing'])
    .where('m.duplicate_of_id', 'is', null)
    .groupBy(['m.org_id', 'm.id'])
    .select(['m.id', 'm.sha256', 'm.message_id', 'm.envelope_sender', 'm.entry'])
    .select((eb) => eb.fn<string[]>('array_agg', ['r.address']).as('addresses'))
    .orderBy('m.received_at')
  const { rows: earlier } = await tx.executeQuery(prepared('mails_repeated', query.compile()))
  const first = new Map<string, string>()
  for (const one of earlier) if (!first.has(keyOf(one))) first.set(keyOf(one), one.id)
  return mails.map(({ mailId, arrived, messageId }) => {
    if (messageId === '') return undefined
    const key = keyOf({
      sha256: arrived.content.sha256,
      message_id: messageId,
      envelope_sender: arrived.sender,
      entry: arrived.entry,
      addresses: arrived.recipients.map(({ address }) => address),
    })
    // Of two that are taken together the second repeats the first.
    if (!first.has(key)) first.set(key, mailId)
    return first.get(key) === mailId ? undefined : first.get(key)
  })
}

/**
 * Where another gate process is taking the same bytes at this moment, its rows are waited for, until the end of this
 * transaction: otherwise neither would see the other. Always in the same order, so that no two wait for each other.
 */
async function waitForSame(tx: Tx, hashes: readonly string[]): Promise<void> {
  const keys = [...new Set(hashes)].sort().map((sha256) => BigInt(`0x${sha256.slice(0, 15)}`))
  await goAlong(tx, {
    name: 'wait_for_same_mail',
    text: 'select pg_advisory_xact_lock(key) from unnest($1::text::bigint[]) as key',
    values: [`{${keys.join(',')}}`],
  })
}

interface Sameness {
  readonly sha256: string
  readonly message_id: string
  readonly envelope_sender: string
  readonly entry: string
  readonly addresses: readonly string[]
}

const keyOf = (one: Sameness) =>
  JSON.stringify([one.sha256, one.message_id, one.envelope_sender, one.entry, [...new Set(one.addresses)].sort()])
