import { sql } from 'kysely'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../db/database.ts'
import { KeyringFault } from './damage.ts'
import type { Keyring, WrappedKey } from './keyring.ts'

/** What a data key opens, for the binding of the wrapped key: a key moved to another row does not open it. */
export const boundTo = (orgId: string, id: string) => `${orgId}/${id}`

/** Writes the wrapped data key of a file or of sealed facts. */
export async function insertKey(
  tx: Tx,
  keyring: Keyring,
  opens: { orgId: string } & ({ fileId: string } | { factsId: string }),
  dataKey: Buffer,
): Promise<void> {
  const id = 'fileId' in opens ? opens.fileId : opens.factsId
  const { masterKeyId, wrapped } = await keyring.wrap(dataKey, boundTo(opens.orgId, id))
  // The first generation of a new installation registers itself; a later one is registered by the rotation, so that a
  // generation that was dropped does not come back.
  await sql`
    with first_generation as (
      insert into master_key (id) select ${masterKeyId} where not exists (select from master_key)
      on conflict do nothing)
    insert into file_key (id, file_id, facts_id, master_key_id, wrapped)
    values (${id}, ${'fileId' in opens ? id : null}, ${'factsId' in opens ? id : null}, ${masterKeyId}, ${wrapped})`
    .execute(tx)
    .catch((cause: { constraint?: string }) => {
      if (cause.constraint !== 'file_key_master_key_id_fkey') throw cause
      throw new KeyringFault(
        `master key ${masterKeyId} of ${keyring.file} is unknown to the database or was dropped. Put the keyring that belongs to this database in its place.`,
        { cause },
      )
    })
}

/** @throws Refusal `content_erased` */
export async function keyOf(tx: Tx, id: string): Promise<WrappedKey & { orgId: string }> {
  const row = await tx
    .selectFrom('file_key')
    .where('id', '=', id)
    .select(['org_id', 'master_key_id', 'wrapped'])
    .executeTakeFirst()
  if (!row) throw new Refusal('content_erased')
  return { orgId: row.org_id, masterKeyId: row.master_key_id, wrapped: row.wrapped }
}
