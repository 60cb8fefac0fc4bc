import type { AnyActor } from '../../../base/actor.ts'
import { Refusal } from '../../../base/refusal.ts'
import { organisationOf, type Tx } from '../../../kernel/db/database.ts'
import { recordEvent } from '../../../kernel/ledger/index.ts'
import { mailSettingEvents } from '../events.ts'

/** From now on mail to this domain is held like any other. Mail already accepted keeps its way. @throws Refusal `not_found` */
export async function removeInternalDomain(tx: Tx, actor: AnyActor, input: { readonly domain: string }): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('internal_domain')
    .where('domain', '=', input.domain)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new Refusal('not_found')
  await recordEvent(tx, mailSettingEvents.domain_removed, {
    actor,
    subject: { kind: 'organisation', id: await organisationOf(tx) },
    facts: { domain: input.domain },
  })
}
