import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { createFirstAdministrator } from '../../kernel/access/index.ts'
import { type Database, inOrganisation } from '../../kernel/db/database.ts'
import { instanceEvents, recordEvent, recordInstanceEvent } from '../../kernel/ledger/index.ts'
import { organisationEvents } from './events.ts'

export interface NewOrganisation {
  readonly organisationName: string
  readonly administratorName: string
  readonly email: string
}

/**
 * Makes a real, empty organisation and its first administrator, whose generated password is answered once.
 * @throws Refusal `account_exists`, `address_taken`
 */
export async function foundOrganisation(
  database: Database,
  input: NewOrganisation,
): Promise<{ orgId: string; password: string }> {
  const orgId = newId()
  return inOrganisation(database, orgId, async (tx) => {
    await tx.insertInto('organisation').values({ name: input.organisationName }).execute()
    const { password } = await createFirstAdministrator(tx, {
      name: input.administratorName,
      email: input.email,
      unitName: input.organisationName,
    })
    const actor = { orgId, kind: 'system', part: 'organisations.found' } as const
    await recordEvent(tx, organisationEvents.founded, {
      actor,
      subject: { kind: 'organisation', id: orgId },
      facts: {},
    })
    await recordInstanceEvent(tx, instanceEvents.organisation_created, {
      part: 'organisations.found',
      facts: {},
      subject: { kind: 'organisation', id: orgId },
    })
    return { orgId, password }
  })
}

/** Only the first one is founded from the page; further ones by whoever holds the command line. */
export async function refuseSecond(database: Database): Promise<void> {
  if (await hasRealOrganisation(database)) throw new Refusal('already_founded')
}

export async function hasRealOrganisation(database: Database): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select has_real_organisation() as has`.execute(database.kysely)
  return rows[0]!.has
}

export async function demoOrganisationId(database: Database): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`select demo_organisation_id() as id`.execute(database.kysely)
  return rows[0]?.id ?? undefined
}
