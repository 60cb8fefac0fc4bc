import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Every organisation of the installation, for what runs through all of them: sweeps, schedules, the rotation of keys. */
export async function organisationIds(database: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select organisation_ids() as id`.execute(database.kysely)
  return rows.map(({ id }) => id)
}
