import type { SystemActor } from '../../base/actor.ts'
import { disableEveryAccount } from '../../kernel/access/index.ts'
import { inOrganisation, instantOf } from '../../kernel/db/database.ts'
import { instanceEvents, recordEvent, recordInstanceEvent } from '../../kernel/ledger/index.ts'
import { purgeAllMail, removeInternalDomain } from '../../operation/outbound-mail/index.ts'
import type { Parts } from '../composition/open-parts.ts'
import { organisationEvents } from '../organisations/events.ts'
import { demoOrganisationId } from '../organisations/found-organisation.ts'

/**
 * Takes the demonstration away: nobody signs in to it any more, its mail domain is free, its contents are erased. Its ledger
 * stays, as every ledger does. It does not come back at the next start.
 * @returns false where there is none
 */
export async function removeDemo({ database, vault }: Pick<Parts, 'database' | 'vault'>): Promise<boolean> {
  const orgId = await demoOrganisationId(database)
  if (!orgId) return false
  const actor: SystemActor = { orgId, kind: 'system', part: 'demo.remove' }
  await inOrganisation(database, orgId, async (tx) => {
    const accountCount = await disableEveryAccount(tx, actor)
    await purgeAllMail(tx, actor)
    const domains = await tx.selectFrom('internal_domain').select('domain').execute()
    for (const { domain } of domains) await removeInternalDomain(tx, actor, { domain })
    const files = await tx.selectFrom('vault_file').select('id').execute()
    for (const { id } of files) await vault.erase(tx, id)
    const key = await tx.selectFrom('print_key').select('facts_id').executeTakeFirst()
    if (key) await vault.eraseFacts(tx, key.facts_id)
    await tx
      .updateTable('organisation')
      .set({ closed_at: await instantOf(tx) })
      .execute()
    const subject = { kind: 'organisation', id: orgId }
    await recordEvent(tx, organisationEvents.closed, {
      actor,
      subject,
      facts: { accountCount, fileCount: files.length },
    })
    await recordInstanceEvent(tx, instanceEvents.organisation_removed, { part: 'demo.remove', facts: {}, subject })
  })
  return true
}
