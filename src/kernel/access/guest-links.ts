import { sql } from 'kysely'
import type { Page, PageRequest } from '../../base/paging.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'

/** A guest's link as its sender sees it: to whom, until when, and whether it was opened. */
export interface GuestLinkRow {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly partyId: string | null
  /** Where the code goes. */
  readonly address: string
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly hasExpired: boolean
  readonly revokedAt: Date | null
  /** When a browser first showed the code. */
  readonly openedAt: Date | null
}

/** The links of one purpose and subject, the newest first. @throws Refusal `bad_input` for a cursor that is none */
export async function guestLinksFor(
  tx: Tx,
  of: { readonly purpose: string; readonly subjectId: string; readonly partyId?: string | undefined },
  page: PageRequest,
): Promise<Page<GuestLinkRow>> {
  if (page.cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(page.cursor))
    throw new Refusal('bad_input')
  const rows = await links(tx)
    .where('l.purpose', '=', of.purpose)
    .where('l.subject_id', '=', of.subjectId)
    .$if(of.partyId !== undefined, (query) => query.where('l.party_id', '=', of.partyId!))
    .$if(page.cursor !== undefined, (query) => query.where('l.id', '<', page.cursor!))
    .orderBy('l.id', 'desc')
    .limit(page.size + 1)
    .execute()
  const items = rows.slice(0, page.size)
  return rows.length > page.size ? { items, nextCursor: items.at(-1)!.id } : { items }
}

/** One link of a purpose. @throws Refusal `not_found` */
export async function guestLinkOf(
  tx: Tx,
  { linkId, purpose }: { readonly linkId: string; readonly purpose: string },
): Promise<GuestLinkRow & { readonly subjectId: string | null }> {
  const row = await links(tx)
    .where('l.id', '=', linkId)
    .where('l.purpose', '=', purpose)
    .select('l.subject_id as subjectId')
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return row
}

const links = (tx: Tx) =>
  tx
    .selectFrom('guest_link as l')
    .innerJoin('person as p', (join) => join.on(sql<boolean>`p.id = canonical_person_id(l.person_id)`))
    .select(['l.id', 'p.id as personId', 'p.name as personName', 'l.party_id as partyId', 'l.address'])
    .select(['l.created_at as issuedAt', 'l.expires_at as expiresAt', 'l.revoked_at as revokedAt'])
    .select(sql<boolean>`l.expires_at <= clock_now()`.as('hasExpired'))
    .select(
      sql<Date | null>`(select min(d.created_at) from guest_device d
        where d.org_id = l.org_id and d.guest_link_id = l.id)`.as('openedAt'),
    )
