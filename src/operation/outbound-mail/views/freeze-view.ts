import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { openNotes } from '../../../kernel/gates/index.ts'
import { personById } from '../../../kernel/people/index.ts'
import type { FreezeCause } from '../mail-states.ts'
import type { MailStanding } from '../scope.ts'
import type { MailRow } from '../store.ts'
import type { MailView } from '../views.ts'

/** Whether a mail is frozen, and since when its content is gone. Why it was frozen is told to the privacy office alone. */
export async function freezeOf(
  tx: Tx,
  mail: MailRow & { readonly standing: MailStanding },
): Promise<Pick<z.input<typeof MailView>, 'freeze' | 'contentErasedAt'>> {
  const freeze = await tx
    .selectFrom('mail_freeze')
    .where('mail_id', '=', mail.id)
    .where('lifted_at', 'is', null)
    .selectAll()
    .executeTakeFirst()
  const isOffice = mail.standing === 'privacy_office'
  const by = isOffice && freeze?.frozen_by ? await personById(tx, freeze.frozen_by) : undefined
  const note =
    isOffice && freeze?.reason_id ? (await openNotes(tx, [freeze.reason_id])).get(freeze.reason_id) : undefined
  const reason = (note as { reason?: string } | undefined)?.reason
  return {
    ...(mail.content_erased_at && { contentErasedAt: mail.content_erased_at.toISOString() }),
    ...(freeze && {
      freeze: {
        cause: freeze.cause as FreezeCause,
        frozenAt: freeze.frozen_at.toISOString(),
        wasHeld: freeze.was_held,
        ...(by && { frozenByName: by.name }),
        ...(reason && { reason }),
      },
    }),
  }
}
