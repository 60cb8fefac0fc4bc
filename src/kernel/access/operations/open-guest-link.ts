import { sql } from 'kysely'
import type { SystemActor } from '../../../base/actor.ts'
import { newId } from '../../../base/ids.ts'
import { Refusal } from '../../../base/refusal.ts'
import { inOrganisation, instantOf, type Tx } from '../../db/database.ts'
import type { RequestContext } from '../../db/route.ts'
import { recordEvent } from '../../ledger/index.ts'
import { beginAttempt } from '../attempts.ts'
import { guestLinkEvents } from '../events.ts'
import { actorOfGuest, guestCookieName } from '../guest-session.ts'
import type { SignIn } from '../open-sign-in.ts'
import { revokeGuestLink } from './issue-guest-link.ts'
import { hashToken, newCode, newToken, sameHash } from '../secrets.ts'

export const CODE_MINUTES = 10
export const CODE_ATTEMPTS = 5
/** Of one link, over all its codes: enough for many slips of the hand, and one chance in 50,000 for who guesses. */
export const LINK_ATTEMPTS = 20

/** Sends a one-time code to a guest, in the transaction that made it (the notices room enqueues the mail). */
export type SendGuestCode = (tx: Tx, message: { address: string; code: string; minutes: number }) => Promise<void>

/** A link was shut because somebody tried codes; whoever issued it has to hear of it, and may issue another. */
export type TellShutLink = (tx: Tx, link: ShutLink) => Promise<void>

export interface ShutLink {
  readonly linkId: string
  readonly purpose: string
  readonly subjectId: string | null
  /** Who issued it; undefined where the program did. */
  readonly issuerId: string | undefined
}

const system = (orgId: string): SystemActor => ({ orgId, kind: 'system', part: 'access.guest' })
/** With the token, which is not in the database, six digits cannot be tried out against a stolen hash. */
const codeHash = (token: string, code: string) => hashToken(`${token}:${code}`)

/**
 * Opens a guest's link. A browser that has shown the code before is in; for any other one a code is mailed.
 * @throws Refusal `link_ended`, `too_many_requests`, and what `sendCode` refuses
 */
export async function openGuestLink(
  signIn: SignIn,
  sendCode: SendGuestCode,
  context: RequestContext,
  input: { token: string },
): Promise<{ state: 'open' | 'code_sent' }> {
  const link = await findLink(signIn, context, input.token)
  const guest = await actorOfGuest(signIn, context.headers)
  if (guest?.pass.linkId === link.id) return { state: 'open' }
  // Every mail counts, so that a link cannot be used to fill somebody's mailbox.
  await beginAttempt(signIn.database, [`link:${link.id}`])
  await inOrganisation(signIn.database, link.orgId, async (tx) => {
    const code = newCode()
    const now = await instantOf(tx)
    const { address } = await tx
      .updateTable('guest_link')
      .set((eb) => ({
        code_hash: codeHash(input.token, code),
        code_expires_at: new Date(now.getTime() + CODE_MINUTES * 60_000),
        code_attempt_count: 0,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', link.id)
      .returning('address')
      .executeTakeFirstOrThrow()
    await sendCode(tx, { address, code, minutes: CODE_MINUTES })
    await recordEvent(tx, guestLinkEvents.code_sent, {
      actor: system(link.orgId),
      subject: { kind: 'guest_link', id: link.id },
      facts: {},
    })
  })
  return { state: 'code_sent' }
}

/**
 * Takes the code and remembers the browser until the link ends. Five wrong ones, or ten minutes, and a new one is needed;
 * twenty wrong ones from wherever they come, and the link is shut.
 * @throws Refusal `link_ended`, `wrong_code`, `too_many_requests`
 */
export async function confirmGuestCode(
  signIn: SignIn,
  context: RequestContext,
  input: { token: string; code: string },
  tellShutLink: TellShutLink,
): Promise<void> {
  const link = await findLink(signIn, context, input.token)
  const succeeded = await beginAttempt(signIn.database, [`ip:${context.ip}`])
  const device = newToken()
  const code = input.code.normalize('NFKC').replace(/\s/g, '')
  // The failure is counted by a transaction that commits; the refusal comes after it.
  const seconds = await inOrganisation(signIn.database, link.orgId, async (tx) => {
    const isRight = await spendGuestCode(tx, link.id, codeHash(input.token, code))
    const subject = { kind: 'guest_link', id: link.id }
    if (!isRight) {
      await recordEvent(tx, guestLinkEvents.code_failed, { actor: system(link.orgId), subject, facts: {} })
      await shutIfTriedTooOften(tx, link, tellShutLink)
      return undefined
    }
    const id = newId()
    await tx
      .insertInto('guest_device')
      .values({ id, guest_link_id: link.id, token_hash: hashToken(device) })
      .execute()
    const row = await tx
      .selectFrom('guest_link')
      .select(['person_id', 'expires_at'])
      .where('id', '=', link.id)
      .executeTakeFirstOrThrow()
    await recordEvent(tx, guestLinkEvents.opened, {
      actor: { orgId: link.orgId, kind: 'guest', personId: row.person_id, via: id },
      subject,
      facts: {},
    })
    return Math.floor((row.expires_at.getTime() - (await instantOf(tx)).getTime()) / 1000)
  })
  if (seconds === undefined) throw new Refusal('wrong_code')
  await succeeded()
  // Strict: the page posts the token itself, so no cookie is needed on the way in from the mail.
  const secure = signIn.isSecure ? '; Secure' : ''
  context.setHeader(
    'set-cookie',
    `${guestCookieName(signIn)}=${device}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`,
  )
}

/** Counts the attempt, and takes the code away when it was right. */
async function spendGuestCode(tx: Tx, linkId: string, hash: string): Promise<boolean> {
  const { rows } = await sql<{ code_hash: string | null }>`
    update guest_link set code_attempt_count = code_attempt_count + 1, version = version + 1
    where id = ${linkId} and code_hash is not null and code_expires_at > clock_now() and code_attempt_count < ${CODE_ATTEMPTS}
    returning code_hash`.execute(tx)
  const stored = rows[0]?.code_hash
  if (!stored || !sameHash(stored, hash)) return false
  await tx.updateTable('guest_link').set({ code_hash: null }).where('id', '=', linkId).execute()
  return true
}

/** Address by address a guesser is slowed down; a link of weeks needs an end to it, however many addresses there are. */
async function shutIfTriedTooOften(tx: Tx, { id, orgId }: GuestLink, tellShutLink: TellShutLink): Promise<void> {
  // One by one: the twentieth shuts it, and no other.
  const row = await tx
    .selectFrom('guest_link')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .select(['purpose', 'subject_id'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const events = await tx
    .selectFrom('event')
    .where('subject_id', '=', id)
    .where('type', 'in', ['guest_link.code_failed', 'guest_link.issued'])
    .select(['type', 'actor_id'])
    .execute()
  const failed = events.filter(({ type }) => type === 'guest_link.code_failed')
  if (failed.length < LINK_ATTEMPTS) return
  await revokeGuestLink(tx, system(orgId), { linkId: id })
  const issuerId = events.find(({ type }) => type === 'guest_link.issued')?.actor_id ?? undefined
  await tellShutLink(tx, { linkId: id, purpose: row.purpose, subjectId: row.subject_id, issuerId })
}

interface GuestLink {
  readonly orgId: string
  readonly id: string
}

async function findLink(signIn: SignIn, context: RequestContext, token: string): Promise<GuestLink> {
  const succeeded = await beginAttempt(signIn.database, [`ip:${context.ip}`])
  const { rows } = await sql<{ org_id: string; link_id: string }>`
    select * from find_guest_link(${hashToken(token)})`.execute(signIn.database.kysely)
  if (!rows[0] || !(await isOfActivePerson(signIn, rows[0]))) throw new Refusal('link_ended')
  await succeeded()
  return { orgId: rows[0].org_id, id: rows[0].link_id }
}

/** A link ends with the person: no code is sent for it that would then open nothing. */
function isOfActivePerson(signIn: SignIn, { org_id, link_id }: { org_id: string; link_id: string }): Promise<boolean> {
  return inOrganisation(signIn.database, org_id, async (tx) => {
    const row = await tx
      .selectFrom('guest_link as l')
      .innerJoin('person as p', 'p.id', 'l.person_id')
      .where('l.id', '=', link_id)
      .where(sql<boolean>`is_active_on(p.active_from_on, p.active_until_on, p.pseudonymised_at, jst_today())`)
      .select('l.id')
      .executeTakeFirst()
    return row !== undefined
  })
}
