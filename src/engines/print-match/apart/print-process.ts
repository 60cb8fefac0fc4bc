import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import {
  type AskOptions,
  type ByteSource,
  confinedCommand,
  type Frame,
  jsonOf,
  sandboxState,
  startConfined,
} from '../../documents/index.ts'
import { CannotVerify } from '../cannot-verify.ts'
import type { PrintPdf } from '../print-run.ts'
import { PrintAnswer, type PrintQuestion } from './print-messages.ts'

export interface PrintReadingLimits {
  /** Of one question. */
  readonly seconds: number
  /** For which the child may neither ask nor tell anything. */
  readonly silentSeconds: number
  /** Of the child, resident. */
  readonly memoryBytes: number
}

/** One confined child that reads the files of a print job. */
export interface PrintProcess {
  /** @throws CannotVerify what the child says, or `reader_stopped` where it died at its limits, or over the files */
  ask<T extends PrintAnswer['tell']>(
    question: PrintQuestion,
    files: readonly PrintPdf[],
    tell: T,
    onTold?: AskOptions['onTold'],
  ): Promise<Extract<PrintAnswer, { tell: T }>>
  close(): Promise<void>
}

const entry = fileURLToPath(new URL('print-child.ts', import.meta.url))

export async function startPrintProcess(limits: PrintReadingLimits): Promise<PrintProcess> {
  const child = startConfined(confinedCommand(await sandboxState(), limits, [entry], true), limits)
  return {
    async ask(question, files, tell, onTold) {
      const { silentSeconds } = limits
      const frame = await child.ask(question, joined(files), { silentSeconds, ...(onTold && { onTold }) })
      const answer = frame && answerIn(frame)
      if (answer?.tell === 'failed') throw new CannotVerify(answer.reason, answer.facts)
      if (answer?.tell === tell) return answer as never
      child.kill()
      await child.ended()
      throw new CannotVerify('reader_stopped', { why: child.why() })
    },
    async close() {
      child.kill()
      await child.ended()
    },
  }
}

/** What has not the form of an answer is none. */
function answerIn(frame: Frame): PrintAnswer | undefined {
  try {
    return PrintAnswer.safeParse(jsonOf(frame)).data
  } catch {
    return undefined
  }
}

/** The files one behind the other. A range lies in one of them: each is read by itself. */
function joined(files: readonly PrintPdf[]): ByteSource {
  const starts: number[] = []
  let byteCount = 0
  for (const { source } of files) {
    starts.push(byteCount)
    byteCount += source.byteCount
  }
  return {
    byteCount,
    open({ from, until }) {
      const file = starts.findLastIndex((start, at) => start <= from && files[at]!.source.byteCount > 0)
      const source = files[file]?.source
      if (!source || until - starts[file]! > source.byteCount) throw new RangeError('no such range')
      if (from === until) return Readable.from([])
      return source.open({ from: from - starts[file]!, until: until - starts[file]! })
    },
  }
}

export const partOf = ({ name, source: { byteCount } }: PrintPdf) => ({ name, byteCount })
