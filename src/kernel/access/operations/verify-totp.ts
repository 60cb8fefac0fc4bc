import { sql } from 'kysely'
import { Refusal } from '../../../base/refusal.ts'
import type { RequestContext } from '../../db/route.ts'
import { askLibrary, cookieOf, tokenIn } from '../ask-library.ts'
import { beginAttempt } from '../attempts.ts'
import { enterIfOnlyOne, recordFailure } from '../enter-organisation.ts'
import type { SignIn } from '../open-sign-in.ts'
import { sessionOf } from '../sessions.ts'
import { spendCode } from '../totp-use.ts'
import type { NextStep } from './sign-in.ts'

/**
 * The second step: a code of the authenticator, or one of the backup codes, each good once. Then the session begins.
 * @throws Refusal `wrong_code`, `not_signed_in` where the first step is missing or too long ago, `too_many_requests`
 */
export async function verifyTotp(
  signIn: SignIn,
  context: RequestContext,
  input: { code: string },
): Promise<{ next: NextStep }> {
  const userId = await waitingUser(signIn, context.headers)
  // The library would take a session instead of the first step; then this would begin nothing.
  if (!userId || (await sessionOf(signIn, context.headers))) throw new Refusal('not_signed_in')
  const succeeded = await beginAttempt(signIn.database, [`totp:${userId}`, `ip:${context.ip}`])
  const code = input.code.normalize('NFKC').replace(/\s/g, '')
  const request = { body: { code }, headers: context.headers, returnHeaders: true } as const
  try {
    await spendCode(signIn, userId, code)
    const { cookies } = await askLibrary<unknown>(
      context,
      /^\d{6}$/.test(code) ? signIn.library.api.verifyTOTP(request) : signIn.library.api.verifyBackupCode(request),
    )
    await succeeded()
    const token = tokenIn(cookies)
    if (!token) throw new Refusal('not_signed_in')
    return { next: await enterIfOnlyOne(signIn, token) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'wrong_code') await recordFailure(signIn, userId, 'code')
    throw error
  }
}

/** Whose first step the browser brings along. Its signature is the library's to check; guessing one opens nothing. */
async function waitingUser(signIn: SignIn, headers: Headers): Promise<string | undefined> {
  const name = (await signIn.library.$context).createAuthCookie('two_factor').name
  const identifier = cookieOf(headers, name)?.split('.')[0]
  if (!identifier) return undefined
  const { rows } = await sql<{ id: string }>`
    select u."id" as id from sign_in."verification" v join sign_in."user" u on u."id"::text = v."value"
    where v."identifier" = ${identifier}`.execute(signIn.database.kysely)
  return rows[0]?.id
}
