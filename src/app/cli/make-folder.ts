import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * A folder with those above it. Node's own `mkdir` with `recursive` never ends where the system says of a folder that is
 * there that it is not, as /proc does to whoever makes something in it.
 * @throws what the system says of it
 */
export async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path).then(
    () => undefined,
    (cause: NodeJS.ErrnoException) => cause,
  )
  if (!made) return
  if ((await stat(path).catch(() => undefined))?.isDirectory()) return
  const above = dirname(path)
  if (made.code !== 'ENOENT' || above === path) throw made
  await makeFolder(above)
  await mkdir(path)
}
