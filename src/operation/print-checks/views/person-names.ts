import type { Tx } from '../../../kernel/db/database.ts'

/** Names by id, for what a page shows. */
export async function personNames(tx: Tx, ids: readonly string[]): Promise<(id: string) => string> {
  const unique = [...new Set(ids)]
  const rows =
    unique.length === 0 ? [] : await tx.selectFrom('person').where('id', 'in', unique).select(['id', 'name']).execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? ''
}
