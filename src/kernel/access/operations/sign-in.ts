import { sql } from 'kysely'
import { Refusal } from '../../../base/refusal.ts'
import { announce } from '../../db/announce.ts'
import { inOrganisation } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { askLibrary } from '../ask-library.ts'
import { beginAttempt } from '../attempts.ts'
import { enterIfOnlyOne, recordFailure } from '../enter-organisation.ts'
import type { SignIn } from '../open-sign-in.ts'
import { type Session, sessionOf, topicOfSession } from '../sessions.ts'

/** What comes next: a code, the choice of an organisation, or nothing. */
export type NextStep = 'code' | 'choose_organisation' | 'entered'

/**
 * Checks address and password. With TOTP set up no session begins yet; else one begins under a new token, and the one
 * that the browser brought along ends.
 * @throws Refusal `sign_in_failed`, `no_organisation`, `too_many_requests`
 */
export async function signInByPassword(
  signIn: SignIn,
  context: RequestContext,
  input: { email: string; password: string },
): Promise<{ next: NextStep }> {
  const email = input.email.trim().toLowerCase()
  const succeeded = await beginAttempt(signIn.database, [`account:${email}`, `ip:${context.ip}`])
  const before = await sessionOf(signIn, context.headers)
  try {
    const { answer } = await askLibrary(
      context,
      // Without the browser's cookies: nothing that it brings along can stand in for the password or the code.
      signIn.library.api.signInEmail({
        body: { email, password: input.password.normalize('NFKC') },
        headers: new Headers(),
        returnHeaders: true,
      }),
    )
    await succeeded()
    if (before) await endSession(signIn, before)
    if ('twoFactorRedirect' in answer) return { next: 'code' }
    return { next: await enterIfOnlyOne(signIn, answer.token) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'sign_in_failed') {
      await recordFailure(signIn, await userIdOf(signIn, email), 'password')
    }
    throw error
  }
}

async function endSession(signIn: SignIn, session: Session): Promise<void> {
  await sql`delete from sign_in."session" where "id" = ${session.id}`.execute(signIn.database.kysely)
  if (session.place) {
    await inOrganisation(signIn.database, session.place.orgId, (tx) => announce(tx, topicOfSession(session.id)))
  }
}

async function userIdOf(signIn: SignIn, email: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select "id" as id from sign_in."user" where "email" = ${email}`.execute(
    signIn.database.kysely,
  )
  return rows[0]?.id
}
