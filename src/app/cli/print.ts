import { z } from 'zod'
import type { Language } from '../../base/words.ts'
import { CannotVerify, cannotVerifyText } from '../../engines/print-match/index.ts'
import { say } from './ledger-words.ts'
import { unreadOption } from './print-options.ts'
import { planPrintSample } from './print-sample-plan.ts'
import { CannotDo } from './print-surroundings.ts'
import { printTestData } from './print-test-data.ts'
import { NotAFile, printVerify } from './print-verify.ts'
import { PRINT_USAGE, printCommandWords } from './print-words.ts'
import { spokenLanguage } from './spoken-language.ts'

export interface PrintCommandOptions {
  readonly language?: Language
  readonly out?: NodeJS.WritableStream
  readonly err?: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/**
 * `sekisho print verify|sample|testdata …`
 * @returns exit status: 0 right, 1 mismatches, 2 could not do it: a fault, an interruption, or a reader that went away too
 */
export async function printCommand(args: readonly string[], options: PrintCommandOptions = {}): Promise<number> {
  const err = options.err ?? process.stderr
  const out = options.out ?? process.stdout
  const language = options.language ?? spokenLanguage()
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
    if (verb === 'sample') return await planPrintSample(rest, surroundings)
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

const isOfCode = (cause: unknown, code: string) => cause instanceof Error && 'code' in cause && cause.code === code

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
  if (code.startsWith('ERR_PARSE_ARGS')) return unreadOption({ code, message }, language)
  if (/^E[A-Z]+$/.test(code)) return say(w.cannot, language, { message })
  const { name, stack = '' } = cause instanceof Error ? cause : new Error()
  const places = stack.split('\n').filter((line) => line.startsWith('    at '))
  return [say(w.fault, language, { name }), ...places].join('\n')
}
