import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal } from '../../../base/refusal.ts'
import { isInternalDomain, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'

/** A registered mailing list with everybody on it now. */
export interface ExpandedList {
  readonly id: string
  readonly address: string
  readonly name: string
  /** In order. */
  readonly members: readonly string[]
}

/** The lists among these addresses, expanded by one level more for each list that is a member of a list. */
export async function expandLists(tx: Tx, addresses: readonly string[]): Promise<ReadonlyMap<string, ExpandedList>> {
  const asked = [...new Set(addresses.map((one) => normaliseAddress(one)?.address ?? one.toLowerCase()))]
  if (asked.length === 0) return new Map()
  const { rows } = await sql<ExpandedList & { readonly asked: string }>`
    with recursive within (asked, list_id, id) as (
      select l.address, l.id, l.id from mail_list l where l.ended_at is null and l.address = any(${asked}::text[])
      union
      select w.asked, w.list_id, l.id from within w
        join mail_list_member m on m.list_id = w.id
        join mail_list l on l.address = m.address and l.ended_at is null)
    select w.asked as address, w.list_id as id, l.name, coalesce(array_agg(distinct m.address order by m.address)
        filter (where m.address is not null and not exists
          (select from mail_list other where other.address = m.address and other.ended_at is null)), '{}') as members
    from within w join mail_list l on l.id = w.list_id left join mail_list_member m on m.list_id = w.id
    group by 1, 2, 3`.execute(tx)
  return new Map(rows.map(({ id, address, name, members }) => [address, { id, address, name, members }]))
}

/** Tells one list of members from another. */
export const digestOf = (members: readonly string[]): string =>
  createHash('sha256').update(members.join('\n')).digest('hex').slice(0, 16)

/**
 * Which of the recipients are lists with somebody outside on them: mail to them is outside mail, wherever the list lives.
 * Every mail that arrives asks it, so it asks once for all, and more only where there is such a list.
 */
export async function listsReachingOutside(
  tx: Tx,
  arrived: readonly { readonly recipients: readonly { readonly address: string }[] }[],
  own: readonly string[],
): Promise<ReadonlySet<string>> {
  const isInside = (address: string) => isInternalDomain(normaliseAddress(address)?.domain ?? '', own)
  const inside = new Set(
    arrived.flatMap(({ recipients }) => recipients.map(({ address }) => address.toLowerCase())).filter(isInside),
  )
  if (inside.size === 0) return new Set()
  const lists = await expandLists(tx, [...inside])
  const reaching = [...lists.values()].filter(({ members }) => members.some((one) => !isInside(one)))
  return new Set(reaching.map(({ address }) => address))
}

/** Reads a list and keeps others from changing it. @throws Refusal `not_found` (or ended), `stale_version` */
export async function lockMailList(tx: Tx, id: string, version: number): Promise<{ readonly version: number }> {
  const row = await tx
    .selectFrom('mail_list')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .select('version')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  if (row.version !== version) throw new Refusal('stale_version')
  return row
}
