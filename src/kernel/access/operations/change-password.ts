import { Refusal } from '../../../base/refusal.ts'
import { inOrganisation } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { recordEvent } from '../../ledger/index.ts'
import { beginAttempt } from '../attempts.ts'
import { accountEvents } from '../events.ts'
import type { SignIn } from '../open-sign-in.ts'
import { verifyPassword } from '../password-hash.ts'
import { refuseWeakPassword } from '../refuse-weak-password.ts'
import { endSessionsOfUser, requireSession } from '../sessions.ts'
import { lockAccount, passwordContextOf, passwordHashOf, setPassword } from '../store.ts'

/**
 * Changes one's own password. Every other session of the person ends, in every organisation.
 * @throws Refusal `not_signed_in`, `not_allowed` before an organisation is chosen, `sign_in_failed` where the current
 *   password is wrong, `password_too_short`, `password_too_long`, `password_common`, `password_names_you`
 */
export async function changePassword(
  signIn: SignIn,
  context: RequestContext,
  input: { current: string; next: string },
): Promise<void> {
  const session = await requireSession(signIn, context.headers)
  const { place } = session
  if (!place) throw new Refusal('not_allowed')
  const succeeded = await beginAttempt(signIn.database, [`account:${session.email}`, `ip:${context.ip}`])
  await inOrganisation(signIn.database, place.orgId, async (tx) => {
    const account = await lockAccount(tx, place.accountId)
    const stored = await passwordHashOf(tx, session.userId)
    if (!stored || !(await verifyPassword(stored, input.current))) throw new Refusal('sign_in_failed')
    // The same again would keep a password that somebody else has made up or seen.
    if (await verifyPassword(stored, input.next)) throw new Refusal('password_common')
    refuseWeakPassword(input.next, await passwordContextOf(tx, account))
    await setPassword(tx, session.userId, input.next, false)
    await recordEvent(tx, accountEvents.password_changed, {
      actor: { orgId: place.orgId, kind: 'account', personId: account.personId, via: session.id },
      subject: { kind: 'account', id: account.id },
      facts: {},
    })
  })
  await succeeded()
  await endSessionsOfUser(signIn, session.userId, session.id)
}
