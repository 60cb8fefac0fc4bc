import { sql } from 'kysely'
import { Refusal } from '../../../base/refusal.ts'
import { type Database, inOrganisation, type Tx } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { recordEvent } from '../../ledger/index.ts'
import { endAccountLinks } from '../account-links.ts'
import { beginAttempt } from '../attempts.ts'
import { accountEvents } from '../events.ts'
import { verifyPassword } from '../password-hash.ts'
import { refuseWeakPassword } from '../refuse-weak-password.ts'
import { hashToken } from '../secrets.ts'
import { lockAccount, passwordContextOf, passwordHashOf, setPassword } from '../store.ts'

export interface AccountLinkView {
  readonly kind: 'activation' | 'reset'
  readonly organisationName: string
  readonly personName: string
  readonly email: string
  /** Whoever signs in elsewhere with this address shows that password, and sets no new one here. */
  readonly needs: 'new_password' | 'existing_password'
}

interface FoundLink {
  readonly org_id: string
  readonly link_id: string
  readonly account_id: string
  readonly user_id: string
  readonly kind: 'activation' | 'reset'
  readonly is_known_elsewhere: boolean
}

/** What a link is for. @throws Refusal `link_ended`, `too_many_requests` */
export async function openAccountLink(context: RequestContext, input: { token: string }): Promise<AccountLinkView> {
  const link = await findLink(context, input.token)
  return inOrganisation(context.database, link.org_id, async (tx) => {
    const { rows } = await sql<Omit<AccountLinkView, 'kind' | 'needs'>>`
      select o.name as "organisationName", p.name as "personName", u."email" as email
      from account a join organisation o on o.org_id = a.org_id
      join person p on p.org_id = a.org_id and p.id = a.person_id join sign_in."user" u on u."id" = a.user_id
      where a.id = ${link.account_id}`.execute(tx)
    return { ...rows[0]!, kind: link.kind, needs: await needsOf(tx, link) }
  })
}

/**
 * Uses the link: sets the password (or takes the one that the person has elsewhere) and activates the account. The
 * person then signs in as on any day.
 * @throws Refusal `link_ended`, `sign_in_failed` where the existing password is wrong, `too_many_requests`, and as
 *   `changePassword` for a weak one
 */
export async function activateAccount(
  context: RequestContext,
  input: { token: string; password: string },
): Promise<void> {
  const link = await findLink(context, input.token)
  const succeeded = await beginAttempt(context.database, [`link:${link.link_id}`])
  await inOrganisation(context.database, link.org_id, async (tx) => {
    const account = await lockAccount(tx, link.account_id)
    // Of two who open one link at once, the second finds it used.
    const { rows } = await sql`select 1 from account_link where id = ${link.link_id} and used_at is null`.execute(tx)
    if (!rows[0]) throw new Refusal('link_ended')
    if ((await needsOf(tx, link)) === 'existing_password') {
      const stored = await passwordHashOf(tx, link.user_id)
      if (!stored || !(await verifyPassword(stored, input.password))) throw new Refusal('sign_in_failed')
    } else {
      refuseWeakPassword(input.password, await passwordContextOf(tx, account))
      await setPassword(tx, link.user_id, input.password, false)
    }
    await endAccountLinks(tx, account.id)
    await tx
      .updateTable('account')
      .set({ status: 'active', version: account.version + 1 })
      .where('id', '=', account.id)
      .execute()
    await recordEvent(tx, accountEvents.activated, {
      actor: { orgId: link.org_id, kind: 'account', personId: account.personId, via: link.link_id },
      subject: { kind: 'account', id: account.id },
      facts: {},
    })
  })
  await succeeded()
}

async function findLink(context: RequestContext, token: string): Promise<FoundLink> {
  const succeeded = await beginAttempt(context.database, [`ip:${context.ip}`])
  const link = await linkOf(context.database, token)
  if (!link) throw new Refusal('link_ended')
  await succeeded()
  return link
}

async function linkOf(database: Database, token: string): Promise<FoundLink | undefined> {
  const { rows } = await sql<FoundLink>`select * from find_account_link(${hashToken(token)})`.execute(database.kysely)
  return rows[0]
}

async function needsOf(tx: Tx, link: FoundLink): Promise<AccountLinkView['needs']> {
  return link.is_known_elsewhere && (await passwordHashOf(tx, link.user_id)) ? 'existing_password' : 'new_password'
}
