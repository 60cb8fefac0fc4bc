import { sql } from 'kysely'
import type { Actor } from '../../base/actor.ts'
import type { Page } from '../../base/paging.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import type { AccountStatus, TextSize } from './statuses.ts'
import type { Language } from '../../base/words.ts'

/** The account through whose session somebody acts. @throws Refusal `not_allowed` for a guest or an ended session */
export async function accountOfActor(tx: Tx, actor: Actor): Promise<string> {
  if (actor.kind !== 'account') throw new Refusal('not_allowed')
  const { rows } = await sql<{ id: string }>`
    select s.account_id as id from sign_in."session" s join account a on a.id = s.account_id and a.status = 'active'
    where s."id" = ${actor.via} and s.org_id = current_org()`.execute(tx)
  if (!rows[0]) throw new Refusal('not_allowed')
  return rows[0].id
}

export interface AccountRow {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly email: string
  readonly status: AccountStatus
  readonly hasTotp: boolean
  readonly version: number
}

/** The organisation's accounts by e-mail. The cursor is an id: an address would stand in the page's URL. */
export async function accountsPage(
  tx: Tx,
  { cursor, size, search }: { cursor?: string | undefined; size: number; search?: string | undefined },
): Promise<Page<AccountRow>> {
  const like = `%${(search ?? '').normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<AccountRow>`
    select a.id, canonical_person_id(a.person_id) as "personId", p.name as "personName", u."email" as email, a.status,
      coalesce(u."twoFactorEnabled", false) as "hasTotp", a.version
    from account a join person p on p.org_id = a.org_id and p.id = a.person_id
    join sign_in."user" u on u."id" = a.user_id
    where (${cursor ?? null}::uuid is null or u."email" > (select v."email" from account b
        join sign_in."user" v on v."id" = b.user_id where b.id = ${cursor ?? null}::uuid))
      and (p.name ilike ${like} or u."email" ilike ${like})
    order by u."email" limit ${size + 1}`.execute(tx)
  const items = rows.slice(0, size)
  return { items, ...(rows.length > size ? { nextCursor: items.at(-1)!.id } : {}) }
}

/** How a person wants the pages. @throws Refusal `not_allowed` */
export async function saveSettings(
  tx: Tx,
  actor: Actor,
  input: { language: Language; textSize: TextSize },
): Promise<void> {
  await tx
    .updateTable('account')
    .set({ language: input.language, text_size: input.textSize })
    .where('id', '=', await accountOfActor(tx, actor))
    .execute()
}

export async function credentialsOf(tx: Tx, actor: Actor) {
  const rows = await tx
    .selectFrom('submission_credential')
    .select(['id', 'login', 'label', 'created_at', 'revoked_at'])
    .where('account_id', '=', await accountOfActor(tx, actor))
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ created_at: createdAt, revoked_at: revokedAt, ...one }) => ({
    ...one,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }))
}
