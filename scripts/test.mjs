// The one test command: installs what the tests need, then runs every kind of check. Runs on whatever Node is installed.
//   npm test                     everything
//   npm test -- src/kernel/gates  only the tests below a path
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileCache, installPackages, ownRuntime, root } from '../bin/install.mjs'

/** What the tests drive: program → Debian package. */
const SYSTEM = {
  chromium: 'chromium',
  postfix: 'postfix',
  'smtp-source': 'postfix',
  swaks: 'swaks',
  pdftotext: 'poppler-utils',
  openssl: 'openssl',
  psql: 'postgresql-client',
  unshare: 'util-linux',
  gpg: 'gnupg',
  clamd: 'clamav-daemon',
}
const paths = process.argv.slice(2)
const isCi = process.env.CI === 'true' || process.env.CI === '1'

installPackages()
const missing = installSystemPackages()
const runtime = ownRuntime()
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: compileCache,
  PATH: `${dirname(runtime)}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
}
const results = []

if (paths.length === 0) {
  step('types', ['tsc'])
  step('lint', ['oxlint', '--type-aware', '--deny-warnings'])
  step('format', ['prettier', '--check', '--log-level', 'warn', '.'])
  step('tables of the database', [runtime, '--no-warnings', 'scripts/generate-tables.ts', '--check'])
}
const report = join(root, 'node_modules', '.test-report.json')
rmSync(report, { force: true })
step('tests', ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...paths])

const counted = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
const checks = results.filter((result) => result.name !== 'tests')
const passed = counted.numPassedTests + checks.filter((result) => result.isGood).length
const failed = counted.numFailedTests + checks.filter((result) => !result.isGood).length
for (const { name, isGood, seconds } of results) console.log(`${isGood ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
if (missing.length > 0)
  console.log(`skipped for want of ${missing.join(', ')}: install them, or run as root on a system with apt-get`)
console.log(`${passed} passed, ${failed} failed, ${counted.numPendingTests} skipped`)

const isGreen = results.every((result) => result.isGood) && counted.numPassedTests > 0 && !(isCi && missing.length > 0)
process.exit(isGreen ? 0 : 1)

function step(name, [program, ...args]) {
  const startedAt = Date.now()
  const { status } = spawnSync(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
  results.push({ name, isGood: status === 0, seconds: Math.round((Date.now() - startedAt) / 1000) })
}

/** Answers the programs that are still missing afterwards. */
function installSystemPackages() {
  const isThere = (program) =>
    (process.env.PATH + ':/usr/sbin:/sbin').split(':').some((folder) => existsSync(join(folder, program)))
  const absent = () => Object.keys(SYSTEM).filter((program) => !isThere(program))
  if (absent().length === 0) return []
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return absent()
  const packages = [...new Set(absent().map((program) => SYSTEM[program]))]
  console.log(`sekisho: installing ${packages.join(', ')} for the tests …`)
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-q'], quiet)
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], quiet)
  return absent()
}
