import { stat } from 'node:fs/promises'
import pg from 'pg'
import { openKeyring } from '../../kernel/vault/index.ts'
import { CannotStart } from './data-folder.ts'

/**
 * Looks before anything starts whether the keyring is the one that the database needs. Without this a lost keyring would be
 * replaced by a new one, and everybody would wonder why nothing opens.
 * @throws CannotStart naming the master keys that are missing
 */
export async function checkKeys(databaseUrl: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>('select id from master_key order by created_at')
    if (rows.length === 0) return
    const isThere = await stat(file).then(
      () => true,
      () => false,
    )
    const held = isThere ? (await (await openKeyring(file)).keys()).all.map(({ id }) => id) : []
    const missing = rows.map(({ id }) => id).filter((id) => !held.includes(id))
    if (missing.length === 0) return
    throw new CannotStart(
      `${file} ${isThere ? 'does not hold' : 'is missing, and with it'} master key ${missing.join(', ')}, which the database needs: put your copy of it in its place`,
    )
  } finally {
    await client.end()
  }
}
