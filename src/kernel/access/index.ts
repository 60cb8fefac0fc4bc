/**
 * 入口: who may come in and what they may do. Accounts, sessions, TOTP, guests, credentials for submission, rights.
 * Stands on: db, ledger, jobs, people. Used by: every module for its rights, http for the actor, app for composition.
 */
export { openSignIn, type SignIn, type SignInOptions } from './open-sign-in.ts'
export { actorOfSession, type FirstStep, type SignedIn } from './sessions.ts'
export { actorOfGuest, type GuestPass, requireGuestPass, type SignedInGuest } from './guest-session.ts'
export { type Access, accessRoutes, identityOf } from './routes.ts'
export { defineRights, type RightDefinition, type RightDefinitions } from '../people/index.ts'
export { collectRights, type Rights, rightsOf } from './rights-held.ts'
export { type Caller, CALLERS, roleRouteMatrix, type RouteRow } from './role-route-matrix.ts'
export { accessRights } from './rights.ts'
export { accessJobs, accessSchedules } from './jobs.ts'
export { accessEventWords, accountStatusWords, textSizeWords } from './words.ts'
export {
  ACCOUNT_LINK_KINDS,
  ACCOUNT_STATUSES,
  type AccountLinkKind,
  type AccountStatus,
  TEXT_SIZES,
  type TextSize,
} from './statuses.ts'
export { createFirstAdministrator, type FirstAdministrator } from './operations/create-first-administrator.ts'
export { createAccountWithPassword, inviteAccount, type NewAccount } from './operations/invite-account.ts'
export { disableAccount } from './operations/disable-account.ts'
export { disableEveryAccount } from './operations/disable-every-account.ts'
export { enableAccount, resetAccount } from './operations/enable-account.ts'
export { guestLinkOf, type GuestLinkRow, guestLinksFor } from './guest-links.ts'
export { issueGuestLink, type NewGuestLink, revokeGuestLink } from './operations/issue-guest-link.ts'
export type { SendGuestCode, ShutLink, TellShutLink } from './operations/open-guest-link.ts'
export {
  issueCredentialFor,
  issueSubmissionCredential,
  revokeCredentialFor,
  revokeSubmissionCredential,
  isSubmissionOpen,
  verifySubmission,
} from './operations/issue-submission-credential.ts'
export { newPassword } from './secrets.ts'
