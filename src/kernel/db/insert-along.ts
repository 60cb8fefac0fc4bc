import type { Insertable } from 'kysely'
import type { Tables, Tx } from './database.ts'
import { goAlong } from './statements.ts'

/** PostgreSQL's types of the columns that are given, in the order of the insert. */
export type ColumnTypes<R> = Readonly<Record<keyof R & string, string>>

/**
 * Inserts any number of rows by one statement that is always the same, so that the server keeps its plan; it goes along
 * with the next one or the commit. Where a row is refused, the transaction fails there.
 * @param types e.g. `{ id: 'uuid', address: 'text', dsn_notify: 'text[]' }`
 */
export async function insertAlong<T extends keyof Tables, R extends Partial<Insertable<Tables[T]>>>(
  tx: Tx,
  table: T,
  types: ColumnTypes<R>,
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(types).join(', ')
  const typed = Object.entries<string>(types)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')
  await goAlong(tx, {
    name: `insert_${table}`,
    text: `insert into ${table} (${columns}) select ${columns} from jsonb_to_recordset($1::jsonb) as r(${typed})`,
    values: [JSON.stringify(rows)],
  })
}
