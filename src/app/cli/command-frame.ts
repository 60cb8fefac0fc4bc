import { SingleBar } from 'cli-progress'
import { z } from 'zod'
import type { Language } from '../../base/words.ts'
import { ErasureListDamage, KeyringFault } from '../../kernel/vault/index.ts'
import { BackupDamage } from '../backup/manifest.ts'
import { backupCommandWords } from './backup-words.ts'
import { say } from './ledger-words.ts'
import { spokenLanguage } from './spoken-language.ts'

export interface CommandOptions {
  readonly language?: Language
  readonly out?: NodeJS.WritableStream
  /** Progress (on a terminal) and what went wrong. */
  readonly err?: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/** What a person must put right; everything else that goes wrong is a fault. */
export class CannotDo extends Error {}

export interface CommandFrame {
  readonly out: NodeJS.WritableStream
  readonly language: Language
  /** A bar on a terminal; nothing elsewhere, nor where JSON was asked for. */
  readonly progress: (what: string, done: number, total: number) => void
}

/** Runs a command: its progress, and in words whatever a person can put right. @returns the exit status */
export async function commandFrame(
  options: CommandOptions,
  isJson: boolean,
  run: (frame: CommandFrame) => Promise<number>,
): Promise<number> {
  const err = options.err ?? process.stderr
  const language = options.language ?? spokenLanguage()
  let bar: SingleBar | undefined
  let shown = ''
  const progress: CommandFrame['progress'] = (what, done, total) => {
    if (isJson || !err.isTTY) return
    if (shown !== what) {
      bar?.stop()
      bar = new SingleBar({
        format: `${what} [{bar}] {value}/{total}`,
        stream: err,
        clearOnComplete: true,
        hideCursor: true,
      })
      bar.start(total, done)
      shown = what
    } else bar!.update(done)
  }
  try {
    return await run({ out: options.out ?? process.stdout, language, progress })
  } catch (cause) {
    const why = expected(cause, language)
    if (why === undefined) throw cause
    bar?.stop()
    err.write(`${why.trimEnd()}\n`)
    return 2
  } finally {
    bar?.stop()
  }
}

/** What a person can put right, in words; undefined for a fault. */
function expected(cause: unknown, language: Language): string | undefined {
  if (
    cause instanceof CannotDo ||
    cause instanceof BackupDamage ||
    cause instanceof KeyringFault ||
    cause instanceof ErasureListDamage
  )
    return cause.message
  const known = z.object({ code: z.string(), message: z.string() }).safeParse(cause).data
  if (known && /^(E[A-Z]+|28\d{3}|3D000|57P03|ERR_PARSE_ARGS.*)$/.test(known.code))
    return say(backupCommandWords.cannot, language, { message: known.message })
  return undefined
}
