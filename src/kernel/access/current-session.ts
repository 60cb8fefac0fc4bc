import { sql } from 'kysely'
import { inOrganisation, instantOf } from '../db/database.ts'
import { delegatedRolesAt, personById, rolesAt } from '../people/index.ts'
import type { CurrentSession } from './contract.ts'
import { choicesOf } from './enter-organisation.ts'
import { actorOfGuest } from './guest-session.ts'
import type { SignIn } from './open-sign-in.ts'
import type { Rights } from './rights-held.ts'
import { actorOfSession, sessionOf } from './sessions.ts'
import type { TextSize } from './statuses.ts'
import type { Language } from '../../base/words.ts'

/** Who the browser is, for the page: what it may show, and what must come first. */
export async function describeSession(signIn: SignIn, rights: Rights, headers: Headers): Promise<CurrentSession> {
  const signedIn = await actorOfSession(signIn, rights, headers)
  if (!signedIn) return describeOthers(signIn, headers)
  const { actor, session, firstStep } = signedIn
  const choices = await choicesOf(signIn, session.userId)
  return inOrganisation(signIn.database, actor.orgId, async (tx) => {
    const at = await instantOf(tx)
    const { rows } = await sql<{ language: Language; textSize: TextSize; name: string; isDemo: boolean }>`
      select a.language, a.text_size as "textSize", o.name, o.is_demo as "isDemo"
      from account a join organisation o on o.org_id = a.org_id where a.id = ${session.place!.accountId}`.execute(tx)
    const account = rows[0]!
    const person = await personById(tx, actor.personId)
    const held = [...(await rolesAt(tx, actor.personId, at)), ...(await delegatedRolesAt(tx, actor.personId, at))]
    return {
      state: 'signed_in',
      personId: actor.personId,
      personName: person!.name,
      orgId: actor.orgId,
      organisationName: account.name,
      partyId: person!.partyId,
      roles: [...new Set(held.map((one) => one.role))],
      rights: [...signedIn.rights].sort(),
      language: account.language,
      textSize: account.textSize,
      isDemo: account.isDemo,
      hasTotp: session.hasTotp,
      mustChangePassword: firstStep === 'change_password',
      mustSetUpTotp: firstStep === 'set_up_totp',
      choices,
    }
  })
}

async function describeOthers(signIn: SignIn, headers: Headers): Promise<CurrentSession> {
  const guest = await actorOfGuest(signIn, headers)
  if (guest) {
    return inOrganisation(signIn.database, guest.actor.orgId, async (tx) => ({
      state: 'guest',
      personName: (await personById(tx, guest.actor.personId))!.name,
      organisationName: (await tx.selectFrom('organisation').select('name').executeTakeFirstOrThrow()).name,
      purpose: guest.pass.purpose,
      subjectId: guest.pass.subjectId,
    }))
  }
  const session = await sessionOf(signIn, headers)
  const choices = session ? await choicesOf(signIn, session.userId) : []
  return choices.length > 0 ? { state: 'choose_organisation', choices } : { state: 'signed_out' }
}
