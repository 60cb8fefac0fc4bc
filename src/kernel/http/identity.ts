import type { Actor } from '../../base/actor.ts'

/** Who a request comes from, as the access room found it. */
export interface Identity {
  readonly actor: Actor
  /** Ends this person's live streams when the access room announces it. */
  readonly endsWith: string
  readonly rights: ReadonlySet<string>
  /** Signed in, but something comes first: setting up TOTP, choosing a password. Only public routes answer until then. */
  readonly isRestricted: boolean
}

/** Reads the session or guest cookie. `undefined`: nobody, or a session that has ended. */
export type Identify = (headers: Headers) => Promise<Identity | undefined>

/** Whether this identity may call an endpoint with this right. */
export function mayCall(
  identity: Identity | undefined,
  right: string,
): 'yes' | 'not_signed_in' | 'guest_ended' | 'not_allowed' {
  if (right === 'public') return 'yes'
  // A guest has no account to sign in to: only their link lets them in again.
  if (!identity) return right === 'guest' ? 'guest_ended' : 'not_signed_in'
  if (identity.isRestricted) return 'not_allowed'
  if (right === 'guest') return identity.actor.kind === 'guest' ? 'yes' : 'not_allowed'
  // A guest holds no account: what is open to every account is not open to a link.
  if (right === 'signed-in') return identity.actor.kind === 'account' ? 'yes' : 'not_allowed'
  return identity.rights.has(right) ? 'yes' : 'not_allowed'
}
