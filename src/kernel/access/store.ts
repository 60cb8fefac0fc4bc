import { sql } from 'kysely'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { hashPassword } from './password-hash.ts'
import type { AccountStatus } from './statuses.ts'

/** An account as the operations see it. */
export interface Account {
  readonly id: string
  readonly personId: string
  readonly userId: string
  readonly status: AccountStatus
  readonly version: number
}

/** @throws Refusal `not_found`, `stale_version` */
export async function lockAccount(tx: Tx, id: string, version?: number): Promise<Account> {
  const row = await tx
    .selectFrom('account')
    .select(['id', 'person_id as personId', 'user_id as userId', 'status', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  if (version !== undefined && row.version !== version) throw new Refusal('stale_version')
  return row as Account
}

/** The user with this address, made if there is none yet. One address is one user, in however many organisations. */
export async function userWithEmail(tx: Tx, email: string, name: string): Promise<{ id: string; isNew: boolean }> {
  const id = newId()
  const { rows } = await sql<{ id: string }>`
    insert into sign_in."user" ("id", "name", "email", "emailVerified") values (${id}, ${name}, ${email}, false)
    on conflict ("email") do nothing returning "id" as id`.execute(tx)
  if (rows[0]) return { id, isNew: true }
  const found = await sql<{ id: string }>`select "id" as id from sign_in."user" where "email" = ${email}`.execute(tx)
  return { id: found.rows[0]!.id, isNew: false }
}

/** Makes this the user's password. The row of the password is the library's "credential" account. */
export async function setPassword(tx: Tx, userId: string, password: string, mustChange: boolean): Promise<void> {
  const hash = await hashPassword(password)
  await sql`
    insert into sign_in."account" ("id", "accountId", "providerId", "userId", "password")
    values (${newId()}, ${userId}, 'credential', ${userId}, ${hash})
    on conflict ("userId", "providerId") do update set "password" = excluded."password", "updatedAt" = current_timestamp`.execute(
    tx,
  )
  await sql`update sign_in."user" set must_change_password = ${mustChange} where "id" = ${userId}`.execute(tx)
}

/** The stored hash of the user's password; undefined where none was ever set. */
export async function passwordHashOf(tx: Tx, userId: string): Promise<string | undefined> {
  const { rows } = await sql<{ password: string | null }>`
    select "password" as password from sign_in."account" where "userId" = ${userId} and "providerId" = 'credential'`.execute(
    tx,
  )
  return rows[0]?.password ?? undefined
}

/** What this person's password must not be made of. */
export async function passwordContextOf(tx: Tx, account: Pick<Account, 'personId' | 'userId'>): Promise<string[]> {
  const { rows } = await sql<{ words: (string | null)[] }>`
    select array[o.name, p.name, p.name_kana, u."email"] as words from person p, sign_in."user" u, organisation o
    where p.id = ${account.personId} and u."id" = ${account.userId}`.execute(tx)
  return (rows[0]?.words ?? []).filter((word) => word !== null)
}
