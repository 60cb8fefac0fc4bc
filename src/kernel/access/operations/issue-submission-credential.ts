import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, AnyActor, SystemActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { type Database, inOrganisation, instantOf, type Tx } from '../../db/database.ts'
import { recordEvent } from '../../ledger/index.ts'
import { canonicalPersonId } from '../../people/index.ts'
import { accountOfActor } from '../account-view.ts'
import { accountEvents } from '../events.ts'
import { hashToken, sameHash } from '../secrets.ts'

/**
 * Makes login and secret for one mail client (SMTP AUTH) of one's own. The secret is 160 random bits and shown this once:
 * mail clients keep it in the clear, so it opens the submission of mail and nothing else.
 * @throws Refusal `not_allowed` without an active account
 */
export async function issueSubmissionCredential(
  tx: Tx,
  actor: Actor,
  input: { label: string },
): Promise<{ id: string; login: string; secret: string }> {
  return issueFor(tx, actor, await accountOfActor(tx, actor), input.label)
}

/**
 * The same by the program, for somebody's account; the event names the program.
 * @throws Refusal `not_found` without an active account
 */
export async function issueCredentialFor(
  tx: Tx,
  actor: SystemActor,
  input: { personId: string; label: string },
): Promise<{ id: string; login: string; secret: string }> {
  const account = await tx
    .selectFrom('account')
    .where('person_id', '=', input.personId)
    .where('status', '=', 'active')
    .select('id')
    .executeTakeFirst()
  if (!account) throw new Refusal('not_found')
  return issueFor(tx, actor, account.id, input.label)
}

async function issueFor(tx: Tx, actor: AnyActor, accountId: string, label: string) {
  const [id, login, secret] = [newId(), `mail-${randomBytes(6).toString('hex')}`, randomBytes(20).toString('hex')]
  await tx
    .insertInto('submission_credential')
    .values({ id, account_id: accountId, login, secret_hash: hashToken(secret), label })
    .execute()
  await recordEvent(tx, accountEvents.credential_issued, {
    actor,
    subject: { kind: 'account', id: accountId },
    facts: { credentialId: id },
  })
  return { id, login, secret }
}

/** Ends one of one's own credentials at once. @throws Refusal `not_found` */
export async function revokeSubmissionCredential(tx: Tx, actor: Actor, input: { credentialId: string }): Promise<void> {
  await revokeOf(tx, actor, await accountOfActor(tx, actor), input.credentialId)
}

/** Ends what the program issued. @throws Refusal `not_found` */
export async function revokeCredentialFor(
  tx: Tx,
  actor: SystemActor,
  input: { personId: string; credentialId: string },
): Promise<void> {
  const account = await tx.selectFrom('account').where('person_id', '=', input.personId).select('id').executeTakeFirst()
  if (!account) throw new Refusal('not_found')
  await revokeOf(tx, actor, account.id, input.credentialId)
}

async function revokeOf(tx: Tx, actor: AnyActor, accountId: string, credentialId: string): Promise<void> {
  const revoked = await tx
    .updateTable('submission_credential')
    .set({ revoked_at: await instantOf(tx) })
    .where('id', '=', credentialId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (revoked.numUpdatedRows !== 1n) throw new Refusal('not_found')
  await recordEvent(tx, accountEvents.credential_revoked, {
    actor,
    subject: { kind: 'account', id: accountId },
    facts: { credentialId },
  })
}

/**
 * Who submits mail with this login. Nobody, where the credential was revoked, the account is disabled or the person has
 * left; that is looked up each time.
 * @returns the person as their canonical record
 */
export async function verifySubmission(
  database: Database,
  login: string,
  secret: string,
): Promise<{ orgId: string; personId: string } | undefined> {
  const { rows } = await sql<{ org_id: string; person_id: string; secret_hash: string }>`
    select * from find_submission(${login})`.execute(database.kysely)
  const found = rows[0]
  // An unknown login costs the same comparison.
  const isRight = sameHash(found?.secret_hash ?? hashToken(''), hashToken(secret))
  if (!found || !isRight) return undefined
  const { org_id: orgId, person_id: recordId } = found
  const personId = await inOrganisation(database, orgId, (tx) => canonicalPersonId(tx, recordId))
  return personId ? { orgId, personId } : undefined
}

/** Whether a login that was verified before still opens anything: an SMTP session may outlive account and credential. */
export async function isSubmissionOpen(database: Database, login: string): Promise<boolean> {
  const { rows } = await sql`select 1 from find_submission(${login})`.execute(database.kysely)
  return rows.length > 0
}
