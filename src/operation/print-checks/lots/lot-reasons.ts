import type { Tx } from '../../../kernel/db/database.ts'
import type { Vault } from '../../../kernel/vault/index.ts'

/** Why lots were registered anew, by the id of the sealed text; undefined: none was given, or it was erased. */
export async function reasonsOf(
  tx: Tx,
  vault: Vault,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | undefined> {
  const known = ids.flatMap((id) => id ?? [])
  const facts = known.length === 0 ? new Map<string, unknown>() : await vault.openManyFacts(tx, known)
  return (id) => (id === null ? undefined : (facts.get(id) as { reason?: string } | undefined)?.reason)
}
