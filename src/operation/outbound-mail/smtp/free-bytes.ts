import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Vault } from '../../../kernel/vault/index.ts'

/**
 * How much room the vault's disk has now. The system knows it without a look at the disk: that takes microseconds, and the
 * way through the thread pool, for each mail, would take many times as long.
 */
export function freeBytes(vault: Vault): () => number {
  const folder = dirname(vault.folder.arrivingPath('mail'))
  return () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
}
