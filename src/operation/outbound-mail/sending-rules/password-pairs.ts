import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { isOrWasEncrypted } from '../attachments/escrowed-passwords.ts'
import type { MailRow, StoredAttachment } from '../store.ts'
import { holdsPassword } from './rules/password-text.ts'
import type { SendingFacts } from './rules/judge-sending.ts'
import { PASSWORD_MINUTES_MAX } from './rule-states.ts'

/** What of a mail makes a half of a pair. */
export interface PasswordHalf {
  readonly hasEncrypted: boolean
  readonly hasPassword: boolean
}

export const halfOf = (attachments: readonly StoredAttachment[], text: string): PasswordHalf => ({
  hasEncrypted: attachments.some(isOrWasEncrypted),
  hasPassword: holdsPassword(text),
})

/** So many mails of an author are held against one. */
const MOST_LOOKED_AT = 200

/**
 * The other halves (PPAP): mails of the same author to one of the same recipients, one of which carries an encrypted
 * attachment and the other a password, whichever came first. What was taken back is no half.
 * @source JIPDEC 2020-11-18: an encrypted attachment with its password by the same way does not protect against a wrong recipient
 */
export async function passwordPairs(tx: Tx, mail: MailRow, half: PasswordHalf): Promise<SendingFacts['passwordPairs']> {
  if (!mail.author_id || (!half.hasEncrypted && !half.hasPassword)) return []
  const { rows } = await sql<{ received_at: Date; attachments: StoredAttachment[]; text_preview: string }>`
    select m.received_at, g.attachments, g.text_preview from outbound_mail m
    join outbound_mail_reading g on g.org_id = m.org_id and g.mail_id = m.id
    where m.author_id = ${mail.author_id}::uuid and m.id <> ${mail.id}::uuid and m.duplicate_of_id is null
      and m.custody in ('held', 'releasing', 'released', 'frozen')
      and m.received_at between ${mail.received_at}::timestamptz - ${`${PASSWORD_MINUTES_MAX} minutes`}::interval
        and ${mail.received_at}::timestamptz + ${`${PASSWORD_MINUTES_MAX} minutes`}::interval
      and exists (select from outbound_mail_recipient a join outbound_mail_recipient b on b.org_id = a.org_id
        and lower(b.address) = lower(a.address)
        where a.mail_id = m.id and b.mail_id = ${mail.id}::uuid and a.is_outside and b.is_outside
          and a.delivery not in ('removed', 'cancelled') and b.delivery not in ('removed', 'cancelled'))
    order by m.id desc limit ${MOST_LOOKED_AT}`.execute(tx)
  return rows.flatMap((row) => {
    const other = halfOf(row.attachments, row.text_preview)
    const isPair = (half.hasPassword && other.hasEncrypted) || (half.hasEncrypted && other.hasPassword)
    if (!isPair) return []
    const minutes = Math.abs(row.received_at.getTime() - mail.received_at.getTime()) / 60_000
    return [{ minutes, isPasswordHere: half.hasPassword && other.hasEncrypted }]
  })
}
