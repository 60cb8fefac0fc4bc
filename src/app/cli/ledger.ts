import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Language } from '../../base/words.ts'
import { inOrganisation, openDatabase } from '../../kernel/db/database.ts'
import { exportLedger, INSTANCE_LEDGER, verifyExport } from '../../kernel/ledger/index.ts'
import { ledgerCommandWords, reportText, say } from './ledger-words.ts'

export const LEDGER_USAGE = `sekisho ledger export --to FILE [--organisation ID | --instance] [--json]
    writes the ledger of one organisation (or of the instance) for an offline verification; --to - is the terminal
sekisho ledger verify FILE [--anchors FILE]… [--json]
    verifies an export against itself and against anchors that were kept outside; needs no database; - reads the input
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
class CannotDo extends Error {}

/** `sekisho ledger export …` @returns exit status: 0 written, 2 could not do it */
export async function ledgerExport(args: readonly string[], options: LedgerCommandOptions = {}): Promise<number> {
  return answering(options, async ({ out, language, progress }) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        organisation: { type: 'string' },
        instance: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    if (values.to === undefined) throw new CannotDo(LEDGER_USAGE)
    if (options.databaseUrl === undefined) throw new CannotDo(say(ledgerCommandWords.noDatabase, language))
    const database = openDatabase(options.databaseUrl, { maxConnections: 2 })
    try {
      const { rows } = await database.pool.query<{ id: string }>('select id from organisation_ids() as id order by 1')
      const ids = rows.map((row) => row.id)
      const chosen = values.instance
        ? INSTANCE_LEDGER
        : (values.organisation ?? (ids.length === 1 ? ids[0] : undefined))
      if (chosen === undefined)
        throw new CannotDo(say(ledgerCommandWords.whichOrganisation, language, { ids: ids.join('\n') }))
      if (chosen !== INSTANCE_LEDGER && !ids.includes(chosen)) {
        throw new CannotDo(say(ledgerCommandWords.noOrganisation, language, { id: chosen }))
      }
      const exportTo = (output: NodeJS.WritableStream) =>
        inOrganisation(database, chosen, (tx) =>
          exportLedger(tx, output as Writable, {
            onProgress: ({ eventCount, size }) => progress(values.json, eventCount, size),
          }),
        )
      if (values.to === '-') {
        await exportTo(out)
        return 0
      }
      const end = await intoNewFile(values.to, language, exportTo)
      const facts = { ledger: chosen, file: values.to, size: end.size, root: end.root.toString('hex') }
      out.write(values.json ? `${JSON.stringify(facts)}\n` : say(ledgerCommandWords.exported, language, facts))
      return 0
    } finally {
      await database.close()
    }
  })
}

/** `sekisho ledger verify …` @returns exit status: 0 nothing found, 1 findings, 2 could not do it */
export async function ledgerVerify(args: readonly string[], options: LedgerCommandOptions = {}): Promise<number> {
  return answering(options, async ({ out, language, progress }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { anchors: { type: 'string', multiple: true }, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new CannotDo(LEDGER_USAGE)
    const anchors: string[] = []
    for (const name of values.anchors ?? []) anchors.push(...(await readFile(name, 'utf8')).split('\n'))
    const stream = file === '-' ? (options.input ?? process.stdin) : createReadStream(file, { highWaterMark: 1 << 20 })
    const report = await verifyExport(stream as AsyncIterable<Uint8Array>, anchors, {
      onProgress: ({ eventCount }) => progress(values.json, eventCount),
    })
    out.write(values.json ? `${JSON.stringify(report)}\n` : reportText(report, language))
    return report.findingCount === 0 ? 0 : 1
  })
}

interface Surroundings {
  readonly out: NodeJS.WritableStream
  readonly language: Language
  readonly progress: (isJson: boolean | undefined, eventCount: number, size?: number) => void
}

async function answering(options: LedgerCommandOptions, run: (s: Surroundings) => Promise<number>): Promise<number> {
  const err = options.err ?? process.stderr
  const spoken = new Intl.DateTimeFormat().resolvedOptions().locale
  const language = options.language ?? (spoken.startsWith('ja') ? 'ja' : 'en')
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
  const known = z.object({ code: z.string(), message: z.string(), path: z.string().optional() }).safeParse(cause).data
  if (!known) return undefined
  const { code, message, path } = known
  if (code === 'ENOENT') return say(ledgerCommandWords.noFile, language, { path: path ?? '' })
  if (code.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${LEDGER_USAGE}`
  if (/^(E[A-Z]+|28\d{3}|3D000|57P03)$/.test(code)) return say(ledgerCommandWords.cannot, language, { message })
  return undefined
}

/** Writes a file that was not there, down to the disk. A failure leaves none: half an export looks like a cut ledger. */
async function intoNewFile<T>(path: string, language: Language, write: (output: Writable) => Promise<T>): Promise<T> {
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
