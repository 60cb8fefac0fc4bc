import { hostname } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../kernel/db/database.ts'
import { keepNotesIn } from '../../kernel/gates/index.ts'
import { keepPrintsIn, openKeyring, openVault, type Vault } from '../../kernel/vault/index.ts'
import { internalDomains } from '../../operation/outbound-mail/index.ts'
import { askForOwnDomains } from '../../planning/vendors/index.ts'
import type { RunningConfig } from '../processes/process.ts'
import type { Settings } from '../settings.ts'
import { followStandings } from './gate-jobs.ts'
import { readSecrets, type Secrets } from './secrets.ts'

/** What every process of an installation stands on. */
export interface Parts {
  readonly settings: Settings
  readonly database: Database
  readonly databaseUrl: string
  readonly vault: Vault
  readonly secrets: Secrets
  /** Our name in greetings, `Received:` and message ids. */
  readonly host: string
}

export const vaultFolder = (dataFolder: string) => join(dataFolder, 'vault')
export const keyringFile = (dataFolder: string) => join(dataFolder, 'keys.json')
export const anchorFolder = (dataFolder: string) => join(dataFolder, 'anchors')

export async function openParts(config: Pick<RunningConfig, 'settings' | 'databaseUrl'>): Promise<Parts> {
  const { settings, databaseUrl } = config
  const keyring = await openKeyring(keyringFile(settings.dataFolder))
  const [vault, secrets] = await Promise.all([
    openVault({ folder: vaultFolder(settings.dataFolder), keyring }),
    readSecrets(join(settings.dataFolder, 'secrets.json')),
  ])
  // Findings, comments and recipients of gates are personal: encrypted, like everything in the vault.
  keepNotesIn(vault)
  keepPrintsIn(vault)
  followStandings()
  askForOwnDomains(internalDomains)
  const { hostname: publicName } = settings.http.publicUrl
  const isLocal = publicName === 'localhost' || publicName === '127.0.0.1' || publicName === '[::1]'
  return {
    settings,
    databaseUrl,
    database: openDatabase(databaseUrl),
    vault,
    secrets,
    host: isLocal ? hostname() : publicName,
  }
}
