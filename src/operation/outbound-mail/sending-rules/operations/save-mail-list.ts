import type { Actor } from '../../../../base/actor.ts'
import { newId } from '../../../../base/ids.ts'
import { Refusal } from '../../../../base/refusal.ts'
import { normaliseAddress } from '../../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../../kernel/db/database.ts'
import { recordEvent } from '../../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../../events.ts'
import { lockMailList } from '../mail-lists.ts'

export interface SaveMailList {
  /** Absent: a new one. */
  readonly id?: string | undefined
  readonly address: string
  readonly name: string
  readonly members: readonly string[]
  readonly version: number
}

/**
 * Registers a mailing list, or changes who is on it. A mail to it that has been checked and not left yet is looked at again
 * with the new members.
 * @throws Refusal `not_found`, `stale_version`, `domain_unreadable` (an address that is none, or the list on itself),
 *   `address_taken` (another list has it)
 */
export async function saveMailList(tx: Tx, actor: Actor, input: SaveMailList): Promise<string> {
  const address = readAddress(input.address)
  const members = [...new Set(input.members.map(readAddress))].sort()
  if (members.includes(address)) throw new Refusal('domain_unreadable')
  const id = input.id ?? newId()
  const taken = await tx
    .selectFrom('mail_list')
    .where('address', '=', address)
    .where('ended_at', 'is', null)
    .where('id', '!=', id)
    .select('id')
    .executeTakeFirst()
  if (taken) throw new Refusal('address_taken')
  if (input.id) {
    const before = await lockMailList(tx, id, input.version)
    await tx
      .updateTable('mail_list')
      .set({ address, name: input.name, version: before.version + 1 })
      .where('id', '=', id)
      .execute()
    await tx.deleteFrom('mail_list_member').where('list_id', '=', id).execute()
  } else {
    await tx.insertInto('mail_list').values({ id, address, name: input.name }).execute()
  }
  if (members.length > 0) {
    await tx
      .insertInto('mail_list_member')
      .values(members.map((member) => ({ list_id: id, address: member })))
      .execute()
  }
  await recordEvent(tx, mailSettingEvents.mail_list_saved, {
    actor,
    subject: { kind: 'mail_list', id },
    facts: { memberCount: members.length },
  })
  return id
}

function readAddress(text: string): string {
  const read = normaliseAddress(text.normalize('NFKC'))
  if (!read) throw new Refusal('domain_unreadable')
  return read.address
}
