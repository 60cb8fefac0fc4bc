import { join } from 'node:path'
import { anchorFolder, keyringFile, vaultFolder } from '../composition/open-parts.ts'

/** What of an installation lies outside its database. */
export interface InstallationFiles {
  readonly vault: string
  readonly anchors: string
  readonly secrets: string
  readonly keys: string
  /** What was erased, apart from the database and its backups. */
  readonly erasures: string
}

export const installationFiles = (dataFolder: string): InstallationFiles => ({
  vault: vaultFolder(dataFolder),
  anchors: anchorFolder(dataFolder),
  secrets: join(dataFolder, 'secrets.json'),
  keys: keyringFile(dataFolder),
  erasures: join(dataFolder, 'erasures', 'erasures.ndjson'),
})
