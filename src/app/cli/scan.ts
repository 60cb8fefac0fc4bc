import { SingleBar } from 'cli-progress'
import { once } from 'node:events'
import { realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Language } from '../../base/words.ts'
import { FILE_STATUSES, type FileStatus } from '../../engines/pii/index.ts'
import { typedPath } from '../scan/path-bytes.ts'
import { scanFiles } from '../scan/scan-files.ts'
import { NotAScanState, openScanState, type ScanState } from '../scan/scan-state.ts'
import { type WalkedFile, walkFiles, type WalkOptions } from '../scan/walk-files.ts'
import { say } from './ledger-words.ts'
import { scanCommandWords, scannedText } from './scan-words.ts'
import { spokenLanguage } from './spoken-language.ts'

export const SCAN_USAGE = `sekisho scan PATH… [--json] [--state FILE] [--include GLOB]… [--exclude GLOB]… [--parallel N]
    looks for personal information in files and folders, in mails and archives too. --json answers each file with
    {"path", "status": "clean"|"found"|"unread", "reason", "persons": {"min", "best", "max"}, "counts", "specialCare"}.
    A scan with --state that was broken off goes on where it was. Globs without a slash are matched with names.
    Exit status: 1 something was found, 2 nothing was, but something could not be read (or the scan not be done), 0 neither
`

export interface ScanCommandOptions {
  readonly language?: Language
  readonly out?: NodeJS.WritableStream
  readonly err?: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/** `sekisho scan …`. Needs no database and no data folder. @returns exit status, as the usage says */
export async function scanCommand(args: readonly string[], options: ScanCommandOptions = {}): Promise<number> {
  const { out = process.stdout, err = process.stderr } = options
  const language = options.language ?? spokenLanguage()
  const asked = readArguments(args)
  if (!asked) {
    err.write(SCAN_USAGE)
    return 2
  }
  const { paths, isJson, size, statePath, globs } = asked
  let state: ScanState | undefined
  try {
    state = statePath === undefined ? undefined : await openScanState(statePath)
  } catch (cause) {
    if (!(cause instanceof NotAScanState)) throw cause
    err.write(`${say(scanCommandWords.notAState, language, { path: statePath! })}\n`)
    return 2
  }
  const own = statePath === undefined ? undefined : await realpath(statePath)
  const bar = err.isTTY ? await progressBar(paths, globs, err, language) : undefined
  const seen: Record<FileStatus, number> = { clean: 0, found: 0, unread: 0 }
  try {
    for await (const scanned of scanFiles(without(own, walkFiles(paths, globs)), { size, state })) {
      seen[scanned.status]++
      const text = isJson ? `${JSON.stringify(scanned)}\n` : scannedText(scanned, language)
      if (!out.write(text)) await once(out, 'drain')
      bar?.increment()
    }
  } finally {
    bar?.stop()
    await state?.close()
  }
  const files = FILE_STATUSES.reduce((sum, status) => sum + seen[status], 0)
  if (!isJson) out.write(say(scanCommandWords.summary, language, { files, ...seen }))
  return seen.found > 0 ? 1 : seen.unread > 0 ? 2 : 0
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        state: { type: 'string' },
        include: { type: 'string', multiple: true },
        exclude: { type: 'string', multiple: true },
        parallel: { type: 'string' },
      },
      allowPositionals: true,
    })
    const size = values.parallel === undefined ? availableParallelism() : Number(values.parallel)
    if (positionals.length === 0 || !Number.isInteger(size) || size < 1 || size > 64) return undefined
    const globs: WalkOptions = {
      ...(values.include && { include: values.include }),
      ...(values.exclude && { exclude: values.exclude }),
    }
    return { paths: positionals.map(typedPath), isJson: values.json, size, statePath: values.state, globs }
  } catch {
    return undefined
  }
}

/** The state lies in the tree more often than not. */
async function* without(own: string | undefined, files: AsyncIterable<WalkedFile>): AsyncGenerator<WalkedFile> {
  for await (const file of files) if (own === undefined || resolve(file.path) !== own) yield file
}

/** For a person who watches: the files are counted first, so that it can say how much is left. */
async function progressBar(
  paths: readonly string[],
  globs: WalkOptions,
  err: NodeJS.WritableStream,
  language: Language,
): Promise<SingleBar> {
  let total = 0
  for await (const _ of walkFiles(paths, globs)) total++
  const bar = new SingleBar({ format: scanCommandWords.bar[language], stream: err, clearOnComplete: true })
  bar.start(total, 0)
  return bar
}
