import { type Database, openDatabase } from '../../kernel/db/database.ts'
import { dropUnusedKeys, type Keyring, KeyringFault, openKeyring, rotateKeys } from '../../kernel/vault/index.ts'

export const KEYS_USAGE = `sekisho keys rotate [--json]         makes a new master key and wraps every data key with it
sekisho keys drop-unused [--json]    takes old master keys out of the keyring for good, where nothing needs them
`

interface KeysOptions {
  readonly databaseUrl: string
  readonly keyringFile: string
  readonly out?: NodeJS.WriteStream
}

/**
 * `sekisho keys …`. Web, mail gate and worker may go on running meanwhile.
 * @returns exit status: 0 done, 1 something still needs an old key, 2 could not do it
 */
export async function keysCommand(args: readonly string[], options: KeysOptions): Promise<number> {
  const out = options.out ?? process.stdout
  const act = { rotate, 'drop-unused': dropUnused }[args[0] ?? '']
  if (!act) {
    out.write(KEYS_USAGE)
    return 2
  }
  const database = openDatabase(options.databaseUrl, { maxConnections: 3 })
  try {
    const keyring = await openKeyring(options.keyringFile)
    const { status, said, facts } = await act(
      database,
      keyring,
      args.includes('--json') || !out.isTTY ? undefined : out,
    )
    out.write(args.includes('--json') ? `${JSON.stringify(facts)}\n` : `${said}\n`)
    return status
  } catch (cause) {
    if (!(cause instanceof KeyringFault)) throw cause
    out.write(`${cause.message}\n`)
    return 2
  } finally {
    await database.close()
  }
}

async function rotate(database: Database, keyring: Keyring, terminal?: NodeJS.WriteStream) {
  const facts = await rotateKeys(database, keyring, (count) => terminal?.write(`\r${count} keys wrapped anew`))
  terminal?.write('\r\u001b[K')
  const began = facts.isResumed ? 'Finished the rotation that was interrupted' : 'New master key'
  const said = `${began}: ${facts.currentId}. ${facts.rewrappedCount} data keys wrapped anew.
Make a new copy of ${keyring.file}, apart from the backups of the database.`
  return { status: 0, said, facts }
}

async function dropUnused(database: Database, keyring: Keyring) {
  const facts = await dropUnusedKeys(database, keyring)
  const lines = [
    facts.dropped.length === 0
      ? 'No old master key to drop.'
      : `Dropped: ${facts.dropped.join(', ')}. Backups from before the rotation need the old copy of the keyring.`,
    ...(facts.stillUsed.length === 0
      ? []
      : [`Still in use: ${facts.stillUsed.join(', ')}. Run sekisho keys rotate first.`]),
  ]
  return { status: facts.stillUsed.length === 0 ? 0 : 1, said: lines.join('\n'), facts }
}
