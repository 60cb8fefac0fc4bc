import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../../..')
const dist = join(root, 'dist')
/** Older builds may still be served by a process that was started before. */
const KEPT_BUILDS = 3
const KEPT_FOR_MS = 24 * 60 * 60_000

/**
 * Builds the screens, unless these very sources were built before, and answers the folder to serve. Each build has a folder
 * of its own, moved into place whole: two starts at once do not disturb each other, nor what already runs.
 */
export async function buildWeb(say: (line: string) => void): Promise<string> {
  const folder = join(dist, `web-${await hashOfSources()}`)
  if (existsSync(folder)) return folder
  say('building the screens …')
  const building = join(dist, `building-${process.pid}`)
  await mkdir(dist, { recursive: true })
  await runVite(building)
  await rename(building, folder).catch(async (cause: NodeJS.ErrnoException) => {
    // Another start was quicker with the same sources.
    await rm(building, { recursive: true, force: true })
    if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause
  })
  await removeOldBuilds()
  return folder
}

/** In a process of its own: Vite reads NODE_ENV of the whole process, and its memory is not needed afterwards. */
async function runVite(outDir: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const given = ['build', '--config', join(root, 'vite.config.ts'), '--logLevel', 'warn', '--outDir', outDir]
  await promisify(execFile)(process.execPath, [vite, ...given], { cwd: root, env: { NODE_ENV: 'production' } }).catch(
    (cause: Error & { stderr?: string }) => {
      throw new Error(cause.stderr?.trim() || cause.message)
    },
  )
}

async function hashOfSources(): Promise<string> {
  const patterns = [
    'src/**/web/**',
    'src/webkit/**',
    'src/base/**',
    'src/app/pages/**',
    'src/**/*{contract,words,states}.ts',
    'vite.config.ts',
    'package-lock.json',
  ]
  const paths = new Set<string>()
  for (const pattern of patterns) for await (const path of glob(pattern, { cwd: root })) paths.add(path)
  const hash = createHash('sha256')
  for (const path of [...paths].filter((path) => !path.includes('.test.')).sort()) {
    const content = await readFile(join(root, path)).catch(() => undefined) // a folder
    if (content) hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}

async function removeOldBuilds(): Promise<void> {
  const names = (await readdir(dist)).filter((name) => name.startsWith('web-'))
  const builds = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(dist, name))).mtimeMs })))
  const old = builds
    .sort((a, b) => b.at - a.at)
    .slice(KEPT_BUILDS)
    .filter(({ at }) => Date.now() - at > KEPT_FOR_MS)
  for (const { name } of old) await rm(join(dist, name), { recursive: true, force: true })
}
