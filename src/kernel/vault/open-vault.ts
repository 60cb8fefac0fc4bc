import type { Readable } from 'node:stream'
import type { Json } from '../../base/canonical-json.ts'
import { Refusal } from '../../base/refusal.ts'
import { organisationOf, type Tx } from '../db/database.ts'
import { insertAlong } from '../db/insert-along.ts'
import { dropFromBundle } from './bundle.ts'
import type { Keyring } from './keyring.ts'
import { type ByteRange, plainPieces, readSealed, type SealedFile } from './read-file.ts'
import { type PendingFile, receiveFile } from './receive-file.ts'
import { eraseFacts, openManyFacts, type SealedFacts, sealManyFacts } from './sealed-facts.ts'
import { boundTo, insertKeys, keysOf } from './store.ts'
import { openVaultFolder, type VaultFolder } from './vault-folder.ts'
import { writeTogether } from './write-content.ts'

export interface VaultFile {
  readonly id: string
  /** The class of content, e.g. `mail`, `attachment`; it outlives the content. */
  readonly kind: string
  readonly sha256: string
  readonly byteCount: number
  readonly createdAt: Date
}

/** A content that can be read in ranges. */
export interface OpenContent {
  readonly byteCount: number
  readonly open: (range: ByteRange) => Readable
  /** The whole of it, verified piece by piece, without a stream around it. */
  readonly pieces: () => AsyncIterable<Uint8Array>
}

/** 保管庫: contents lie encrypted in a folder, their keys in the database. Without either, nothing can be read. */
export interface Vault {
  readonly folder: VaultFolder
  readonly keyring: Keyring
  /**
   * Encrypts a stream to the disk, before any transaction. It is durable when this resolves; `adopt` makes it a file of
   * an organisation, `discard` drops it. What is neither (the process died) can never be decrypted, and is swept.
   *
   * With `isOneOfMany`, small contents that come at the same time are made durable together, as a bundle.
   *
   * On a refusal the source is destroyed; to read on (an SMTP dialogue), give `stream.iterator({ destroyOnReturn: false })`.
   * @throws Refusal `file_too_large`, `storage_full`; then nothing is left on the disk
   */
  receive(
    source: AsyncIterable<Uint8Array>,
    options?: { limitBytes?: number; isOneOfMany?: boolean },
  ): Promise<PendingFile>
  /** Makes a received content a file of this transaction's organisation. */
  adopt(tx: Tx, pending: PendingFile, options: { kind: string }): Promise<VaultFile>
  /** The same for many at once. */
  adoptAll(tx: Tx, pending: readonly PendingFile[], options: { kind: string }): Promise<void>
  /** Drops a received content that was not adopted. Idempotent. */
  discard(pending: PendingFile): Promise<void>
  /** @throws Refusal `not_found` */
  fileById(tx: Tx, id: string): Promise<VaultFile>
  /**
   * The plain content, or a range of it. The transaction may end before the stream does.
   * Who reads personal data writes the event of it: the vault does not know why.
   * @throws Refusal `not_found`, `content_erased`; the stream ends with VaultDamage where the file was changed
   */
  read(tx: Tx, id: string, range?: ByteRange): Promise<Readable>
  /** For readers that jump (archives): ranges of one content, as often as needed, without another query. */
  openContent(tx: Tx, id: string): Promise<OpenContent>
  /** The same for many contents at once, in the given order. */
  openContents(tx: Tx, ids: readonly string[]): Promise<readonly OpenContent[]>
  /** Erases the content: the key goes in this transaction, the ciphertext afterwards (`sweepErased`). Idempotent. */
  erase(tx: Tx, id: string): Promise<void>
  /** Small personal facts, encrypted in the database; the commitment is for the event. */
  sealFacts(tx: Tx, facts: Json): Promise<SealedFacts>
  /** Several at once, each under a key of its own; in the given order. */
  sealManyFacts(tx: Tx, facts: readonly Json[]): Promise<SealedFacts[]>
  /** @returns undefined when they were erased. @throws Refusal `not_found` */
  openFacts(tx: Tx, id: string): Promise<Json | undefined>
  /** Of many at once, for lists; those that were erased are not in the map. @throws Refusal `not_found` */
  openManyFacts(tx: Tx, ids: readonly string[]): Promise<Map<string, Json>>
  eraseFacts(tx: Tx, id: string): Promise<void>
}

const FILE_COLUMNS = {
  id: 'uuid',
  kind: 'text',
  sha256: 'text',
  byte_count: 'bigint',
  bundle_id: 'uuid',
  bundle_offset: 'integer',
}

/** Opens the vault in a folder of its own, made when missing. */
export async function openVault(options: { folder: string; keyring: Keyring }): Promise<Vault> {
  const { keyring } = options
  const folder = await openVaultFolder(options.folder)
  const together = writeTogether(folder)
  // Kept apart from the pending file, which may be logged or passed on.
  const dataKeys = new WeakMap<PendingFile, Buffer>()
  const sealed = async (tx: Tx, ids: readonly string[]): Promise<SealedFile[]> => {
    const files = await filesOf(tx, ids)
    const wrapped = await keysOf(tx, ids)
    return Promise.all(
      ids.map(async (id, at) => {
        const key = await keyring.unwrap(wrapped[at]!, boundTo(wrapped[at]!.orgId, id))
        const { byte_count, bundle_id, bundle_offset } = files.get(id)!
        const bundle = bundle_id === null ? undefined : { path: folder.bundlePath(bundle_id), offset: bundle_offset! }
        return { fileId: id, path: folder.pathOf(id), bundle, key, byteCount: byte_count }
      }),
    )
  }
  const openContents = async (tx: Tx, ids: readonly string[]) =>
    (await sealed(tx, ids)).map((file): OpenContent => ({
      byteCount: file.byteCount,
      open: (range) => readSealed(file, range),
      pieces: () => plainPieces(file),
    }))
  const adoptAll = async (tx: Tx, files: readonly PendingFile[], kind: string) => {
    const keys = files.map((pending) => {
      const dataKey = dataKeys.get(pending)
      if (!dataKey) throw new Error(`vault ${pending.id}: only what this vault received can be adopted`)
      return { fileId: pending.id, dataKey }
    })
    const rows = files.map(({ id, sha256, byteCount, bundle }) => ({
      id,
      kind,
      sha256,
      byte_count: byteCount,
      bundle_id: bundle?.bundleId ?? null,
      bundle_offset: bundle?.offset ?? null,
    }))
    await insertAlong(tx, 'vault_file', FILE_COLUMNS, rows)
    await insertKeys(tx, keyring, await organisationOf(tx), keys)
  }
  return {
    folder,
    keyring,
    async receive(source, { limitBytes, isOneOfMany } = {}) {
      const writeSmall = isOneOfMany ? together : undefined
      const { pending, dataKey } = await receiveFile(folder, source, { limitBytes, writeSmall })
      dataKeys.set(pending, dataKey)
      return pending
    },
    async adopt(tx, pending, { kind }) {
      await adoptAll(tx, [pending], kind)
      return fileById(tx, pending.id)
    },
    adoptAll: (tx, pending, { kind }) => adoptAll(tx, pending, kind),
    async discard({ id, bundle }) {
      if (bundle) await dropFromBundle(folder.bundlePath(bundle.bundleId), id)
      await folder.remove(id)
    },
    fileById,
    read: async (tx, id, range) => readSealed((await sealed(tx, [id]))[0]!, range),
    openContent: async (tx, id) => (await openContents(tx, [id]))[0]!,
    openContents,
    erase,
    sealFacts: async (tx, facts) => (await sealManyFacts(tx, keyring, [facts]))[0]!,
    sealManyFacts: (tx, facts) => sealManyFacts(tx, keyring, facts),
    openFacts: async (tx, id) => (await openManyFacts(tx, keyring, [id])).get(id),
    openManyFacts: (tx, ids) => openManyFacts(tx, keyring, ids),
    eraseFacts,
  }
}

async function fileById(tx: Tx, id: string): Promise<VaultFile> {
  const row = await tx.selectFrom('vault_file').where('id', '=', id).selectAll().executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return { id, kind: row.kind, sha256: row.sha256, byteCount: row.byte_count, createdAt: row.created_at }
}

/** @throws Refusal `not_found` */
async function filesOf(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('vault_file')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .select(['id', 'byte_count', 'bundle_id', 'bundle_offset'])
    .execute()
  const files = new Map(rows.map((row) => [row.id, row]))
  if (!ids.every((id) => files.has(id))) throw new Refusal('not_found')
  return files
}

async function erase(tx: Tx, id: string): Promise<void> {
  await fileById(tx, id)
  await tx.deleteFrom('file_key').where('file_id', '=', id).execute()
  await tx
    .insertInto('file_erasure')
    .values({ file_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
