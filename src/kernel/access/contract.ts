import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { PageRequest, pageOf } from '../../base/paging.ts'
import { LANGUAGES } from '../../base/words.ts'
import { ROLES } from '../people/contract.ts'
import { exportOf } from '../sheets/contract.ts'
import { ACCOUNT_LINK_KINDS, ACCOUNT_STATUSES, TEXT_SIZES } from './statuses.ts'

const Id = z.uuid()
const Version = z.number().int().min(1)
const Done = z.object({})
/** No rule on the way in but a bound on the work: what a password must be is said by the operation, in words. */
const Password = z.string().min(1).max(1024)
const Token = z.string().min(20).max(200)
const Code = z.string().trim().min(6).max(20)
const Next = z.object({ next: z.enum(['code', 'choose_organisation', 'entered']) })
const Link = z.object({ link: z.string() })

const open = { method: 'POST', right: 'public' } as const
const mine = { method: 'POST', right: 'signed-in' } as const
const administer = { method: 'POST', right: 'access:administer' } as const
const weakPassword = ['password_too_short', 'password_too_long', 'password_common', 'password_names_you'] as const

const Choice = z.object({ orgId: Id, organisationName: z.string() })
export const CurrentSession = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed_out') }),
  z.object({ state: z.literal('choose_organisation'), choices: z.array(Choice) }),
  z.object({
    state: z.literal('signed_in'),
    personId: Id,
    personName: z.string(),
    orgId: Id,
    organisationName: z.string(),
    /** The vendor whose person this is; null: our own. */
    partyId: Id.nullable(),
    roles: z.array(z.enum(ROLES)),
    rights: z.array(z.string()),
    language: z.enum(LANGUAGES),
    textSize: z.enum(TEXT_SIZES),
    isDemo: z.boolean(),
    hasTotp: z.boolean(),
    mustChangePassword: z.boolean(),
    mustSetUpTotp: z.boolean(),
    choices: z.array(Choice),
  }),
  z.object({
    state: z.literal('guest'),
    personName: z.string(),
    organisationName: z.string(),
    purpose: z.string(),
    subjectId: Id.nullable(),
  }),
])
export type CurrentSession = z.input<typeof CurrentSession>

export const currentSession = endpoint({
  method: 'GET',
  path: '/api/access/session',
  right: 'public',
  summary: 'Who is signed in, what they may do, and what must come first.',
  input: z.object({}),
  output: CurrentSession,
  refuses: [],
})
export const signInEndpoint = endpoint({
  ...open,
  path: '/api/access/sign-in',
  summary: 'Address and password.',
  input: z.object({ email: z.string().trim().min(3).max(254), password: Password }),
  output: Next,
  refuses: ['sign_in_failed', 'no_organisation', 'too_many_requests', 'not_allowed', 'not_signed_in'],
})
export const verifyTotpEndpoint = endpoint({
  ...open,
  path: '/api/access/verify-code',
  summary: 'The code of the authenticator, or a backup code.',
  input: z.object({ code: Code }),
  output: Next,
  refuses: ['wrong_code', 'not_signed_in', 'too_many_requests', 'no_organisation', 'not_allowed'],
})
export const setUpTotpEndpoint = endpoint({
  ...open,
  path: '/api/access/set-up-totp',
  summary: 'A new secret for an authenticator and ten backup codes, shown once.',
  input: z.object({ password: Password }),
  output: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }),
  refuses: ['not_signed_in', 'sign_in_failed', 'totp_already_set_up', 'too_many_requests'],
})
export const confirmTotpEndpoint = endpoint({
  ...open,
  path: '/api/access/confirm-totp',
  summary: 'The first code: from now on it is asked for.',
  input: z.object({ code: Code }),
  output: Done,
  refuses: ['not_signed_in', 'wrong_code', 'totp_already_set_up', 'too_many_requests'],
})
export const signOutEndpoint = endpoint({
  ...open,
  path: '/api/access/sign-out',
  summary: 'Ends the session.',
  input: z.object({}),
  output: Done,
  refuses: [],
})
export const chooseOrganisationEndpoint = endpoint({
  ...open,
  path: '/api/access/choose-organisation',
  summary: 'Enters one of the organisations that the person belongs to.',
  input: z.object({ orgId: Id }),
  output: Done,
  refuses: ['not_signed_in', 'not_allowed'],
})
export const changePasswordEndpoint = endpoint({
  ...open,
  path: '/api/access/change-password',
  summary: 'Changes one’s own password; every other session ends.',
  input: z.object({ current: Password, next: Password }),
  output: Done,
  refuses: ['not_signed_in', 'not_allowed', 'sign_in_failed', 'too_many_requests', ...weakPassword],
})
export const openAccountLinkEndpoint = endpoint({
  ...open,
  path: '/api/access/account-link',
  summary: 'What an activation link is for.',
  input: z.object({ token: Token }),
  output: z.object({
    kind: z.enum(ACCOUNT_LINK_KINDS),
    organisationName: z.string(),
    personName: z.string(),
    email: z.string(),
    needs: z.enum(['new_password', 'existing_password']),
  }),
  refuses: ['link_ended', 'too_many_requests'],
})
export const activateAccountEndpoint = endpoint({
  ...open,
  path: '/api/access/activate',
  summary: 'Sets the password and activates the account.',
  input: z.object({ token: Token, password: Password }),
  output: Done,
  refuses: ['link_ended', 'sign_in_failed', 'too_many_requests', 'not_found', ...weakPassword],
})
export const openGuestLinkEndpoint = endpoint({
  ...open,
  path: '/api/access/guest-link',
  summary: 'Opens a guest’s link; an unknown browser gets a code by mail.',
  input: z.object({ token: Token }),
  output: z.object({ state: z.enum(['open', 'code_sent']) }),
  refuses: ['link_ended', 'too_many_requests', 'mail_unavailable'],
})
export const confirmGuestCodeEndpoint = endpoint({
  ...open,
  path: '/api/access/guest-code',
  summary: 'The code from the mail.',
  input: z.object({ token: Token, code: Code }),
  output: Done,
  refuses: ['link_ended', 'wrong_code', 'too_many_requests'],
})

export const saveSettingsEndpoint = endpoint({
  ...mine,
  path: '/api/access/settings',
  summary: 'Language and size of the text.',
  input: z.object({ language: z.enum(LANGUAGES), textSize: z.enum(TEXT_SIZES) }),
  output: Done,
  refuses: ['not_allowed'],
})
export const listCredentials = endpoint({
  method: 'GET',
  right: 'signed-in',
  path: '/api/access/credentials',
  summary: 'One’s own credentials for mail clients.',
  input: z.object({}),
  output: z.object({
    credentials: z.array(
      z.object({
        id: Id,
        login: z.string(),
        label: z.string(),
        createdAt: z.iso.datetime(),
        revokedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  refuses: ['not_allowed'],
})
export const issueCredential = endpoint({
  ...mine,
  path: '/api/access/credentials/issue',
  summary: 'Login and secret for one mail client, shown once.',
  input: z.object({ label: z.string().trim().min(1).max(100) }),
  output: z.object({ id: Id, login: z.string(), secret: z.string() }),
  refuses: ['not_allowed'],
})
export const revokeCredential = endpoint({
  ...mine,
  path: '/api/access/credentials/revoke',
  summary: 'Ends a credential at once.',
  input: z.object({ credentialId: Id }),
  output: Done,
  refuses: ['not_allowed', 'not_found'],
})

export const listAccounts = endpoint({
  method: 'GET',
  right: 'access:administer',
  path: '/api/access/accounts',
  summary: 'The organisation’s accounts.',
  input: PageRequest.extend({ cursor: Id.optional(), search: z.string().trim().max(100).optional() }),
  output: pageOf(
    z.object({
      id: Id,
      personId: Id,
      personName: z.string(),
      email: z.string(),
      status: z.enum(ACCOUNT_STATUSES),
      hasTotp: z.boolean(),
      version: Version,
    }),
  ),
  refuses: [],
})
export const exportAccounts = exportOf(listAccounts)
export const inviteAccountEndpoint = endpoint({
  ...administer,
  path: '/api/access/accounts/invite',
  summary: 'Makes an account and the link that activates it, shown once.',
  input: z.object({ personId: Id, email: z.email().max(254) }),
  output: Link.extend({ accountId: Id }),
  refuses: ['not_found', 'account_exists'],
})
const OfAccount = z.object({ accountId: Id, version: Version })
export const disableAccountEndpoint = endpoint({
  ...administer,
  path: '/api/access/accounts/disable',
  summary: 'Closes an account; its sessions and streams end at once.',
  input: OfAccount,
  output: Done,
  refuses: ['not_found', 'stale_version', 'last_administrator'],
})
export const enableAccountEndpoint = endpoint({
  ...administer,
  path: '/api/access/accounts/enable',
  summary: 'Opens a disabled account again, by a new link.',
  input: OfAccount,
  output: Link,
  refuses: ['not_found', 'stale_version', 'account_exists'],
})
export const resetAccountEndpoint = endpoint({
  ...administer,
  path: '/api/access/accounts/reset',
  summary: 'Takes password and authenticator away and makes a link for a new password.',
  input: OfAccount,
  output: Link,
  refuses: ['not_found', 'stale_version', 'account_shared'],
})
