import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { KeyringFault, VaultDamage } from './damage.ts'
import { createKeys, type Keys, type MasterKey, newMasterKey, readKeys, replaceKeys } from './keyring-file.ts'

/** A data key as it lies in the database. */
export interface WrappedKey {
  readonly masterKeyId: string
  readonly wrapped: Buffer
}

/** The master keys. Several processes share the file; each sees a rotation of another at its next use. */
export interface Keyring {
  readonly file: string
  /** Wraps a data key with the current master key, bound to what it opens (`org/id`). */
  wrap(dataKey: Buffer, boundTo: string): Promise<WrappedKey>
  /** @throws KeyringFault without its master key; VaultDamage when it is not the key that was wrapped for this */
  unwrap(key: WrappedKey, boundTo: string): Promise<Buffer>
  keys(): Promise<Keys>
  /** Adds a generation and makes it the current one. `register` runs before the file names it. */
  addGeneration(register: (id: string) => Promise<void>): Promise<MasterKey>
  /** Takes a generation out of the file for good; what it still wraps can never be read again. */
  dropGeneration(id: string): Promise<void>
}

/**
 * Opens the keyring file, and makes it (0600, one key) where there is none.
 * @throws KeyringFault when it may be read by others, or is damaged or of another format
 */
export async function openKeyring(file: string): Promise<Keyring> {
  let seen: { stamp: string; keys: Keys } | undefined
  const look = async (): Promise<Keys> => {
    const stamp = await stampOf(file)
    if (seen?.stamp !== stamp) seen = { stamp, keys: await readKeys(file) }
    return seen.keys
  }
  // Who asks while somebody looks shares the look: many keys are wrapped at once.
  let looking: Promise<Keys> | undefined
  const keys = () => (looking ??= look().finally(() => (looking = undefined)))
  if ((await stampOf(file).catch(ignoreMissing)) === undefined) await createKeys(file)
  await keys()
  return {
    file,
    keys,
    async wrap(dataKey, boundTo) {
      const { current } = await keys()
      return { masterKeyId: current.id, wrapped: wrapWith(current, dataKey, boundTo) }
    },
    async unwrap(key, boundTo) {
      const master = (await keys()).all.find(({ id }) => id === key.masterKeyId)
      if (!master) {
        throw new KeyringFault(
          `${file} does not hold master key ${key.masterKeyId}, which the database needs. Restore the keyring that belongs to this database.`,
        )
      }
      return unwrapWith(master, key.wrapped, boundTo)
    },
    async addGeneration(register) {
      const added = newMasterKey()
      await register(added.id)
      await replaceKeys(file, { current: added, all: [...(await keys()).all, added] })
      return added
    },
    async dropGeneration(id) {
      const { current, all } = await keys()
      if (id === current.id) throw new KeyringFault('the current master key cannot be dropped: rotate first')
      await replaceKeys(file, { current, all: all.filter((key) => key.id !== id) })
    },
  }
}

async function stampOf(file: string): Promise<string> {
  const { ino, mtimeNs, size, mode } = await stat(file, { bigint: true })
  return `${ino}/${mtimeNs}/${size}/${mode}`
}

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause
}

// nonce (12, random: a master key wraps far fewer than 2^32 keys) · ciphertext (32) · tag (16). NIST SP 800-38D §8.2.2
function wrapWith(master: MasterKey, dataKey: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', master.key, nonce)
  cipher.setAAD(Buffer.from(`sekisho data key ${boundTo}`))
  return Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()])
}

function unwrapWith(master: MasterKey, wrapped: Buffer, boundTo: string): Buffer {
  if (wrapped.length !== 60) throw new VaultDamage(boundTo, 'its key is damaged')
  const decipher = createDecipheriv('aes-256-gcm', master.key, wrapped.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(`sekisho data key ${boundTo}`))
  decipher.setAuthTag(wrapped.subarray(44))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(12, 44)), decipher.final()])
  } catch {
    throw new VaultDamage(boundTo, 'its key does not verify')
  }
}
