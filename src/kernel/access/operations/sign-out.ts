import { announce } from '../../db/announce.ts'
import { inOrganisation } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { recordEvent } from '../../ledger/index.ts'
import { askLibrary } from '../ask-library.ts'
import { accountEvents } from '../events.ts'
import type { SignIn } from '../open-sign-in.ts'
import { sessionOf, topicOfSession } from '../sessions.ts'
import { lockAccount } from '../store.ts'

/** Ends the session, in the database and in the browser, and cuts its live streams. Without one it does nothing. */
export async function signOut(signIn: SignIn, context: RequestContext): Promise<void> {
  const session = await sessionOf(signIn, context.headers)
  await askLibrary(context, signIn.library.api.signOut({ headers: context.headers, returnHeaders: true }))
  if (!session?.place) return
  const { orgId, accountId } = session.place
  await inOrganisation(signIn.database, orgId, async (tx) => {
    await announce(tx, topicOfSession(session.id))
    const { personId } = await lockAccount(tx, accountId)
    await recordEvent(tx, accountEvents.signed_out, {
      actor: { orgId, kind: 'account', personId, via: session.id },
      subject: { kind: 'account', id: accountId },
      facts: {},
    })
  })
}
