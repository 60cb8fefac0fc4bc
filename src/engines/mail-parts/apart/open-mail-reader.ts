import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { mayReadProgram } from '../../../base/may-read-program.ts'
import type { MailReading } from '../mail-reading.ts'
import { readNothing } from '../read-nothing.ts'
import { type Frame, receivedFrames, sendFrame } from './frames.ts'

export interface MailReaderLimits {
  /** For one mail, from handing it over. */
  readonly seconds: number
  /** Resident memory of the reading process. */
  readonly memoryBytes: number
}

export const MAIL_READER_LIMITS: MailReaderLimits = { seconds: 60, memoryBytes: 1024 ** 3 }

/** Reads mails in a process of its own: one that kills, hangs or bloats its reader takes nothing else with it. */
export interface MailReader {
  /** As `readMail`. Never throws for the mail: one over the limits is `parser_failed`. */
  read(bytes: Uint8Array, previewLimit?: number): Promise<MailReading>
  /** The decoded content of one attachment, by its hash; undefined where no parser sees one, or over the limits. */
  attachment(bytes: Uint8Array, sha256: string): Promise<Buffer | undefined>
  close(): void
}

interface Child {
  readonly process: ChildProcess
  readonly frames: AsyncGenerator<Frame, undefined>
}

const LOOK_EVERY_MS = 100
const entry = fileURLToPath(new URL('child.ts', import.meta.url))

/** One process, started when it is first needed and again when it died; one mail at a time. */
export function openMailReader(limits: MailReaderLimits = MAIL_READER_LIMITS): MailReader {
  let child: Child | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  const ask = (bytes: Uint8Array, kind: string, question: string) =>
    inTurn(async () => {
      child ??= startChild(limits)
      const answer = await within(child.process, limits, async ({ stdin }) => {
        sendFrame(stdin!, 'M', bytes)
        sendFrame(stdin!, kind, question)
        return (await child!.frames.next()).value
      })
      if (!answer) {
        child.process.kill('SIGKILL')
        child = undefined
      }
      return answer
    })
  return {
    async read(bytes, previewLimit = 20_000) {
      const answer = await ask(bytes, 'R', String(previewLimit))
      return answer ? (JSON.parse(answer.payload.toString()) as MailReading) : readNothing(bytes)
    },
    async attachment(bytes, sha256) {
      const answer = await ask(bytes, 'A', sha256)
      return answer?.kind === 'A' ? answer.payload : undefined
    },
    close: () => void child?.process.kill('SIGKILL'),
  }
}

function startChild({ memoryBytes }: MailReaderLimits): Child {
  const started = spawn(
    process.execPath,
    [
      '--permission',
      ...mayReadProgram(),
      '--no-warnings',
      '--no-addons',
      `--max-old-space-size=${Math.floor(memoryBytes / 2 ** 20 / 2)}`,
      entry,
    ],
    // What the child says on its error output may quote the mail.
    { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] },
  )
  started.on('error', () => undefined)
  started.stdin.on('error', () => undefined)
  // It must not keep alive the process that reads no more mail.
  started.unref()
  for (const pipe of [started.stdin, started.stdout]) (pipe as unknown as { unref(): void }).unref()
  return { process: started, frames: receivedFrames(started.stdout) }
}

/** The answer, or undefined when the child died, took too long or took too much. */
async function within(
  child: ChildProcess,
  limits: MailReaderLimits,
  work: (child: ChildProcess) => Promise<Frame | undefined>,
): Promise<Frame | undefined> {
  const kill = () => void child.kill('SIGKILL')
  const deadline = setTimeout(kill, limits.seconds * 1000)
  const memory = setInterval(() => {
    void residentBytes(child.pid).then((used) => used > limits.memoryBytes && kill())
  }, LOOK_EVERY_MS)
  try {
    return await work(child).catch(() => undefined)
  } finally {
    clearTimeout(deadline)
    clearInterval(memory)
  }
}

/** 0 where the system does not tell; the deadline is left then. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}
