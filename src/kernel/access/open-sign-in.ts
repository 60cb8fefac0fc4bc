import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { PASSWORD_MAX, PASSWORD_MIN } from './rules/password-rules.ts'

export const SESSION_HOURS = 8
export const IDLE_MINUTES = 30

export interface SignInOptions {
  readonly database: Database
  /** Signs cookies and encrypts TOTP secrets: at least 32 characters from a generator, kept outside the database. */
  readonly secret: string
  /** Where browsers reach us. With https the cookies are `__Host-` and Secure. */
  readonly publicUrl: string
}

/** The sign-in library, set up once a process. Everything of the room that reads a cookie takes it. */
export interface SignIn {
  readonly database: Database
  readonly isSecure: boolean
  readonly library: ReturnType<typeof openLibrary>
}

/** Prepares sign-in. It opens no connection of its own and sends nothing anywhere. */
export function openSignIn(options: SignInOptions): SignIn {
  if (options.secret.length < 32) throw new Error('the secret of the sign-in needs at least 32 characters')
  return {
    database: options.database,
    isSecure: new URL(options.publicUrl).protocol === 'https:',
    library: openLibrary(options),
  }
}

function openLibrary({ database, secret, publicUrl }: SignInOptions) {
  const isSecure = new URL(publicUrl).protocol === 'https:'
  return betterAuth({
    appName: 'Sekisho',
    baseURL: publicUrl,
    secret,
    database: { db: database.kysely.withSchema('sign_in'), type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX * 4,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    // Read from the database each time, so that an ended session is ended now.
    session: { expiresIn: SESSION_HOURS * 3600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // We count attempts ourselves, in the database, over all processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [twoFactor({ issuer: 'Sekisho', twoFactorCookieMaxAge: 600 })],
    databaseHooks: {
      session: {
        create: {
          // Whoever has no way into any organisation gets no session, whatever they know.
          before: async ({ userId }) => {
            const { rows } = await sql`select 1 from account_choices(${userId}) limit 1`.execute(database.kysely)
            return rows.length > 0
          },
        },
      },
    },
    advanced: {
      cookiePrefix: isSecure ? '__Host-sekisho' : 'sekisho',
      // The library would put `__Secure-` before our `__Host-`; Secure itself is set here.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: 'uuid' },
      ipAddress: { disableIpTracking: true },
    },
  })
}
