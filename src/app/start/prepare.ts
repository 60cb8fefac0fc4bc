import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkMigrated, DatabaseIsNewer, DatabaseIsOlder, migrate } from '../../kernel/db/migrate.ts'
import { OlderProcessRuns } from '../../kernel/db/running-processes.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../kernel/db/embedded.ts'
import { prepareDatabase, roleNames, type RolePasswords } from '../../kernel/db/roles.ts'
import { isHalfRestored } from '../backup/restore-backup.ts'
import type { Settings } from '../settings.ts'
import { CannotStart, type DataFolder } from './data-folder.ts'

export interface PreparedDatabase {
  readonly url: string
  readonly ownerUrl?: string
  readonly embedded?: EmbeddedPostgres
  /** Those that were applied now. */
  readonly migrations: readonly string[]
}

const DATABASE_NAME = 'sekisho'
const PASSWORDS = 'database-passwords.json'

/** Starts or finds the database, and brings it to this version. */
export async function prepare(
  settings: Settings,
  data: DataFolder,
  say: (line: string) => void = () => undefined,
): Promise<PreparedDatabase> {
  const prepared = settings.database ?? (await embeddedDatabase(data.file, say))
  try {
    if (await isHalfRestored(prepared.ownerUrl ?? prepared.url))
      throw new CannotStart(
        'a restore into this database was cut off: prepare an empty one, and restore the backup again',
      )
    if (prepared.ownerUrl) return { ...prepared, migrations: (await migrate(prepared.ownerUrl)).applied }
    await checkMigrated(prepared.url)
    return { ...prepared, migrations: [] }
  } catch (cause) {
    await embeddedOf(prepared)?.stop()
    if (cause instanceof CannotStart) throw cause
    if (cause instanceof DatabaseIsNewer)
      throw new CannotStart(`${cause.message}: start the newer version of Sekisho, or restore a backup`)
    if (cause instanceof DatabaseIsOlder)
      throw new CannotStart(`${cause.message}: start once with SEKISHO_OWNER_DATABASE_URL, which brings it up to date`)
    if (cause instanceof OlderProcessRuns) throw new CannotStart(cause.message)
    throw new CannotStart(`the database could not be prepared: ${(cause as Error).message}`)
  }
}

const embeddedOf = (prepared: object) => (prepared as { embedded?: EmbeddedPostgres }).embedded

/** Starts the embedded PostgreSQL of a data folder, with its database and its roles. */
export async function embeddedDatabase(
  file: DataFolder['file'],
  say: (line: string) => void,
): Promise<{ embedded: EmbeddedPostgres; url: string; ownerUrl: string }> {
  const folder = file('postgres')
  const embedded = await startEmbeddedPostgres({ folder, onRestart: say }).catch((cause: Error) => {
    throw new CannotStart(cause.message)
  })
  const passwords = await rolePasswords(file(PASSWORDS))
  await prepareDatabase(embedded.adminUrl, DATABASE_NAME, passwords).catch(async (cause: Error) => {
    await embedded.stop()
    throw new CannotStart(`the database could not be prepared: ${cause.message}`)
  })
  const roles = roleNames(DATABASE_NAME)
  const urlAs = (username: string, password: string) =>
    Object.assign(new URL(embedded.adminUrl), { pathname: `/${DATABASE_NAME}`, username, password }).href
  return { embedded, url: urlAs(roles.app, passwords.app), ownerUrl: urlAs(roles.owner, passwords.owner) }
}

/** The owner's URL of an embedded database that runs: for commands beside it, never for its processes. */
export async function embeddedOwnerUrl(dataFolder: string, url: string): Promise<string> {
  const { owner: password } = await rolePasswords(join(dataFolder, PASSWORDS))
  return Object.assign(new URL(url), { username: roleNames(DATABASE_NAME).owner, password }).href
}

/** Generated at the first start; written whole or not at all. */
async function rolePasswords(file: string): Promise<RolePasswords> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text) return JSON.parse(text) as RolePasswords
  const secret = () => randomBytes(24).toString('base64url')
  const passwords = { owner: secret(), app: secret(), auditor: secret() }
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  return passwords
}
