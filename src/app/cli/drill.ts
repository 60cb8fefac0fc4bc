import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openKeyring } from '../../kernel/vault/index.ts'
import { backupNames } from '../backup/backup-folder.ts'
import { clockOf, recordRun } from '../backup/backup-runs.ts'
import { type DrillReport, runDrill } from '../backup/drill.ts'
import { startDrillDatabase } from '../backup/drill-database.ts'
import { installationFiles } from '../backup/installation-files.ts'
import type { Settings } from '../settings.ts'
import { erasureList } from './backup.ts'
import { backupCommandWords } from './backup-words.ts'
import { CannotDo, commandFrame, type CommandOptions } from './command-frame.ts'
import { say } from './ledger-words.ts'

export const DRILL_USAGE = `sekisho drill [BACKUP] [--keys FILE] [--anchors FILE]… [--all] [--json]
    restores a backup (the newest in SEKISHO_BACKUP_DIR unless one is named) beside the running system, and looks for all that
    could be wrong with it. --anchors: lines that were kept outside; --all decrypts every content instead of 200
`

export interface DrillCommand extends CommandOptions {
  readonly settings: Settings
  /** Where the drill is noted; undefined where no installation runs here. */
  readonly ownerUrl: string | undefined
}

/** `sekisho drill …` @returns exit status: 0 nothing found, 1 findings, 2 could not do it */
export async function drillCommand(args: readonly string[], options: DrillCommand): Promise<number> {
  return commandFrame(options, args.includes('--json'), async ({ out, language, progress }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        keys: { type: 'string' },
        anchors: { type: 'string', multiple: true },
        all: { type: 'boolean' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    })
    const w = backupCommandWords
    const folder = await chosenBackup(positionals[0], options.settings, language)
    const keys = values.keys ?? installationFiles(options.settings.dataFolder).keys
    if (!(await isThere(keys))) throw new CannotDo(say(w.noKeys, language, { path: keys }))
    const list = erasureList(dirname(folder))
    const anchors: string[] = []
    for (const name of values.anchors ?? []) anchors.push(...(await readFile(name, 'utf8')).split('\n'))
    const startedAt = options.ownerUrl ? await clockOf(options.ownerUrl) : undefined
    const report = await runDrill({
      folder,
      keyring: await openKeyring(keys),
      erasures: (await isThere(list)) ? list : undefined,
      anchors,
      openDatabase: startDrillDatabase,
      ...(values.all && { sampleCount: Infinity }),
      onProgress: progress,
    })
    if (options.ownerUrl && startedAt) {
      const { findingCount, fileCount, byteCount } = report
      const outcome = findingCount === 0 ? 'done' : 'findings'
      const backupId = report.backupId ?? ''
      await recordRun(
        options.ownerUrl,
        { kind: 'drill', backupId, outcome, findingCount, fileCount, byteCount },
        startedAt,
      )
    }
    out.write(values.json ? `${JSON.stringify(report)}\n` : reportText(report))
    return report.findingCount === 0 ? 0 : 1

    function reportText({ findings, findingCount, ...facts }: DrillReport): string {
      return [
        say(w.drilled, language, { ...facts, backupId: facts.backupId ?? folder }),
        findingCount === 0 ? say(w.nothingFound, language) : say(w.found, language, { count: findingCount }),
        ...findings.map(({ kind, message }) => `  ${kind}  ${message}`),
        '',
      ].join('\n')
    }
  })
}

/** The backup that was named, or the newest. */
export async function chosenBackup(
  named: string | undefined,
  settings: Settings,
  language: 'ja' | 'en',
): Promise<string> {
  if (named !== undefined) return resolve(named)
  const folder = settings.backup?.folder
  if (folder === undefined) throw new CannotDo(say(backupCommandWords.whereTo, language))
  const newest = (await backupNames(folder)).at(-1)
  if (newest === undefined) throw new CannotDo(say(backupCommandWords.noBackup, language, { folder }))
  return join(folder, newest)
}

export const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
