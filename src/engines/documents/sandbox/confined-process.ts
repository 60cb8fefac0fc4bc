import { type ChildProcess, spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import type { ByteSource } from '../byte-source.ts'
import type { UnreadDocumentReason } from '../unread-document-reason.ts'
import { type Command, readerPid, residentBytes } from './confinement.ts'
import type { SandboxLimits } from './sandbox-reading.ts'
import { type Frame, jsonOf, receivedFrames, sendFrame } from './wire.ts'

/** A child that reads what strangers wrote: it asks for ranges of it, answers one question at a time, or dies. */
export interface ConfinedProcess {
  readonly isAlive: () => boolean
  /**
   * @param source the content that the child may ask ranges of
   * @param asked what else holds for this question
   * @returns its answer; undefined where there is none: then the child is not to be used again, and `why` says more
   * @throws what the source throws: that is our own fault, not the child's
   */
  ask(question: object, source: ByteSource, asked?: AskOptions): Promise<Frame | undefined>
  /** Why it was killed or died. */
  readonly why: () => UnreadDocumentReason
  kill(reason?: UnreadDocumentReason): void
  /** When it has gone. */
  ended(): Promise<void>
}

export interface AskOptions {
  /** What the child tells before it answers. What this throws ends the question, and the child. */
  readonly onTold?: (frame: Frame) => void | Promise<void>
  /** After which a child that asks and tells nothing is killed; left out, it may be silent until its limit. */
  readonly silentSeconds?: number
}

const LOOK_EVERY_MS = 50
/** A child that does not get up within this time is not going to. */
const START_SECONDS = 60

export function startConfined(
  command: Command,
  limits: Pick<SandboxLimits, 'seconds' | 'memoryBytes'>,
): ConfinedProcess {
  const child = spawn(command.program, command.parameters, {
    env: {},
    cwd: '/',
    // What the child says on its error output may quote the file.
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const [input, output] = [child.stdin, child.stdout]
  const frames = receivedFrames(output)
  let isAlive = true
  let isReady = false
  let why: UnreadDocumentReason | undefined
  let reader: Promise<number | undefined> | undefined
  const kill = (reason?: UnreadDocumentReason) => {
    why ??= reason
    isAlive = false
    child.kill('SIGKILL')
  }
  child.on('exit', (code, signal) => {
    isAlive = false
    // V8 gives up on its heap by aborting.
    if (code === 134 || signal === 'SIGABRT') why ??= 'out_of_memory'
  })
  child.on('error', () => (isAlive = false))
  input.on('error', () => kill())

  const next = async (): Promise<Frame | undefined> => {
    try {
      const { value, done } = await frames.next()
      return done ? undefined : value
    } catch {
      return undefined
    }
  }
  const answerTo = async (
    question: object,
    source: ByteSource,
    { onTold, silentSeconds = limits.seconds }: AskOptions,
  ): Promise<Frame | undefined> => {
    sendFrame(input, 'J', question)
    const frameInTime = () => within(silentSeconds, next(), () => kill('timed_out'))
    for (let frame = await frameInTime(); frame; frame = await frameInTime()) {
      if (frame.kind === 'D' || frame.kind === 'P') return frame
      if (frame.kind === 'T') await onTold?.(frame)
      if (frame.kind === 'R') sendFrame(input, 'B', await rangeOf(source, jsonOf(frame)))
    }
    return undefined
  }
  return {
    isAlive: () => isAlive,
    why: () => why ?? 'crashed',
    kill,
    async ask(question, source, asked = {}) {
      holdProcess(child, true)
      const isUp = isReady || (await within(START_SECONDS, next(), () => kill('crashed')))?.kind === 'Q'
      isReady = true
      reader ??= child.pid === undefined ? Promise.resolve(undefined) : readerPid(child.pid)
      const stopWatching = watch(reader, limits, kill)
      try {
        return isUp ? await answerTo(question, source, asked).catch(ifNotOurs(kill)) : undefined
      } finally {
        stopWatching()
        holdProcess(child, false)
      }
    },
    ended() {
      // Whoever waits for its end waits as long as that takes.
      holdProcess(child, true)
      return exited(child)
    },
  }
}

/** A child that talks nonsense dies; a source that cannot be read is our own fault, and is told as it is. */
const ifNotOurs = (kill: () => void) => (cause: unknown) => {
  kill()
  if (cause instanceof SyntaxError || cause instanceof RangeError) return undefined
  throw cause
}

async function rangeOf(source: ByteSource, asked: unknown): Promise<Buffer> {
  const { from, until } = asked as { readonly from: number; readonly until: number }
  const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(until) && from >= 0 && until <= source.byteCount
  if (!isRange || from > until) throw new RangeError('no such range')
  return buffer(source.open({ from, until }))
}

/** Kills a child that takes too long or too much memory. */
function watch(
  reader: Promise<number | undefined>,
  limits: Pick<SandboxLimits, 'seconds' | 'memoryBytes'>,
  kill: (reason: UnreadDocumentReason) => void,
): () => void {
  const deadline = setTimeout(() => kill('timed_out'), limits.seconds * 1000)
  const look = async () => {
    const pid = await reader
    const used = pid === undefined ? undefined : await residentBytes(pid)
    if (used !== undefined && used > limits.memoryBytes) kill('out_of_memory')
  }
  const memory = setInterval(() => void look(), LOOK_EVERY_MS)
  return () => {
    clearTimeout(deadline)
    clearInterval(memory)
  }
}

async function within<T>(seconds: number, work: Promise<T>, otherwise: () => void): Promise<T> {
  const timer = setTimeout(otherwise, seconds * 1000)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

/** A child that only waits for work keeps nobody from ending; its pipes close then, and it ends too. */
function holdProcess(child: ChildProcess, isHeld: boolean): void {
  for (const each of [child, child.stdin, child.stdout] as unknown as { ref(): void; unref(): void }[]) {
    if (isHeld) each.ref()
    else each.unref()
  }
}

/** A program that could not be started at all never exits. */
const exited = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
