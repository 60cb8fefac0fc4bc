import { readFile, rm, writeFile } from 'node:fs/promises'
import pg from 'pg'
import type { DataFolder } from './data-folder.ts'

const FILE = 'database-url'

/** Leaves word, for commands beside the running system, where its database is. Answers how to take it back. */
export async function announceDatabase(data: DataFolder, url: string): Promise<() => Promise<void>> {
  await writeFile(data.file(FILE), url, { mode: 0o600 })
  return () => rm(data.file(FILE), { force: true })
}

/** The database of a Sekisho that runs on this folder; undefined where none does. */
export async function runningDatabase(dataFolder: string): Promise<string | undefined> {
  const url = await readFile(`${dataFolder}/${FILE}`, 'utf8').catch(() => undefined)
  if (!url) return undefined
  // A killed one leaves its word behind.
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  const isUp = await client.connect().then(
    () => true,
    () => false,
  )
  await client.end().catch(() => undefined)
  return isUp ? url : undefined
}
