import { readdir } from 'node:fs/promises'

/** Any number would do; it only has to be the same in every process that migrates, or asks what was migrated. */
export const MIGRATION_LOCK = 5_315_640_129

export const MIGRATIONS = new URL('../../../db/migrations/', import.meta.url)

export class DatabaseIsNewer extends Error {}

/** The names of the migrations that a program came with, in their order. */
export async function knownMigrations(folder: URL = MIGRATIONS): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
}

/**
 * Whether a migration only adds, so that older processes go on working beside it: `-- expand` in its first comment. What
 * says `-- contract`, or nothing, takes something away.
 */
export function isExpanding(text: string): boolean {
  const comment = /^(?:\s*--[^\n]*\n)+/.exec(text)?.[0] ?? ''
  return /^\s*--\s*expand\b/m.test(comment)
}

/** @throws DatabaseIsNewer when something was taken away that a program with these files still counts on */
export function refuseNewer(
  done: readonly { readonly name: string; readonly is_expand: boolean }[],
  files: readonly string[],
): void {
  const unknown = done.find(({ name, is_expand }) => !is_expand && !files.includes(name))
  if (unknown) throw new DatabaseIsNewer(`the database has migration ${unknown.name}, which this version does not know`)
}
