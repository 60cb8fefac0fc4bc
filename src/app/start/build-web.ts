import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const webFolder = join(root, 'dist/web')

/** Builds the screens when their sources have changed since the last build; answers the folder to serve. */
export async function buildWeb(say: (line: string) => void): Promise<string> {
  const stamp = join(webFolder, 'built-from')
  const sources = await hashOfSources()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return webFolder
  say('building the screens …')
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await writeFile(stamp, sources)
  return webFolder
}

async function hashOfSources(): Promise<string> {
  const patterns = [
    'src/**/web/**',
    'src/webkit/**',
    'src/base/**',
    'src/app/pages/**',
    'src/**/{contract,words}.ts',
    'vite.config.ts',
    'package-lock.json',
  ]
  const paths = new Set<string>()
  for (const pattern of patterns) for await (const path of glob(pattern, { cwd: root })) paths.add(path)
  const hash = createHash('sha256')
  for (const path of [...paths].sort()) {
    const content = await readFile(join(root, path)).catch(() => undefined) // a folder
    if (content) hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
