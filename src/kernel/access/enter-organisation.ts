import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import { inOrganisation } from '../db/database.ts'
import { canonicalPersonId } from '../people/index.ts'
import { recordEvent } from '../ledger/index.ts'
import { accountEvents } from './events.ts'
import type { SignIn } from './open-sign-in.ts'

export interface Choice {
  readonly orgId: string
  readonly organisationName: string
  readonly accountId: string
}

/** The organisations that a user may enter now. */
export async function choicesOf(signIn: SignIn, userId: string): Promise<Choice[]> {
  const { rows } = await sql<{ org_id: string; organisation_name: string; account_id: string }>`
    select * from account_choices(${userId})`.execute(signIn.database.kysely)
  return rows.map((row) => ({ orgId: row.org_id, organisationName: row.organisation_name, accountId: row.account_id }))
}

/** Binds a session to one of the user's organisations. The event of the sign-in is written with it. */
export async function enterOrganisation(
  signIn: SignIn,
  session: { readonly id: string; readonly userId: string },
  orgId: string,
): Promise<void> {
  const choice = (await choicesOf(signIn, session.userId)).find((one) => one.orgId === orgId)
  if (!choice) throw new Refusal('not_allowed')
  await inOrganisation(signIn.database, orgId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update sign_in."session" set org_id = ${orgId}, account_id = ${choice.accountId}
      where "id" = ${session.id} and "userId" = ${session.userId} returning "id" as id`.execute(tx)
    if (!rows[0]) throw new Refusal('not_signed_in')
    const account = await tx
      .selectFrom('account')
      .select('person_id')
      .where('id', '=', choice.accountId)
      .executeTakeFirstOrThrow()
    const personId = (await canonicalPersonId(tx, account.person_id)) ?? account.person_id
    await recordEvent(tx, accountEvents.signed_in, {
      actor: { orgId, kind: 'account', personId, via: session.id },
      subject: { kind: 'account', id: choice.accountId },
      facts: {},
    })
  })
}

/** After a password (and a code): enters the only organisation there is, or leaves the choice to the person. */
export async function enterIfOnlyOne(signIn: SignIn, token: string): Promise<'entered' | 'choose_organisation'> {
  const { rows } = await sql<{ id: string; user_id: string }>`
    select "id" as id, "userId" as user_id from sign_in."session" where "token" = ${token}`.execute(
    signIn.database.kysely,
  )
  const session = rows[0]
  if (!session) throw new Refusal('not_signed_in')
  const choices = await choicesOf(signIn, session.user_id)
  if (choices.length !== 1) return 'choose_organisation'
  await enterOrganisation(signIn, { id: session.id, userId: session.user_id }, choices[0]!.orgId)
  return 'entered'
}

/** A failed attempt is an event in each organisation that it might have opened. */
export async function recordFailure(
  signIn: SignIn,
  userId: string | undefined,
  step: 'password' | 'code',
): Promise<void> {
  if (!userId) return
  for (const { orgId, accountId } of await choicesOf(signIn, userId)) {
    await inOrganisation(signIn.database, orgId, (tx) =>
      recordEvent(tx, accountEvents.sign_in_failed, {
        actor: { orgId, kind: 'system', part: 'access.sign-in' },
        subject: { kind: 'account', id: accountId },
        facts: { step },
      }),
    )
  }
}
