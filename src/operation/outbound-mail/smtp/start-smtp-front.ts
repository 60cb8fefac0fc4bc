import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { isSourceRouted, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import { verifySubmission } from '../../../kernel/access/index.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Log } from '../../../kernel/jobs/index.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import { acceptTogether } from './accept-together.ts'
import { type CheckedEntries, checkedEntries } from './checked-entries.ts'
import { forgetAnswers, type SignedIn } from './entry-of.ts'
import { freeBytes } from './free-bytes.ts'

import { isLoopback } from './loopback.ts'
import { onMail } from './on-mail.ts'
import { useOwnConnections } from './own-connections.ts'
import { SmtpRefusal } from './smtp-refusal.ts'

export interface SmtpFrontOptions {
  readonly database: Database
  readonly vault: Vault
  readonly log: Log
  /** Where it listens; port 0 takes any. */
  readonly listen: { readonly host: string; readonly port: number }
  /** Our name in the greeting, in `Received:` and in delivery reports. */
  readonly host: string
  readonly gateTag: string
  /** PEM files. Without them there is no STARTTLS, and AUTH only where we listen on the loopback interface alone. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined
  /** Addresses of the Postfix whose content filter we are: no AUTH, XFORWARD is believed. */
  readonly filterClients: readonly string[]
  readonly limitBytes?: number
  readonly limitRecipients?: number
}

export interface SmtpFront {
  readonly port: number
  /** Takes no new connection, lets what is under way finish (up to the time), answers 421 to the rest. */
  stop(options?: { timeoutSeconds?: number }): Promise<void>
}

const MEGABYTE = 1024 * 1024

/**
 * The way in: submission by a signed-in person, or a content filter behind Postfix. A mail is answered 250 when it lies
 * encrypted on the disk and its rows are committed, not before.
 * @source RFC 5321, RFC 6409 (submission), RFC 3207 (STARTTLS), RFC 4954 (AUTH), RFC 3461 (DSN), Postfix XFORWARD_README
 */
export async function startSmtpFront(options: SmtpFrontOptions): Promise<SmtpFront> {
  const { limitBytes = 50 * MEGABYTE, limitRecipients = 500, tls, log } = options
  const entries = checkedEntries(options)
  const accept = acceptTogether(options)
  const disk = freeBytes(options.vault)
  const mayAuth = tls !== undefined || isLoopback(options.listen.host)
  if (!mayAuth)
    log.warn(
      {},
      'no certificate (SEKISHO_TLS_CERT, SEKISHO_TLS_KEY): no STARTTLS and no AUTH; only a filter may hand mail over',
    )
  const server = new SMTPServer({
    name: options.host,
    banner: 'Sekisho',
    logger: false,
    size: limitBytes,
    maxRecipients: limitRecipients,
    authOptional: true,
    authMethods: ['PLAIN', 'LOGIN'],
    // With TLS, AUTH waits for it. Without, AUTH is there only where no secret crosses a network.
    allowInsecureAuth: tls === undefined,
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(mayAuth ? [] : ['AUTH'])],
    ...(tls && { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile), minVersion: 'TLSv1.2' as const }),
    useXForward: [...options.filterClients],
    hideDSN: false,
    // RFC 8689 asks for TLS up to the last hop, and what lies behind our relay is not ours to promise.
    hideREQUIRETLS: true,
    // The library would put a status of its own before ours (RFC 3463), one for each code; ours say what it is.
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    socketTimeout: 5 * 60_000,
    closeTimeout: 30_000,
    onAuth: (auth, session, done) => {
      void tell(done, async () => ({ user: await signIn(options, auth) }), options)
    },
    onMailFrom: (address, session, done) => {
      void tell(done, () => beforeMail(entries, disk, address.address, session, limitBytes), options)
    },
    onRcptTo: (address, _session, done) => {
      done(addressRefusal(address.address, '5.1.3'))
    },
    onData: (stream, session, done) => {
      void tell(done, () => onMail(stream, session, { ...options, limitBytes, entries, accept }), options)
    },
  })
  useOwnConnections(server, { tls: tls !== undefined })
  // Clients that break off are their own affair.
  server.on('error', (cause: Error) => log.info({ failure: cause.name }, 'smtp connection'))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.listen.port, options.listen.host, () => resolve())
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: ({ timeoutSeconds = 30 } = {}) =>
      new Promise((resolve) => {
        server.options.closeTimeout = timeoutSeconds * 1000
        // Who is idle is told at once; who is in the middle of a mail may finish it.
        for (const connection of server.connections) {
          if (!connection.session.envelope.mailFrom) {
            connection.send(421, '4.3.2 shutting down, try again later')
            connection.close()
          }
        }
        server.close(resolve)
      }),
  }
}

async function signIn(
  options: SmtpFrontOptions,
  auth: { username?: string | undefined; password?: string | null | undefined },
): Promise<SignedIn> {
  const login = auth.username ?? ''
  const user = await verifySubmission(options.database, login, auth.password ?? '').catch(() => {
    throw new SmtpRefusal(454, '4.7.0 cannot check this now, try again later')
  })
  if (!user) throw new SmtpRefusal(535, '5.7.8 login or secret is wrong')
  return { ...user, login }
}

/** What is no address, and what says by the way where else to go: then its domain would not tell inside from outside. */
function addressRefusal(address: string, status: '5.1.3' | '5.1.7'): SmtpRefusal | null {
  if (!normaliseAddress(address)) return new SmtpRefusal(553, `${status} this is no address`)
  if (isSourceRouted(address)) return new SmtpRefusal(553, `${status} no routes (%, !) in an address: name the mailbox`)
  return null
}

async function beforeMail(
  entries: CheckedEntries,
  disk: () => number,
  sender: string,
  session: SMTPServerSession,
  limitBytes: number,
): Promise<void> {
  const refusal = sender === '' ? null : addressRefusal(sender, '5.1.7')
  if (refusal) throw refusal
  await entries.atMailFrom(session, sender)
  if (disk() < 2 * limitBytes) throw new SmtpRefusal(452, '4.3.1 not enough storage now, try again later')
}

/** Gives the client the outcome. Every fault of ours is "not now": it keeps the mail and comes again. */
async function tell<T>(
  done: (cause: Error | null, value?: T) => void,
  work: () => Promise<T>,
  { log, database }: SmtpFrontOptions,
): Promise<void> {
  const outcome = await work().then(
    (value) => ({ value }),
    (cause: unknown) => ({ cause }),
  )
  if ('value' in outcome) return done(null, outcome.value)
  if (outcome.cause instanceof SmtpRefusal) return done(outcome.cause)
  forgetAnswers(database)
  const { name, code } = outcome.cause as Error & { code?: string }
  log.error({ failure: [name, code].filter(Boolean).join(' ') }, 'smtp accept')
  done(new SmtpRefusal(451, '4.3.0 cannot take mail now, try again later'))
}
