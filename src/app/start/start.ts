import { keyringFile } from '../composition/open-parts.ts'
import { PROCESS_NAMES } from '../processes/process.ts'
import { readSettings } from '../settings.ts'
import { buildWeb } from './build-web.ts'
import { announceDatabase } from './announce-database.ts'
import { checkKeys } from './check-keys.ts'
import { CannotStart, takeDataFolder } from './data-folder.ts'
import { firstStart } from './first-start.ts'
import { backUpNightly } from './nightly-backup.ts'
import { ownVersion } from './own-version.ts'
import { prepare } from './prepare.ts'
import { startProcesses } from './process-tree.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** `sekisho start`: everything on this host in one process tree, until a signal comes or the caller goes away. */
export async function start(): Promise<void> {
  const settings = readSettings()
  const stopping = whenAskedToStop()
  const [data, version] = await Promise.all([takeDataFolder(settings.dataFolder), ownVersion()])
  const undo: (() => Promise<void>)[] = [() => data.release()]
  const undoAll = async () => {
    for (const step of undo.reverse()) await step().catch(() => undefined)
  }
  try {
    // The database is started while the screens are built: both take seconds on a new machine.
    const building = buildWeb(say).catch((cause: Error) => {
      throw new CannotStart(`the screens could not be built: ${cause.message.split('\n')[0]}`)
    })
    building.catch(() => undefined)
    const database = await prepare(settings, data, say)
    if (database.embedded) undo.push(() => database.embedded!.stop())
    undo.push(await announceDatabase(data, database.url))
    await checkKeys(database.url, keyringFile(settings.dataFolder))
    const webFolder = await building
    await firstStart({ settings, databaseUrl: database.url, migrations: database.migrations, version, say })
    const config = { settings, databaseUrl: database.url, webFolder, version }
    const tree = startProcesses(PROCESS_NAMES, config, say)
    undo.push(() => tree.stop())
    const listening = await Promise.race([tree.ready, stopping])
    if (listening) {
      say(`mail  ${listening.smtp}`)
      say(`ready ${listening.web}`)
      if (settings.backup) undo.push(backUpNightly(settings.backup.folder, say))
      await stopping
    }
  } finally {
    await undoAll()
  }
}

/** Resolves at the first SIGINT, SIGTERM or SIGHUP, or when the process that started us is gone. */
function whenAskedToStop(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(undefined))
    process.on('disconnect', () => resolve(undefined))
  })
}
