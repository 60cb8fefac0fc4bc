import type { z } from 'zod'
import type { PageRequest } from '../../../base/paging.ts'
import { Refusal } from '../../../base/refusal.ts'
import { isInternalDomain, normaliseAddress } from '../../../engines/mail-parts/index.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { internalDomains } from '../store.ts'
import type { MailListLine } from './contract.ts'

type Line = z.input<typeof MailListLine>

/** The registered mailing lists with who is on them, by address. */
export async function mailLists(tx: Tx, page: PageRequest) {
  const rows = await listRows(tx)
    .$if(page.cursor !== undefined, (query) => query.where('l.address', '>', page.cursor!))
    .orderBy('l.address')
    .limit(page.size + 1)
    .execute()
  const own = await internalDomains(tx)
  const items = rows.slice(0, page.size).map((row) => lineOf(row, own))
  return { items, ...(rows.length > page.size && { nextCursor: items.at(-1)!.address }) }
}

/** @throws Refusal `not_found` */
export async function mailListById(tx: Tx, id: string): Promise<Line> {
  const row = await listRows(tx).where('l.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return lineOf(row, await internalDomains(tx))
}

const listRows = (tx: Tx) =>
  tx
    .selectFrom('mail_list as l')
    .where('l.ended_at', 'is', null)
    .select((eb) => [
      'l.id',
      'l.address',
      'l.name',
      'l.version',
      eb
        .selectFrom('mail_list_member as m')
        .whereRef('m.list_id', '=', 'l.id')
        .select((inner) => inner.fn.agg<string[] | null>('array_agg', ['m.address']).as('members'))
        .as('members'),
    ])

function lineOf(
  row: {
    readonly id: string
    readonly address: string
    readonly name: string
    readonly version: number
    readonly members: string[] | null
  },
  own: readonly string[],
): Line {
  const members = [...(row.members ?? [])]
    .sort()
    .map((address) => ({ address, isOutside: !isInternalDomain(normaliseAddress(address)?.domain ?? '', own) }))
  return {
    id: row.id,
    address: row.address,
    name: row.name,
    version: row.version,
    members,
    outsideCount: members.filter(({ isOutside }) => isOutside).length,
  }
}
