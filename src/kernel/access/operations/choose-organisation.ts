import { announce } from '../../db/announce.ts'
import { inOrganisation } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { enterOrganisation } from '../enter-organisation.ts'
import type { SignIn } from '../open-sign-in.ts'
import { requireSession, topicOfSession } from '../sessions.ts'

/**
 * Enters one of the person's organisations, also from another one; live streams of the one that is left are cut.
 * @throws Refusal `not_signed_in`, `not_allowed` where they have no active account there
 */
export async function chooseOrganisation(
  signIn: SignIn,
  context: RequestContext,
  input: { orgId: string },
): Promise<void> {
  const session = await requireSession(signIn, context.headers)
  await enterOrganisation(signIn, session, input.orgId)
  const left = session.place?.orgId
  if (left && left !== input.orgId) {
    await inOrganisation(signIn.database, left, (tx) => announce(tx, topicOfSession(session.id)))
  }
}
