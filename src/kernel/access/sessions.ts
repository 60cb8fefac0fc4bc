import { sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { announce } from '../db/announce.ts'
import { inOrganisation, type Tx } from '../db/database.ts'
import { canonicalPersonId } from '../people/index.ts'
import { IDLE_MINUTES, SESSION_HOURS, type SignIn } from './open-sign-in.ts'
import { type Rights, rightsOf } from './rights-held.ts'

/** A session within its limits. Until an organisation is chosen it opens nothing. */
export interface Session {
  readonly id: string
  readonly token: string
  readonly userId: string
  readonly email: string
  readonly hasTotp: boolean
  readonly place: { readonly orgId: string; readonly accountId: string } | undefined
}

/** What the person must do before anything else answers. */
export type FirstStep = 'choose_organisation' | 'change_password' | 'set_up_totp'

/** Who a request comes from; it has the shape that the HTTP room asks for. */
export interface SignedIn {
  readonly actor: Actor
  readonly session: Session
  readonly endsWith: string
  readonly rights: ReadonlySet<string>
  readonly firstStep: FirstStep | undefined
  readonly isRestricted: boolean
}

export const topicOfSession = (sessionId: string): string => `session:${sessionId}`

/** The session behind the cookie: signed by us, known, at most 8 hours old and used within 30 minutes, by the database's clock. */
export async function sessionOf(signIn: SignIn, headers: Headers): Promise<Session | undefined> {
  const known = await signIn.library.api.getSession({ headers, query: { disableCookieCache: true } })
  if (!known) return undefined
  const { token } = known.session
  const { rows } = await sql<{ session_id: string; user_id: string; org_id: string | null; account_id: string | null }>`
    select * from touch_session(${token}, make_interval(mins => ${IDLE_MINUTES}), make_interval(hours => ${SESSION_HOURS}))`.execute(
    signIn.database.kysely,
  )
  const row = rows[0]
  if (!row) return undefined
  return {
    id: row.session_id,
    token,
    userId: row.user_id,
    email: known.user.email,
    hasTotp: known.user.twoFactorEnabled === true,
    place: row.org_id && row.account_id ? { orgId: row.org_id, accountId: row.account_id } : undefined,
  }
}

/** @throws Refusal `not_signed_in` */
export async function requireSession(signIn: SignIn, headers: Headers): Promise<Session> {
  const session = await sessionOf(signIn, headers)
  if (!session) throw new Refusal('not_signed_in')
  return session
}

/**
 * The person behind a request, as their canonical record, with their rights of now. Nobody, where the session has ended,
 * no organisation is chosen, the account is disabled, or the person's last day is over.
 */
export async function actorOfSession(signIn: SignIn, rights: Rights, headers: Headers): Promise<SignedIn | undefined> {
  const session = await sessionOf(signIn, headers)
  if (!session?.place) return undefined
  const { orgId, accountId } = session.place
  return inOrganisation(signIn.database, orgId, async (tx) => {
    const { rows } = await sql<{ person_id: string; requires_totp: boolean; must_change: boolean; at: Date }>`
      select a.person_id, o.requires_totp, u.must_change_password as must_change, clock_now() as at
      from account a join organisation o on o.org_id = a.org_id
      join sign_in."user" u on u."id" = a.user_id
      join person p on p.org_id = a.org_id and p.id = a.person_id
      where a.id = ${accountId} and a.user_id = ${session.userId} and a.status = 'active'
        and is_active_on(p.active_from_on, p.active_until_on, p.pseudonymised_at, jst_today())`.execute(tx)
    const account = rows[0]
    const personId = account && (await canonicalPersonId(tx, account.person_id))
    if (!personId) return undefined
    const firstStep = account.must_change
      ? ('change_password' as const)
      : account.requires_totp && !session.hasTotp
        ? ('set_up_totp' as const)
        : undefined
    return {
      actor: { orgId, personId, kind: 'account', via: session.id },
      session,
      endsWith: topicOfSession(session.id),
      rights: await rightsOf(tx, rights, { personId, at: account.at }),
      firstStep,
      isRestricted: firstStep !== undefined,
    }
  })
}

/** Ends sessions of an account in this transaction, and cuts their live streams when it commits. Answers how many. */
export async function endSessionsOfAccount(tx: Tx, accountId: string, except?: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from sign_in."session" where org_id = current_org() and account_id = ${accountId}
      and (${except ?? null}::uuid is null or "id" <> ${except ?? null}::uuid) returning "id" as id`.execute(tx)
  for (const { id } of rows) await announce(tx, topicOfSession(id))
  return rows.length
}

/**
 * Ends every session of a user, in whichever organisation, also those that have chosen none.
 * @param except a session that goes on
 */
export async function endSessionsOfUser(signIn: SignIn, userId: string, except?: string): Promise<void> {
  const { rows } = await sql<{ id: string; org_id: string | null }>`
    delete from sign_in."session" where "userId" = ${userId}
      and (${except ?? null}::uuid is null or "id" <> ${except ?? null}::uuid) returning "id" as id, org_id`.execute(
    signIn.database.kysely,
  )
  for (const { id, org_id: orgId } of rows) {
    if (orgId) await inOrganisation(signIn.database, orgId, (tx) => announce(tx, topicOfSession(id)))
  }
}
