import { sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { inOrganisation, type Tx } from '../db/database.ts'
import { canonicalPersonId } from '../people/index.ts'
import { cookieOf } from './ask-library.ts'
import type { SignIn } from './open-sign-in.ts'
import { hashToken } from './secrets.ts'
import { topicOfSession } from './sessions.ts'

/** What a guest's link opens, and nothing beside it. */
export interface GuestPass {
  readonly linkId: string
  readonly purpose: string
  readonly subjectId: string | null
  readonly partyId: string | null
}

export interface SignedInGuest {
  readonly actor: Actor
  readonly endsWith: string
  readonly rights: ReadonlySet<string>
  readonly isRestricted: false
  readonly pass: GuestPass
}

export const guestCookieName = (signIn: Pick<SignIn, 'isSecure'>) =>
  signIn.isSecure ? '__Host-sekisho.guest' : 'sekisho.guest'

/** The guest behind a request: a browser that has shown the code of a link that has neither ended nor been revoked. */
export async function actorOfGuest(signIn: SignIn, headers: Headers): Promise<SignedInGuest | undefined> {
  const token = cookieOf(headers, guestCookieName(signIn))
  if (!token) return undefined
  const { rows } = await sql<{ org_id: string; device_id: string }>`
    select * from find_guest_device(${hashToken(token)})`.execute(signIn.database.kysely)
  const device = rows[0]
  if (!device) return undefined
  const { org_id: orgId, device_id: deviceId } = device
  return inOrganisation(signIn.database, orgId, async (tx) => {
    const found = await passOfDevice(tx, deviceId)
    const personId = found && (await canonicalPersonId(tx, found.personId))
    if (!found || !personId) return undefined
    return {
      actor: { orgId, personId, kind: 'guest', via: deviceId },
      endsWith: topicOfSession(deviceId),
      rights: new Set<string>(),
      isRestricted: false,
      pass: found.pass,
    }
  })
}

/**
 * What the acting guest's link opens; a guest's handler asks this before anything else.
 * @throws Refusal `not_allowed` where it is for another purpose or another subject
 */
export async function requireGuestPass(
  tx: Tx,
  actor: Actor,
  asked: { purpose: string; subjectId?: string },
): Promise<GuestPass> {
  const found = actor.kind === 'guest' ? await passOfDevice(tx, actor.via) : undefined
  const isFor =
    found?.pass.purpose === asked.purpose && (asked.subjectId === undefined || found.pass.subjectId === asked.subjectId)
  if (!found || !isFor) throw new Refusal('not_allowed')
  return found.pass
}

async function passOfDevice(tx: Tx, deviceId: string): Promise<{ personId: string; pass: GuestPass } | undefined> {
  const { rows } = await sql<GuestPass & { personId: string }>`
    select l.id as "linkId", l.purpose, l.subject_id as "subjectId", l.party_id as "partyId", l.person_id as "personId"
    from guest_device d join guest_link l on l.org_id = d.org_id and l.id = d.guest_link_id
    join person p on p.org_id = l.org_id and p.id = l.person_id
    where d.id = ${deviceId} and l.revoked_at is null and l.expires_at > clock_now()
      and is_active_on(p.active_from_on, p.active_until_on, p.pseudonymised_at, jst_today())`.execute(tx)
  if (!rows[0]) return undefined
  const { personId, ...pass } = rows[0]
  return { personId, pass }
}
