import type { SystemActor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { endGate, eraseGate } from '../../../kernel/gates/index.ts'
import { mailEvents } from '../events.ts'
import { gateOf } from '../gate.ts'
import { lockMail, readingOf } from '../store.ts'
import { closeMail } from './close-mail.ts'

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
  const now = await instantOf(tx)
  await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'cancelled', settled_at: now, lease_id: null, lease_until: null, next_try_at: null })
    .where('delivery', 'in', ['held', 'queued', 'sending', 'deferred'])
    .execute()
  await tx.updateTable('outbound_mail_recipient').set({ address: '', dsn_orcpt: null, last_reply: null }).execute()
  await tx.deleteFrom('outbound_mail_reading').execute()
  await tx.deleteFrom('outside_mailbox_message').execute()
  await tx
    .updateTable('outbound_mail')
    .set((eb) => ({
      custody: 'purged',
      purpose: null,
      received_line: '',
      revision_salt: '',
      envelope_sender: '',
      dsn_envid: null,
      subject_line: '',
      header_from: '',
      message_id: '',
      release_due_at: null,
      version: eb('version', '+', 1),
    }))
    .where('custody', '<>', 'purged')
    .execute()
  await announce(tx, 'outbound-mail')
  return rows.length
}
