import { APIError } from 'better-auth/api'
import { Refusal, type RefusalCode } from '../../base/refusal.ts'
import type { RequestContext } from '../db/route.ts'
import { ATTEMPT_MINUTES } from './attempts.ts'

/** What the library says no to, in our words. Whoever is unknown and whoever is wrong hear the same. */
const REFUSED_BY: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL: 'sign_in_failed',
  INVALID_EMAIL_OR_PASSWORD: 'sign_in_failed',
  INVALID_PASSWORD: 'sign_in_failed',
  PASSWORD_TOO_LONG: 'sign_in_failed',
  FAILED_TO_CREATE_SESSION: 'no_organisation',
  INVALID_CODE: 'wrong_code',
  INVALID_BACKUP_CODE: 'wrong_code',
  BACKUP_CODES_NOT_ENABLED: 'wrong_code',
  TOTP_NOT_ENABLED: 'wrong_code',
  TOTP_ALREADY_ENABLED: 'totp_already_set_up',
  INVALID_TWO_FACTOR_COOKIE: 'not_signed_in',
  UNAUTHORIZED: 'not_signed_in',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too_many_requests',
  ACCOUNT_TEMPORARILY_LOCKED: 'too_many_requests',
}

/**
 * Asks the library, hands its cookies to the browser, and turns its refusals into ours.
 * @throws Refusal as above; what is not listed is a fault
 */
export async function askLibrary<T>(
  context: Pick<RequestContext, 'setHeader'>,
  call: Promise<{ headers: Headers; response: T }>,
): Promise<{ answer: T; cookies: readonly string[] }> {
  try {
    const { headers, response } = await call
    const cookies = headers.getSetCookie()
    for (const cookie of cookies) context.setHeader('set-cookie', cookie)
    return { answer: response, cookies }
  } catch (error) {
    const code = error instanceof APIError ? REFUSED_BY[error.body?.code ?? ''] : undefined
    if (!code) throw error
    throw new Refusal(code, code === 'too_many_requests' ? { minutes: ATTEMPT_MINUTES } : {})
  }
}

/** The token in the session cookie that the library has just set; cookies carry it as `token.signature`. */
export function tokenIn(cookies: readonly string[]): string | undefined {
  for (const cookie of cookies) {
    const [, value] = /session_token=([^;]+)/.exec(cookie) ?? []
    if (value) return decodeURIComponent(value).split('.')[0]
  }
  return undefined
}

/** The value of a cookie of ours in a request, without its signature; the library checks that itself. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=')
    if (key === name) return decodeURIComponentOr(rest.join('='))
  }
  return undefined
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
