import type { z } from 'zod'
import type { AnyActor } from '../../../base/actor.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { type EventKind, recordEvent } from '../../../kernel/ledger/index.ts'
import { mailSubject } from '../events.ts'
import type { Custody } from '../mail-states.ts'
import { type MailRow, updateMail } from '../store.ts'

interface Closing {
  readonly custody: Extract<Custody, 'withdrawn' | 'sent_back' | 'expired'>
  readonly event: EventKind<{ cancelledCount: z.ZodNumber }>
  readonly actor: AnyActor
}

/** Ends the custody of a mail that does not leave: whoever was still held will never get it. */
export async function closeMail(tx: Tx, mail: MailRow, { custody, event, actor }: Closing): Promise<void> {
  const now = await instantOf(tx)
  const { numUpdatedRows } = await tx
    .updateTable('outbound_mail_recipient')
    .set({ delivery: 'cancelled', settled_at: now })
    .where('mail_id', '=', mail.id)
    .where('delivery', '=', 'held')
    .executeTakeFirst()
  await updateMail(tx, mail, { custody, closed_at: now, release_due_at: null })
  await recordEvent(tx, event, {
    actor,
    subject: mailSubject(mail.id),
    facts: { cancelledCount: Number(numUpdatedRows) },
  })
  await announce(tx, 'outbound-mail')
}
