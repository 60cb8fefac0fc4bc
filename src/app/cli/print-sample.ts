import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Language } from '../../base/words.ts'
import { inOrganisation, openDatabase } from '../../kernel/db/database.ts'
import { type DrawnSample, drawnSample } from '../../operation/print-checks/index.ts'
import { say } from './ledger-words.ts'
import { given, numberIn, unreadOption } from './print-options.ts'
import { CannotDo } from './print-surroundings.ts'
import { PRINT_USAGE, printCommandWords } from './print-words.ts'
import { spokenLanguage } from './spoken-language.ts'

const MOST_LOTS = 1_000_000

interface SampleOptions {
  readonly databaseUrl: string
  readonly language?: Language
  readonly out?: NodeJS.WritableStream
}

/**
 * `sekisho print sample --job ID [--lot N]`: what is opened of a registered lot, drawn once more from its seed.
 * @returns exit status: 0 it is as drawn, 1 it is not, 2 there is no such lot
 */
export async function printSampleOfLot(args: readonly string[], options: SampleOptions): Promise<number> {
  const out = options.out ?? process.stdout
  const language = options.language ?? spokenLanguage()
  if (args.includes('--help') || args.includes('-h')) {
    out.write(PRINT_USAGE)
    return 0
  }
  const asked = askedOf(args, language)
  if (typeof asked === 'string') {
    out.write(`${asked.trimEnd()}\n`)
    return 2
  }
  const sample = await find(options.databaseUrl, asked)
  if (!sample) {
    out.write(`${say(printCommandWords.noLot, language, { job: asked.job })}\n`)
    return 2
  }
  out.write(asked.json ? `${JSON.stringify(sample)}\n` : said(sample, language))
  return sample.isAsDrawn ? 0 : 1
}

/** Which lot of which job, or the sentence that says what is not so. */
function askedOf(args: readonly string[], language: Language) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { job: { type: 'string' }, lot: { type: 'string' }, json: { type: 'boolean' } },
    })
    const job = given(values.job, { option: '--job', language })
    if (!z.uuid().safeParse(job).success) return say(printCommandWords.wrongJob, language, { value: job })
    const lot = values.lot === undefined ? undefined : numberIn(values.lot, 1, MOST_LOTS, { option: '--lot', language })
    return { job, lot, json: values.json === true }
  } catch (cause) {
    if (cause instanceof CannotDo) return cause.message
    const known = z.object({ code: z.string().startsWith('ERR_PARSE_ARGS'), message: z.string() }).safeParse(cause)
    if (!known.success) throw cause
    return unreadOption(known.data, language)
  }
}

/** A job's id says not whose it is: every organisation of the installation is asked. */
async function find(
  databaseUrl: string,
  { job, lot }: { readonly job: string; readonly lot?: number | undefined },
): Promise<DrawnSample | undefined> {
  const database = openDatabase(databaseUrl, { maxConnections: 2 })
  try {
    const { rows } = await database.pool.query<{ id: string }>('select id from organisation_ids() as id')
    for (const { id } of rows) {
      const found = await inOrganisation(database, id, (tx) => drawnSample(tx, job, lot))
      if (found) return found
    }
    return undefined
  } finally {
    await database.close()
  }
}

function said(sample: DrawnSample, language: Language): string {
  const w = printCommandWords
  const facts = { ...sample, count: sample.items.length, percent: sample.badShare * 100 }
  return [
    say(w.lot, language, { ...facts, items: '', confidence: sample.confidence * 100, isAsDrawn: '' }),
    say(w.items, language, { items: sample.items.map(({ item }) => item).join(', ') }),
    `seed ${sample.seed}`,
    `population ${sample.populationHash}`,
    say(sample.isAsDrawn ? w.asDrawn : w.notAsDrawn, language),
    '',
  ].join('\n')
}
