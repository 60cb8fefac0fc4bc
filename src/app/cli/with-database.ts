import { announceDatabase, runningDatabase } from '../start/announce-database.ts'
import { takeDataFolder } from '../start/data-folder.ts'
import { embeddedOwnerUrl, prepare } from '../start/prepare.ts'
import type { Settings } from '../settings.ts'

/**
 * Runs a command against the installation's database: the one of DATABASE_URL, the embedded one of a Sekisho that runs on
 * the data folder, or the embedded one started for this command alone.
 */
export async function withDatabase<T>(
  settings: Settings,
  use: (url: string, ownerUrl: string | undefined) => Promise<T>,
): Promise<T> {
  if (settings.database) return use(settings.database.url, settings.database.ownerUrl)
  const running = await runningDatabase(settings.dataFolder)
  if (running) return use(running, await embeddedOwnerUrl(settings.dataFolder, running))
  const data = await takeDataFolder(settings.dataFolder)
  try {
    const database = await prepare(settings, data)
    const forget = await announceDatabase(data, database.url)
    try {
      return await use(database.url, database.ownerUrl)
    } finally {
      await forget()
      await database.embedded?.stop()
    }
  } finally {
    await data.release()
  }
}

/** The owner's URL of an installation that runs here; undefined where none does. Nothing is started for it. */
export async function runningOwnerUrl(settings: Settings): Promise<string | undefined> {
  if (settings.database) return settings.database.ownerUrl
  const running = await runningDatabase(settings.dataFolder)
  return running && embeddedOwnerUrl(settings.dataFolder, running)
}
