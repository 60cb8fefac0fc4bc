import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import type { Language } from '../../base/words.ts'
import { type Database, inOrganisation, openDatabase, type Tx } from '../../kernel/db/database.ts'
import { INSTANCE_LEDGER } from '../../kernel/ledger/index.ts'
import { ledgerCommandWords, say } from './ledger-words.ts'
import { spokenLanguage } from './spoken-language.ts'

export const LEDGER_USAGE = `sekisho ledger export --to FILE [--organisation ID | --instance] [--json]
    writes the ledger of one organisation (or of the instance) for an offline verification; --to - is the terminal
sekisho ledger verify FILE [--anchors FILE]… [--json]
    verifies an export against itself and against anchors that were kept outside; needs no database; - reads the input
sekisho ledger proof --event ID --to FILE [--size N] [--organisation ID | --instance] [--json]
    writes one event with the proof that it stands in the ledger, for the newest anchor (or for that of N events)
sekisho ledger verify --proof FILE [--anchors FILE]… [--json]
    verifies such a proof against itself and against anchors that were kept outside; needs no database.
    Exit status 0: it stands in the anchored ledger; 1: findings, also where no anchor is of its size; 2: could not do it;
    3: held against no anchor, it agrees with itself and proves nothing
`

export interface LedgerCommandOptions {
  /** Needed by the export only. */
  readonly databaseUrl?: string
  readonly language?: Language
  readonly out?: NodeJS.WritableStream
  /** Progress (on a terminal) and what went wrong. */
  readonly err?: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly input?: NodeJS.ReadableStream
}

/** What a person must put right; everything else that goes wrong is a fault. */
export class CannotDo extends Error {}

/** Whose ledger is meant, opened for one read. The only organisation need not be named. */
export async function inChosenLedger<T>(
  { databaseUrl, language }: { readonly databaseUrl: string | undefined; readonly language: Language },
  values: { readonly organisation?: string | undefined; readonly instance?: boolean | undefined },
  work: (tx: Tx, ledger: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl === undefined) throw new CannotDo(say(ledgerCommandWords.noDatabase, language))
  const database = openDatabase(databaseUrl, { maxConnections: 2 })
  try {
    const ledger = await chosenLedger(database, language, values)
    return await inOrganisation(database, ledger, (tx) => work(tx, ledger))
  } finally {
    await database.close()
  }
}

async function chosenLedger(
  database: Database,
  language: Language,
  values: { readonly organisation?: string | undefined; readonly instance?: boolean | undefined },
): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>('select id from organisation_ids() as id order by 1')
  const ids = rows.map((row) => row.id)
  const chosen = values.instance ? INSTANCE_LEDGER : (values.organisation ?? (ids.length === 1 ? ids[0] : undefined))
  if (chosen === undefined) {
    throw new CannotDo(say(ledgerCommandWords.whichOrganisation, language, { ids: ids.join('\n') }))
  }
  if (chosen !== INSTANCE_LEDGER && !ids.includes(chosen)) {
    throw new CannotDo(say(ledgerCommandWords.noOrganisation, language, { id: chosen }))
  }
  return chosen
}

export interface Surroundings {
  readonly out: NodeJS.WritableStream
  readonly language: Language
  readonly progress: (isJson: boolean | undefined, eventCount: number, size?: number) => void
}

export async function answering(
  options: LedgerCommandOptions,
  run: (s: Surroundings) => Promise<number>,
): Promise<number> {
  const err = options.err ?? process.stderr
  const language = options.language ?? spokenLanguage()
  let shownAt = -Infinity
  const progress: Surroundings['progress'] = (isJson, eventCount, size) => {
    if (isJson || !err.isTTY || performance.now() - shownAt < 100) return
    shownAt = performance.now()
    err.write(
      `\r${eventCount.toLocaleString('en')}${size === undefined ? '' : ` / ${size.toLocaleString('en')}`}\u001b[K`,
    )
  }
  try {
    return await run({ out: options.out ?? process.stdout, language, progress })
  } catch (cause) {
    const why = expected(cause, language)
    if (why === undefined) throw cause
    err.write(`${why.trimEnd()}\n`)
    return 2
  } finally {
    if (shownAt !== -Infinity) err.write('\r\u001b[K')
  }
}

/** What a person can put right, in words; undefined for a fault. */
function expected(cause: unknown, language: Language): string | undefined {
  if (cause instanceof CannotDo) return cause.message
  if (cause instanceof Refusal && cause.code === 'not_found') return say(ledgerCommandWords.noEvent, language)
  const known = z.object({ code: z.string(), message: z.string(), path: z.string().optional() }).safeParse(cause).data
  if (!known) return undefined
  const { code, message, path } = known
  if (code === 'ENOENT') return say(ledgerCommandWords.noFile, language, { path: path ?? '' })
  if (code.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${LEDGER_USAGE}`
  if (/^(E[A-Z]+|28\d{3}|3D000|57P03)$/.test(code)) return say(ledgerCommandWords.cannot, language, { message })
  return undefined
}

/** Writes a file that was not there, down to the disk. A failure leaves none: half an export looks like a cut ledger. */
export async function intoNewFile<T>(
  path: string,
  language: Language,
  write: (output: Writable) => Promise<T>,
): Promise<T> {
  const output = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  try {
    await once(output, 'open')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new CannotDo(say(ledgerCommandWords.fileExists, language, { path }))
  }
  try {
    const answer = await write(output)
    output.end()
    await finished(output)
    return answer
  } catch (cause) {
    output.destroy()
    await rm(path, { force: true })
    throw cause
  }
}
