import type { SystemActor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { endGate, eraseGate } from '../../../kernel/gates/index.ts'
import { recordErasure } from '../../../kernel/vault/index.ts'
import { clearRecords } from '../retention/erase-mail.ts'
import { mailEvents } from '../events.ts'
import { gateOf } from '../gate.ts'
import { lockMail, readingOf } from '../store.ts'
import { closeMail } from './close-mail.ts'

const BATCH = 500

/**
 * Takes every mail of an organisation that is closed out of custody: what is held is withdrawn, nothing under way is tried
 * again, and what is personal in the rows is erased. Hashes, sizes, dates and the ledger stay.
 *
 * The caller erases the contents in the vault.
 */
export async function purgeAllMail(tx: Tx, actor: SystemActor): Promise<number> {
  const rows = await tx
    .selectFrom('outbound_mail')
    .where('custody', '<>', 'purged')
    .select('id')
    .orderBy('id')
    .execute()
  for (const { id } of rows) {
    const mail = await lockMail(tx, id)
    const hasGate = (await readingOf(tx, id)) !== undefined && mail.author_id !== null
    if (mail.custody === 'held') {
      if (hasGate) await endGate(tx, gateOf(mail), { subjectId: id, how: 'withdrawn', actor })
      await closeMail(tx, mail, { custody: 'withdrawn', event: mailEvents.withdrawn, actor })
    }
    if (hasGate) await eraseGate(tx, gateOf(mail), id)
  }
  // An organisation that is closed has no lawsuit: the demonstration is the only one.
  await tx
    .updateTable('mail_freeze')
    .set({ lifted_at: await instantOf(tx) })
    .where('lifted_at', 'is', null)
    .execute()
  for (let from = 0; from < rows.length; from += BATCH) {
    const ids = rows.slice(from, from + BATCH).map(({ id }) => id)
    await clearRecords(tx, ids)
    for (const id of ids) await recordErasure(tx, 'mail-record', id)
  }
  await announce(tx, 'outbound-mail')
  return rows.length
}
