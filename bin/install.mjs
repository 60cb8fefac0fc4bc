// Runs on whatever Node is installed. Installs the npm packages when they are missing or of another lock file.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Where Node keeps what it has compiled, so that the next process starts sooner; it does without where it may not write. */
export const compileCache = join(root, 'node_modules', '.cache', 'compiled')

/** Ends this process with status 2 when it cannot. */
export function installPackages() {
  const wanted = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = join(root, 'node_modules', '.installed-from')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('sekisho: installing the npm packages …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) {
    console.error('sekisho: npm ci did not succeed; see above. Is the npm registry reachable?')
    process.exit(2)
  }
  writeFileSync(stamp, wanted)
}

/** The Node of the npm package `node`; the installed one where its install script was not allowed to run. */
export function ownRuntime() {
  const own = join(root, 'node_modules', 'node', 'bin', 'node')
  return existsSync(own) ? own : process.execPath
}
