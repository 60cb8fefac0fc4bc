import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { KeyringFault } from './damage.ts'
import { syncFolder } from './durable-file.ts'

/** One generation of the master key. Its id follows from the key, so a damaged key is noticed before it is used. */
export interface MasterKey {
  readonly id: string
  readonly key: Buffer
}

export interface Keys {
  readonly current: MasterKey
  /** Every generation, the oldest first. */
  readonly all: readonly MasterKey[]
}

const FORMAT = 'sekisho-keyring-1'
const KeyringText = z.object({
  format: z.literal(FORMAT),
  current: z.string(),
  keys: z.array(z.object({ id: z.string(), key: z.base64() })).min(1),
})

export function newMasterKey(): MasterKey {
  const key = randomBytes(32)
  return { id: idOf(key), key }
}

const idOf = (key: Buffer) => createHash('sha256').update('sekisho master key ').update(key).digest('hex').slice(0, 16)

/**
 * Reads the keyring.
 * @throws KeyringFault when others may read the file, or it is not a keyring that this program knows
 */
export async function readKeys(file: string): Promise<Keys> {
  const { mode } = await stat(file)
  if ((mode & 0o077) !== 0) {
    const octal = (mode & 0o777).toString(8)
    throw new KeyringFault(`${file} may be read by other users (mode ${octal}). Run: chmod 600 ${file}`)
  }
  const parsed = KeyringText.safeParse(jsonOf(await readFile(file, 'utf8')))
  if (!parsed.success) {
    throw new KeyringFault(
      `${file} is not a keyring of this version (${FORMAT}). Restore it from your copy; without it nothing in the vault can be read.`,
    )
  }
  const all = parsed.data.keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') }))
  const damaged = all.find(({ id, key }) => key.length !== 32 || idOf(key) !== id)
  if (damaged) throw new KeyringFault(`${file}: key ${damaged.id} is damaged. Restore the file from your copy.`)
  const current = all.find(({ id }) => id === parsed.data.current)
  if (!current) throw new KeyringFault(`${file} names a current key that it does not hold. Restore it from your copy.`)
  return { current, all }
}

/** Makes the first keyring, unless another process was quicker: then theirs is the keyring. */
export async function createKeys(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const first = newMasterKey()
  await writeWhole(file, { current: first, all: [first] }, async (made) => {
    await link(made, file).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause
    })
    await rm(made, { force: true })
  })
}

/** Replaces the keyring: either the old or the new one is there, whatever happens in between. */
export async function replaceKeys(file: string, keys: Keys): Promise<void> {
  await writeWhole(file, keys, (made) => rename(made, file))
}

async function writeWhole(file: string, keys: Keys, place: (made: string) => Promise<void>): Promise<void> {
  const made = `${file}.${randomBytes(6).toString('hex')}.new`
  const text = {
    format: FORMAT,
    current: keys.current.id,
    keys: keys.all.map(({ id, key }) => ({ id, key: key.toString('base64') })),
  }
  const handle = await open(made, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(text, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await place(made)
  await syncFolder(dirname(file))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
