// The tests on a PostgreSQL of Debian instead of the embedded one: a cluster of its own, on a port of its own, thrown away.
//   npm run test:postgres15                    everything that has to do with a database
//   npm run test:postgres15 -- src/kernel/gates  only the tests below a path
//   npm run test:postgres15 -- --keep          also leaves the cluster running and prints its URL
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ownRuntime, root } from '../bin/install.mjs'

const VERSION = '15'
const bin = `/usr/lib/postgresql/${VERSION}/bin`
const given = process.argv.slice(2)
const mustKeep = given.includes('--keep')
const paths = given.filter((path) => path !== '--keep')

if (!existsSync(join(bin, 'postgres'))) {
  console.error(`sekisho: there is no PostgreSQL ${VERSION} of Debian here: apt-get install postgresql-${VERSION}`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'sekisho-postgres-'))
const cluster = join(folder, 'cluster')
const password = randomBytes(12).toString('hex')
const passwordFile = join(folder, 'password')
writeFileSync(passwordFile, password, { mode: 0o600 })
// PostgreSQL refuses to run as root; the package brings its user.
const asPostgres = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : []
if (asPostgres.length > 0) {
  const ids = ['-u', '-g'].map((which) => Number(spawnSync('id', [which, 'postgres']).stdout.toString()))
  for (const path of [folder, passwordFile]) chownSync(path, ...ids)
  chmodSync(folder, 0o700)
}
const run = (program, args) => {
  const [first, ...rest] = [...asPostgres, join(bin, program), ...args]
  const { status, stdout, stderr } = spawnSync(first, rest, { encoding: 'utf8', cwd: '/' })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`)
}
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const taken = probe.address().port
    probe.close(() => resolve(taken))
  })
})
const settings = {
  listen_addresses: '127.0.0.1',
  port,
  unix_socket_directories: folder,
  max_connections: 300,
  // Only the tests lose anything when the machine does.
  fsync: 'off',
  full_page_writes: 'off',
}
let status = 1
try {
  run('initdb', [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
  ])
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  run('pg_ctl', ['-D', cluster, '-w', '-l', join(folder, 'log'), '-o', options.join(' '), 'start'])
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  console.log(`PostgreSQL ${VERSION} of Debian on port ${port}`)
  const runtime = ownRuntime()
  const tests = spawn(
    'vitest',
    ['run', '--reporter=dot', ...(paths.length > 0 ? paths : ['src', 'test/architecture', 'test/scenarios'])],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: `${dirname(runtime)}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
        DATABASE_URL: url,
      },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal))
  status = await new Promise((resolve) => tests.once('exit', (code) => resolve(code ?? 1)))
  if (mustKeep)
    console.log(`still running: ${url}\nstop it with ${asPostgres.join(' ')} ${bin}/pg_ctl -D ${cluster} stop`)
} finally {
  if (!mustKeep) {
    if (existsSync(join(cluster, 'postmaster.pid'))) run('pg_ctl', ['-D', cluster, '-m', 'fast', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exit(status)
