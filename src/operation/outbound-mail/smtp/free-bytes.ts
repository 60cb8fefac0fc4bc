import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Vault } from '../../../kernel/vault/index.ts'

/** How much room the vault's disk has. Many sessions ask at once: they share the look that is under way. */
export function freeBytes(vault: Vault): () => Promise<number> {
  const folder = dirname(vault.folder.arrivingPath('mail'))
  let looking: Promise<number> | undefined
  return () =>
    (looking ??= statfs(folder)
      .then(({ bavail, bsize }) => bavail * bsize)
      .finally(() => (looking = undefined)))
}
