import { type AnyRoute, bind, bindPublic } from '../db/route.ts'
import { bindExport } from '../sheets/index.ts'
import { accountSheet } from './account-sheet.ts'
import { accountsPage, credentialsOf, saveSettings } from './account-view.ts'
import * as contract from './contract.ts'
import { describeSession } from './current-session.ts'
import { actorOfGuest } from './guest-session.ts'
import type { SignIn } from './open-sign-in.ts'
import { activateAccount, openAccountLink } from './operations/activate-account.ts'
import { changePassword } from './operations/change-password.ts'
import { chooseOrganisation } from './operations/choose-organisation.ts'
import { disableAccount } from './operations/disable-account.ts'
import { enableAccount, resetAccount } from './operations/enable-account.ts'
import { inviteAccount } from './operations/invite-account.ts'
import { issueSubmissionCredential, revokeSubmissionCredential } from './operations/issue-submission-credential.ts'
import { confirmGuestCode, openGuestLink, type SendGuestCode, type TellShutLink } from './operations/open-guest-link.ts'
import { confirmTotp, setUpTotp } from './operations/set-up-totp.ts'
import { signInByPassword } from './operations/sign-in.ts'
import { signOut } from './operations/sign-out.ts'
import { verifyTotp } from './operations/verify-totp.ts'
import type { Rights } from './rights-held.ts'
import { actorOfSession } from './sessions.ts'

export interface Access {
  readonly signIn: SignIn
  /** All rights of the product. */
  readonly rights: Rights
  readonly sendGuestCode: SendGuestCode
  readonly tellShutLink: TellShutLink
}

/** For operations that answer nothing. */
const done = async (act: Promise<void>) => {
  await act
  return {}
}

/** Who a request comes from, an account before a guest; the HTTP room asks this at every request. */
export async function identityOf({ signIn, rights }: Pick<Access, 'signIn' | 'rights'>, headers: Headers) {
  return (await actorOfSession(signIn, rights, headers)) ?? (await actorOfGuest(signIn, headers))
}

export function accessRoutes({ signIn, rights, sendGuestCode, tellShutLink }: Access): readonly AnyRoute[] {
  return [
    bindPublic(contract.currentSession, ({ headers }) => describeSession(signIn, rights, headers)),
    bindPublic(contract.signInEndpoint, (context, input) => signInByPassword(signIn, context, input)),
    bindPublic(contract.verifyTotpEndpoint, (context, input) => verifyTotp(signIn, context, input)),
    bindPublic(contract.setUpTotpEndpoint, (context, input) => setUpTotp(signIn, context, input)),
    bindPublic(contract.confirmTotpEndpoint, (context, input) => done(confirmTotp(signIn, context, input))),
    bindPublic(contract.signOutEndpoint, (context) => done(signOut(signIn, context))),
    bindPublic(contract.chooseOrganisationEndpoint, (context, input) =>
      done(chooseOrganisation(signIn, context, input)),
    ),
    bindPublic(contract.changePasswordEndpoint, (context, input) => done(changePassword(signIn, context, input))),
    bindPublic(contract.openAccountLinkEndpoint, openAccountLink),
    bindPublic(contract.activateAccountEndpoint, (context, input) => done(activateAccount(context, input))),
    bindPublic(contract.openGuestLinkEndpoint, (context, input) =>
      openGuestLink(signIn, sendGuestCode, context, input),
    ),
    bindPublic(contract.confirmGuestCodeEndpoint, (context, input) =>
      done(confirmGuestCode(signIn, context, input, tellShutLink)),
    ),
    bind(contract.saveSettingsEndpoint, (tx, actor, input) => done(saveSettings(tx, actor, input))),
    bind(contract.listCredentials, async (tx, actor) => ({ credentials: await credentialsOf(tx, actor) })),
    bind(contract.issueCredential, issueSubmissionCredential),
    bind(contract.revokeCredential, (tx, actor, input) => done(revokeSubmissionCredential(tx, actor, input))),
    bind(contract.listAccounts, async (tx, _, input) => {
      const page = await accountsPage(tx, input)
      return { ...page, items: [...page.items] }
    }),
    bindExport(contract.exportAccounts, (tx, _, input) => accountsPage(tx, input), accountSheet),
    bind(contract.inviteAccountEndpoint, inviteAccount),
    bind(contract.disableAccountEndpoint, (tx, actor, input) => done(disableAccount(tx, actor, input))),
    bind(contract.enableAccountEndpoint, enableAccount),
    bind(contract.resetAccountEndpoint, resetAccount),
  ]
}
