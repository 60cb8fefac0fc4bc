import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type PrintPdf, readSpecification, verifyApart } from '../../engines/print-match/index.ts'
import type { Language } from '../../base/words.ts'
import { say } from './ledger-words.ts'
import { missingOption, numberIn } from './print-options.ts'
import { CannotDo, type PrintSurroundings, tell } from './print-surroundings.ts'
import { PRINT_USAGE, printCommandWords, summaryText, verdictLine } from './print-words.ts'

/** A folder where a file should be; its message is the path. */
export class NotAFile extends Error {}

const VERIFY_OPTIONS = {
  spec: { type: 'string', multiple: true },
  data: { type: 'string', multiple: true },
  pdf: { type: 'string', multiple: true },
  scan: { type: 'boolean' },
  threads: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** `--pdf a.pdf b.pdf --pdf c.pdf`: what follows belongs to it, and the order is that of the run. */
function verifyOptions(args: readonly string[], language: Language) {
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
    if (token.kind === 'positional' && !into)
      throw new CannotDo(
        `${say(printCommandWords.unexpectedWord, language, { option: token.value })}\n\n${PRINT_USAGE}`,
      )
    if (token.kind !== 'option-terminator' && token.value !== undefined && into)
      if (token.kind === 'positional' || token.name === into) files[into].push(token.value)
  }
  const [spec, ...more] = values.spec ?? []
  if (more.length > 0) throw new CannotDo(say(printCommandWords.optionOnce, language, { option: '--spec' }))
  if (spec === undefined) throw new CannotDo(missingOption({ option: '--spec', language }))
  const lacking = (['data', 'pdf'] as const).find((name) => files[name].length === 0)
  if (lacking) throw new CannotDo(missingOption({ option: `--${lacking}`, language }))
  const threadCount =
    values.threads === undefined
      ? Math.min(2, availableParallelism())
      : numberIn(values.threads, 1, 16, { option: '--threads', language })
  return { ...values, spec, ...files, threadCount }
}

/** `sekisho print verify …`: holds a print run against its data. @returns exit status: 0 right, 1 mismatches, 2 not verified */
export async function printVerify(
  args: readonly string[],
  { out, err, language, signal }: PrintSurroundings,
): Promise<number> {
  const values = verifyOptions(args, language)
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

/** @throws NotAFile */
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
