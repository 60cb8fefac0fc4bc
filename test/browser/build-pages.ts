import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds pages with the product's own settings into a folder of their own. @param root of this folder: `./gallery` */
export async function buildPages(root: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'sekisho-pages-'))
  await build({ configFile: here('../../vite.config.ts'), root: here(root), logLevel: 'error', build: { outDir } })
  return outDir
}
