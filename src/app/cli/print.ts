import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Language } from '../../base/words.ts'
import { csvBytes } from '../../engines/documents/index.ts'
import {
  CannotVerify,
  cannotVerifyText,
  generateTestData,
  type PrintPdf,
  readSpecification,
  sheetsOfTestData,
  verifyApart,
} from '../../engines/print-match/index.ts'
import {
  AQLS,
  detectionChance,
  drawSample,
  INSPECTION_LEVELS,
  sampleSizeFor,
  singlePlan,
} from '../../engines/sampling/index.ts'
import { PRINT_USAGE, printCommandWords, sampleText, summaryText, verdictLine } from './print-words.ts'
import { say } from './ledger-words.ts'

export interface PrintCommandOptions {
  readonly language?: Language
  readonly out?: NodeJS.WritableStream
  readonly err?: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/** What a person must put right; everything else that goes wrong is a fault. */
class CannotDo extends Error {}
class NotAFile extends Error {}

/**
 * `sekisho print verify|sample|testdata …`
 * @returns exit status: 0 right, 1 mismatches, 2 could not do it: a fault, an interruption, or a reader that went away too
 */
export async function printCommand(args: readonly string[], options: PrintCommandOptions = {}): Promise<number> {
  const err = options.err ?? process.stderr
  const out = options.out ?? process.stdout
  const spoken = new Intl.DateTimeFormat().resolvedOptions().locale
  const language = options.language ?? (spoken.startsWith('ja') ? 'ja' : 'en')
  const [verb, ...rest] = args
  if (['--help', '-h', 'help'].includes(verb ?? '') || rest.includes('--help') || rest.includes('-h')) {
    out.write(PRINT_USAGE)
    return 0
  }
  const broken = new AbortController()
  const stop = () => broken.abort()
  let lost: unknown
  const onLost = (cause: unknown) => {
    lost ??= cause
    stop()
  }
  out.on('error', onLost)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  const surroundings = { out, err, language, signal: broken.signal }
  try {
    if (verb === 'verify') return await printVerify(rest, surroundings)
    if (verb === 'sample') return await printSample(rest, surroundings)
    if (verb === 'testdata') return await printTestData(rest, surroundings)
    throw new CannotDo(PRINT_USAGE)
  } catch (cause) {
    // Whoever reads along has seen enough.
    if (!isOfCode(lost, 'EPIPE')) err.write(`${expected(lost ?? cause, language).trimEnd()}\n`)
    return 2
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop)
    out.off('error', onLost)
  }
}

interface Surroundings {
  readonly out: NodeJS.WritableStream
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly language: Language
  /** The command is interrupted, or nobody takes what it says. */
  readonly signal: AbortSignal
}

const isOfCode = (cause: unknown, code: string) => cause instanceof Error && 'code' in cause && cause.code === code

/** What ends a command has arrived before its exit status is given. */
const tell = (out: NodeJS.WritableStream, text: string) =>
  new Promise<void>((resolve, reject) => out.write(text, (cause) => (cause ? reject(cause) : resolve())))

const VERIFY_OPTIONS = {
  spec: { type: 'string', multiple: true },
  data: { type: 'string', multiple: true },
  pdf: { type: 'string', multiple: true },
  scan: { type: 'boolean' },
  threads: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** `--pdf a.pdf b.pdf --pdf c.pdf`: what follows belongs to it, and the order is that of the run. */
function verifyOptions(args: readonly string[]) {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: VERIFY_OPTIONS,
    allowPositionals: true,
    tokens: true,
  })
  const files = { data: [] as string[], pdf: [] as string[] }
  let into: keyof typeof files | undefined
  for (const token of tokens) {
    if (token.kind === 'option' && (token.name === 'data' || token.name === 'pdf')) into = token.name
    if (token.kind === 'positional' && !into) throw new CannotDo(PRINT_USAGE)
    if (token.kind !== 'option-terminator' && token.value !== undefined && into)
      if (token.kind === 'positional' || token.name === into) files[into].push(token.value)
  }
  const [spec, ...more] = values.spec ?? []
  if (spec === undefined || more.length > 0 || files.data.length === 0 || files.pdf.length === 0)
    throw new CannotDo(PRINT_USAGE)
  const threadCount = values.threads === undefined ? Math.min(2, availableParallelism()) : Number(values.threads)
  if (!Number.isInteger(threadCount) || threadCount < 1 || threadCount > 16) throw new CannotDo(PRINT_USAGE)
  return { ...values, spec, ...files, threadCount }
}

async function printVerify(args: readonly string[], { out, err, language, signal }: Surroundings): Promise<number> {
  const values = verifyOptions(args)
  const { threadCount } = values
  const specification = readSpecification(await readFile(await aFile(values.spec), 'utf8'))
  const data = await Promise.all(values.data.map(fileOf))
  const pdfs = await Promise.all(values.pdf.map(fileOf))
  let shownAt = -Infinity
  const summary = await verifyApart({
    specification,
    data,
    pdfs,
    threadCount,
    signal,
    ...(values.scan && { of: 'scan' as const }),
    onSheet: (verdict) => {
      // The stream is for machines that follow along; a person gets the sentences at the end.
      if (values.json && verdict.state !== 'ok') out.write(`${JSON.stringify({ event: 'sheet', ...verdict })}\n`)
    },
    onProgress: (progress) => {
      if (values.json) out.write(`${JSON.stringify({ event: 'progress', ...progress })}\n`)
      else if (err.isTTY && performance.now() - shownAt > 100) {
        shownAt = performance.now()
        err.write(`\r${verdictLine(progress, language)}\u001b[K`)
      }
    },
  }).finally(() => {
    if (shownAt !== -Infinity) err.write('\r\u001b[K')
  })
  await tell(
    out,
    values.json ? `${JSON.stringify({ event: 'summary', ...summary })}\n` : summaryText(summary, language),
  )
  return summary.outcome === 'right' ? 0 : summary.outcome === 'mismatches' ? 1 : 2
}

/** @throws CannotDo for a folder, by its name */
async function aFile(path: string): Promise<string> {
  if ((await stat(path)).isDirectory()) throw new NotAFile(path)
  return path
}

async function fileOf(path: string): Promise<PrintPdf> {
  const { size } = await stat(await aFile(path))
  await (await open(path)).close() // says now, and not in the middle, that it cannot be read
  return {
    name: basename(path),
    source: {
      byteCount: size,
      open: ({ from, until }) => createReadStream(path, { start: from, end: Math.max(from, until - 1) }),
    },
  }
}

async function printSample(args: readonly string[], { out, language }: Surroundings): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lot: { type: 'string' },
      level: { type: 'string', default: 'II' },
      aql: { type: 'string', default: '0.15' },
      bad: { type: 'string' },
      confidence: { type: 'string', default: '0.95' },
      seed: { type: 'string' },
      population: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const lot = Number(values.lot)
  const level = INSPECTION_LEVELS.find((each) => each === values.level)
  const aql = AQLS.find((each) => each === Number(values.aql))
  const [bad, confidence] = [values.bad === undefined ? undefined : Number(values.bad), Number(values.confidence)]
  const isShare = (share: number) => share > 0 && share < 1
  if (
    !Number.isInteger(lot) ||
    lot < 2 ||
    !level ||
    aql === undefined ||
    (bad !== undefined && !isShare(bad)) ||
    !isShare(confidence)
  )
    throw new CannotDo(PRINT_USAGE)
  if ((values.seed === undefined) !== (values.population === undefined))
    throw new CannotDo(say(printCommandWords.seedAlone, language))
  const table = singlePlan(lot, level, aql)
  const size = bad === undefined ? table.size : sampleSizeFor(lot, bad, confidence)
  const items =
    values.seed === undefined || values.population === undefined
      ? undefined
      : drawSample(values.seed, values.population, lot, size).map((item) => item + 1)
  // A print for the wrong person is a critical defect: the acceptance number is 0, whatever the table allows.
  const plan = {
    lot,
    level,
    aql,
    letter: table.letter,
    size,
    accept: 0,
    tableAccept: table.accept,
    isWholeLot: size === lot,
  }
  const chances = [1, Math.ceil(lot / 100), Math.ceil((lot * 3) / 100)].map((count) => ({
    bad: count,
    chance: detectionChance(lot, count, size),
  }))
  await tell(
    out,
    values.json
      ? `${JSON.stringify({ ...plan, chances, ...(items && { items }) })}\n`
      : sampleText({ ...plan, chances, items }, language),
  )
  return 0
}

async function printTestData(args: readonly string[], { out, language }: Surroundings): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { spec: { type: 'string' }, to: { type: 'string', default: '.' }, plain: { type: 'string' } },
  })
  if (values.spec === undefined) throw new CannotDo(PRINT_USAGE)
  const specification = readSpecification(await readFile(values.spec, 'utf8'))
  const plain = values.plain === undefined ? undefined : Number(values.plain)
  if (plain !== undefined && (!Number.isInteger(plain) || plain < 0 || plain > 1_000_000))
    throw new CannotDo(PRINT_USAGE)
  const data = generateTestData(specification, plain === undefined ? {} : { plain })
  const { records, children, cases } = sheetsOfTestData(specification, data)
  await mkdir(values.to, { recursive: true })
  const written: string[] = []
  const write = async (name: string, sheet: typeof records) => {
    const parts: Uint8Array[] = []
    for await (const part of csvBytes(sheet)) parts.push(part)
    const path = join(values.to, name)
    await writeFile(path, Buffer.concat(parts), { flag: 'wx' })
    written.push(path)
  }
  await write('testdata.csv', records)
  if (children) await write('testdata-children.csv', children)
  await write('testdata-cases.csv', cases)
  await tell(
    out,
    say(printCommandWords.testDataWritten, language, { count: data.records.length, files: written.join(', ') }),
  )
  return 0
}

/** What a person can put right, in words; of a fault its kind and place, for what it says may be of somebody. */
function expected(cause: unknown, language: Language): string {
  const w = printCommandWords
  if (cause instanceof CannotDo) return cause.message
  if (cause instanceof NotAFile) return say(w.notAFile, language, { path: cause.message })
  if (cause instanceof CannotVerify) return cannotVerifyText(cause, language)
  const known = z.object({ code: z.string(), message: z.string(), path: z.string().optional() }).safeParse(cause).data
  const { code = '', message = '', path = '' } = known ?? {}
  if (code === 'ENOENT') return say(w.noFile, language, { path })
  if (code === 'EEXIST') return say(w.fileExists, language, { path })
  if (code.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${PRINT_USAGE}`
  if (/^E[A-Z]+$/.test(code)) return say(w.cannot, language, { message })
  const { name, stack = '' } = cause instanceof Error ? cause : new Error()
  const places = stack.split('\n').filter((line) => line.startsWith('    at '))
  return [say(w.fault, language, { name }), ...places].join('\n')
}
