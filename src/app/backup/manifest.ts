import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../../base/canonical-json.ts'
import { isSealOf, type Keyring, openSealingKey, sealOf } from '../../kernel/vault/index.ts'

export const BACKUP_FORMAT = 'sekisho-backup-1'
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A file of the backup, with what it must be byte for byte. */
const StoredFile = z.strictObject({
  /** Below the backup's folder, with `/`; nothing that leads out of it. */
  path: z
    .string()
    .regex(/^[a-z0-9][a-z0-9/.-]*$/)
    .refine((path) => !path.split('/').includes('..')),
  byteCount: z.int().min(0),
  sha256: Sha256,
})
export type StoredFile = z.infer<typeof StoredFile>

const SealedFile = StoredFile.extend({ id: z.uuid() })

const ManifestBody = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  id: z.string().regex(/^[0-9a-z-]+$/),
  takenAt: z.iso.datetime(),
  version: z.string(),
  /** The migrations of the database, in their order: a restore migrates to exactly these. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256: Sha256 })).min(1),
  /** The key of everything that is sealed here, under a master key that is not. */
  key: z.strictObject({ masterKeyId: z.string(), wrapped: z.string() }),
  tables: z.array(
    z.strictObject({ name: z.string(), columns: z.array(z.string()), rowCount: z.int(), file: SealedFile }),
  ),
  sequences: z.record(z.string(), z.string()),
  /** Every ledger as it was: how long, and the hash of its chain. */
  ledgers: z.array(z.strictObject({ id: z.string(), size: z.int(), chainHead: z.string() })),
  anchors: z.array(StoredFile),
  secrets: SealedFile.optional(),
  /** One line for each file of the vault; their own bytes are encrypted already. */
  vault: z.strictObject({ list: StoredFile, fileCount: z.int(), byteCount: z.int() }),
  /** How far the list of erasures reached when the snapshot was taken. */
  erasures: z.strictObject({ count: z.int(), head: z.string() }),
  /** Rows whose file was missing or of another length when the backup was taken. */
  missingFileCount: z.int(),
})
export type Manifest = z.infer<typeof ManifestBody>
const SealedManifest = ManifestBody.extend({ seal: Sha256 })

/** One file of the vault. */
export const VaultLine = z.strictObject({ id: z.uuid(), byteCount: z.int(), sha256: Sha256 })
export type VaultLine = z.infer<typeof VaultLine>

/** Why a backup cannot be used, for the person at the terminal. */
export class BackupDamage extends Error {
  readonly kind: BackupFindingKind
  readonly path: string | undefined
  constructor(kind: BackupFindingKind, message: string, path?: string) {
    super(message)
    this.kind = kind
    this.path = path
  }
}

/** What a drill finds. */
export const BACKUP_FINDINGS = [
  'manifest_damaged',
  'wrong_key',
  'file_missing',
  'file_changed',
  'file_foreign',
  'older_schema',
  'newer_schema',
  'tables_differ',
  'rows_differ',
  'reference_broken',
  'ledger_damaged',
  'content_unreadable',
  'content_missing',
  'erasures_damaged',
] as const
export type BackupFindingKind = (typeof BACKUP_FINDINGS)[number]

export const keyPurpose = (backupId: string) => `backup/${backupId}`

/** The manifest as it is written: sealed, so that nobody without the master key makes or changes one. */
export function sealManifest(manifest: Manifest, key: Buffer): string {
  const seal = sealOf(key, canonicalJson(manifest))
  return `${JSON.stringify({ ...manifest, seal }, null, 1)}\n`
}

export interface OpenedBackup {
  readonly folder: string
  readonly manifest: Manifest
  readonly key: Buffer
}

/**
 * Reads the manifest of a backup and verifies that it is what was written.
 * @throws BackupDamage; KeyringFault, naming the master key that the keyring does not hold
 */
export async function openBackup(folder: string, keyring: Keyring): Promise<OpenedBackup> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' || cause.code === 'ENOTDIR'
      ? new BackupDamage('file_missing', `${folder} holds no backup: its manifest.json is missing`, 'manifest.json')
      : cause
  })
  const parsed = SealedManifest.safeParse(jsonOf(text))
  const damaged = () => new BackupDamage('manifest_damaged', `${folder}: manifest.json is damaged`, 'manifest.json')
  if (!parsed.success) throw damaged()
  const { seal, ...manifest } = parsed.data
  const { all } = await keyring.keys()
  if (!all.some(({ id }) => id === manifest.key.masterKeyId)) {
    throw new BackupDamage(
      'wrong_key',
      `the backup was made under master key ${manifest.key.masterKeyId}; ${keyring.file} holds ${all.map(({ id }) => id).join(', ')}`,
    )
  }
  const key = await openSealingKey(keyring, keyPurpose(manifest.id), manifest.key).catch(() => {
    throw damaged()
  })
  if (!isSealOf(key, canonicalJson(manifest), seal)) throw damaged()
  return { folder, manifest, key }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
