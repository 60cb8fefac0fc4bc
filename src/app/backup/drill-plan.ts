import type { Keyring } from '../../kernel/vault/index.ts'

/** A throw-away database, apart from the running one. */
export interface DrillDatabase {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly close: () => Promise<void>
}

export interface RunDrill {
  /** The folder of one backup. */
  readonly folder: string
  readonly keyring: Keyring
  /** The list of erasures beside the backups; undefined where there is none yet. */
  readonly erasures?: string | undefined
  /** Lines of anchors that were kept outside, besides those of the backup itself. */
  readonly anchors?: readonly string[]
  readonly openDatabase: () => Promise<DrillDatabase>
  /** Of this program, where they lie. */
  readonly migrations?: URL
  /** How many contents are decrypted, drawn at random. Default 200; Infinity: all. */
  readonly sampleCount?: number
  readonly onProgress?: (phase: 'files' | 'tables' | 'contents', done: number, total: number) => void
}
