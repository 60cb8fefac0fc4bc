import { sql } from 'kysely'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { inOrganisation } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { recordEvent } from '../../ledger/index.ts'
import { askLibrary, tokenIn } from '../ask-library.ts'
import { beginAttempt } from '../attempts.ts'
import { accountEvents } from '../events.ts'
import type { SignIn } from '../open-sign-in.ts'
import { requireSession, topicOfSession } from '../sessions.ts'
import { lockAccount } from '../store.ts'
import { spendCode } from '../totp-use.ts'

/**
 * Makes a secret for an authenticator and ten backup codes; both are shown this once. It counts from the confirmation on.
 * @throws Refusal `not_signed_in`, `sign_in_failed` where the password is wrong, `totp_already_set_up`, `too_many_requests`
 */
export async function setUpTotp(
  signIn: SignIn,
  context: RequestContext,
  input: { password: string },
): Promise<{ uri: string; backupCodes: string[] }> {
  const session = await requireSession(signIn, context.headers)
  const succeeded = await beginAttempt(signIn.database, [`account:${session.email}`, `ip:${context.ip}`])
  const { answer } = await askLibrary(
    context,
    signIn.library.api.enableTwoFactor({
      body: { password: input.password.normalize('NFKC') },
      headers: context.headers,
      returnHeaders: true,
    }),
  )
  await succeeded()
  if (answer.method !== 'totp') throw new Error('the library set up something else than TOTP')
  return { uri: answer.totpURI, backupCodes: answer.backupCodes }
}

/**
 * The first code proves that the authenticator works: from now on it is asked for. The session goes on under a new token.
 * @throws Refusal `not_signed_in`, `wrong_code`, `totp_already_set_up`, `too_many_requests`
 */
export async function confirmTotp(signIn: SignIn, context: RequestContext, input: { code: string }): Promise<void> {
  const session = await requireSession(signIn, context.headers)
  if (session.hasTotp) throw new Refusal('totp_already_set_up')
  const succeeded = await beginAttempt(signIn.database, [`totp:${session.userId}`, `ip:${context.ip}`])
  const code = input.code.normalize('NFKC').replace(/\s/g, '')
  await spendCode(signIn, session.userId, code)
  const started = await sql<{
    at: Date
  }>`select started_at as at from sign_in."session" where "id" = ${session.id}`.execute(signIn.database.kysely)
  const { cookies } = await askLibrary<unknown>(
    context,
    signIn.library.api.verifyTOTP({ body: { code }, headers: context.headers, returnHeaders: true }),
  )
  await succeeded()
  const { place } = session
  if (!place) return
  await inOrganisation(signIn.database, place.orgId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update sign_in."session" set org_id = ${place.orgId}, account_id = ${place.accountId},
        started_at = ${started.rows[0]!.at} where "token" = ${tokenIn(cookies)} returning "id" as id`.execute(tx)
    await announce(tx, topicOfSession(session.id))
    const { personId } = await lockAccount(tx, place.accountId)
    await recordEvent(tx, accountEvents.totp_set_up, {
      actor: { orgId: place.orgId, kind: 'account', personId, via: rows[0]!.id },
      subject: { kind: 'account', id: place.accountId },
      facts: {},
    })
  })
}
