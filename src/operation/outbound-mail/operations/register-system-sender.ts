import type { AnyActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { isInternalDomain, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import { instantOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { addressOwner } from '../arriving/address-owner.ts'
import { mailSettingEvents } from '../events.ts'
import { internalDomains } from '../store.ts'

export interface RegisterSystemSender {
  readonly address: string
  /** Who answers for what it sends. */
  readonly ownerId: string
  /** In words: 受注確認メール. */
  readonly mailKind: string
  readonly dailyRecipientLimit: number
}

/**
 * Registers a program that sends outside by itself. Its mail is held to the machine checks alone, so what it sends, how
 * much, and who answers for it are settled here.
 * @throws Refusal `domain_unreadable` (not one of our own domains), `address_taken` (a person's), `not_an_author`
 */
export async function registerSystemSender(tx: Tx, actor: AnyActor, input: RegisterSystemSender): Promise<string> {
  const at = await instantOf(tx)
  const address = normaliseAddress(input.address)
  if (!address || !isInternalDomain(address.domain, await internalDomains(tx))) throw new Refusal('domain_unreadable')
  if (await addressOwner(tx, address.address, at)) throw new Refusal('address_taken')
  const owner = await addressOwner(tx, { personId: input.ownerId }, at)
  if (!owner?.isActive || !owner.unitId) throw new Refusal('not_an_author')
  const id = newId()
  const added = await tx
    .insertInto('system_sender')
    .values({
      id,
      address: address.address,
      owner_id: owner.personId,
      mail_kind: input.mailKind,
      daily_recipient_limit: input.dailyRecipientLimit,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'address']).where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Refusal('address_taken')
  await recordEvent(tx, mailSettingEvents.system_sender_registered, {
    actor,
    subject: { kind: 'system_sender', id },
    facts: { ownerId: owner.personId, dailyRecipientLimit: input.dailyRecipientLimit },
  })
  return id
}
