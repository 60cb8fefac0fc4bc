import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { prepared } from '../db/statements.ts'
import { KeyringFault } from './damage.ts'
import type { Keyring, WrappedKey } from './keyring.ts'

/** What a data key opens, for the binding of the wrapped key: a key moved to another row does not open it. */
export const boundTo = (orgId: string, id: string) => `${orgId}/${id}`

interface NewKey {
  /** What it opens: of these the one that is given. */
  readonly fileId?: string
  readonly factsId?: string
  readonly dataKey: Buffer
}

/** Writes the wrapped data keys of files or of sealed facts, by one statement. */
export async function insertKeys(tx: Tx, keyring: Keyring, orgId: string, keys: readonly NewKey[]): Promise<void> {
  const rows = await Promise.all(
    keys.map(async ({ fileId, factsId, dataKey }) => {
      const id = (fileId ?? factsId)!
      const { masterKeyId, wrapped } = await keyring.wrap(dataKey, boundTo(orgId, id))
      return {
        id,
        file_id: fileId ?? null,
        facts_id: factsId ?? null,
        master_key_id: masterKeyId,
        wrapped: wrapped.toString('hex'),
      }
    }),
  )
  const masterKeyId = rows[0]!.master_key_id
  // The first generation of a new installation registers itself; a later one is registered by the rotation, so that a
  // generation that was dropped does not come back.
  const insert = sql`
    with first_generation as (
      insert into master_key (id) select ${masterKeyId} where not exists (select from master_key)
      on conflict do nothing)
    insert into file_key (id, file_id, facts_id, master_key_id, wrapped)
    select k.id, k.file_id, k.facts_id, k.master_key_id, decode(k.wrapped, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as k(id uuid, file_id uuid, facts_id uuid, master_key_id text, wrapped text)`
  await tx.executeQuery(prepared('insert_keys', insert.compile(tx))).catch((cause: { constraint?: string }) => {
    if (cause.constraint !== 'file_key_master_key_id_fkey') throw cause
    throw new KeyringFault(
      `master key ${masterKeyId} of ${keyring.file} is unknown to the database or was dropped. Put the keyring that belongs to this database in its place.`,
      { cause },
    )
  })
}

/** The wrapped keys of contents, in the given order. @throws Refusal `content_erased` */
export async function keysOf(tx: Tx, ids: readonly string[]): Promise<(WrappedKey & { orgId: string })[]> {
  const rows = await tx
    .selectFrom('file_key')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .select(['id', 'org_id', 'master_key_id', 'wrapped'])
    .execute()
  const keys = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = keys.get(id)
    if (!row) throw new Refusal('content_erased')
    return { orgId: row.org_id, masterKeyId: row.master_key_id, wrapped: row.wrapped }
  })
}
