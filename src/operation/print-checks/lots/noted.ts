import type { Tx } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'
import type { EntryRow } from '../store.ts'

/** What was typed from the paper, by entry; what was erased is left out. */
export async function openNoted(
  tx: Tx,
  vault: Vault,
  entries: readonly EntryRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ typed_id }) => typed_id ?? [])
  if (ids.length === 0) return new Map()
  const facts = await vault.openManyFacts(tx, ids)
  return new Map(
    entries.flatMap(({ id, typed_id }) => {
      const text = typed_id ? (facts.get(typed_id) as { typed?: string } | undefined)?.typed : undefined
      return text === undefined ? [] : [[id, text]]
    }),
  )
}
