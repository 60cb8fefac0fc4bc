import { newId } from '../../../base/ids.ts'
import { announce } from '../../../kernel/db/announce.ts'
import { type Database, inOrganisation } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { Deliverer } from './deliverer.ts'

/**
 * 社外メールボックス: where the demonstration's mail ends. Keeps each mail as it would have gone out, byte for byte, and
 * answers as a next hop does. Nothing is sent anywhere.
 */
export function demoMailbox(database: Database, vault: Vault): Deliverer {
  return async (delivery) => {
    const content = await vault.receive(await delivery.open())
    await inOrganisation(database, delivery.orgId, async (tx) => {
      const file = await vault.adopt(tx, content, { kind: 'outside-mailbox' })
      await tx
        .insertInto('outside_mailbox_message')
        .values({
          id: newId(),
          mail_id: delivery.mailId,
          envelope_sender: delivery.sender,
          recipients: delivery.recipients.map(({ address }) => address),
          subject_line: delivery.subjectLine,
          file_id: file.id,
          sha256: file.sha256,
          byte_count: file.byteCount,
        })
        .execute()
      await announce(tx, 'outside-mailbox')
    })
    return delivery.recipients.map(({ id }) => ({ recipientId: id, reply: '250 2.0.0 kept in the outside mailbox' }))
  }
}
