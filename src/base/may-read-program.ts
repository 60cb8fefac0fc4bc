import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const programRoot = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Options for a confined child of Node: it may read the program and its libraries, and no other file.
 *
 * Node asks for the real path of what it imports. Where `node_modules` is a link out of the program's folder, the libraries
 * are readable where they lie in truth too; else every child would end at its first import.
 */
export function mayReadProgram(): string[] {
  const libraries = join(programRoot, 'node_modules')
  const folders = new Set([programRoot])
  if (existsSync(libraries)) folders.add(join(realpathSync(libraries), '/'))
  return [...folders]
    .filter((folder) => folder === programRoot || !folder.startsWith(programRoot))
    .map((folder) => `--allow-fs-read=${folder}*`)
}
