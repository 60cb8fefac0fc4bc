import { commands } from './cli/commands.ts'
import { SettingsError } from './settings.ts'
import { CannotStart } from './start/data-folder.ts'

const OLDEST_RUNTIME = 24
const [name = 'help', ...args] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < OLDEST_RUNTIME) {
  fail(
    `this runs on Node ${OLDEST_RUNTIME}, not ${process.version}: run npm ci with install scripts allowed for the package "node"`,
  )
}
try {
  const command = commands[name]
  if (!command) fail(`there is no command "${name}"; sekisho help lists them`)
  // 1 says that something was found; a command that failed has found nothing.
  if (!command.staysUp)
    process.on('uncaughtException', (error) => {
      process.stderr.write(`${error.stack ?? error.message}\n`)
      process.exit(2)
    })
  process.exitCode = await command.run(args)
  // An idle handle must not hold a command that has done its work.
  if (!command.staysUp) process.exit()
} catch (error) {
  if (error instanceof SettingsError || error instanceof CannotStart) fail(error.message)
  throw error
}

/** One clear line, exit status 2: could not do it. */
function fail(why: string): never {
  process.stderr.write(`sekisho: ${why}\n`)
  process.exit(2)
}
