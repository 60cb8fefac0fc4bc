import type { ByteSource } from '../byte-source.ts'
import type { ReadOptions } from '../document-reading.ts'
import { startConfined } from './confined-process.ts'
import type { Command } from './confinement.ts'
import { readAnswer } from './sandbox-answer.ts'
import type { InspectOptions, SandboxLimits, SandboxReading } from './sandbox-reading.ts'
import { jsonOf } from './wire.ts'

export type JobOptions = ReadOptions & { readonly inspect?: InspectOptions }

/** One child at work, or waiting for it. */
export interface SandboxChild {
  readonly isAlive: () => boolean
  read(source: ByteSource, options: JobOptions): Promise<SandboxReading>
  kill(): void
}

export function startChild(command: Command, limits: SandboxLimits): SandboxChild {
  const child = startConfined(command, limits)
  return {
    isAlive: child.isAlive,
    kill: () => child.kill(),
    async read(source, options) {
      const { name, limits: readLimits, passwords, pictures, inspect = {} } = options
      const question = { name, limits: readLimits, passwords, pictures, inspect, byteCount: source.byteCount }
      const frame = await child.ask(question, source)
      const answer = frame?.kind === 'D' ? answerIn(frame) : undefined
      if (answer) return answer
      child.kill('crashed')
      await child.ended()
      const unread = [{ path: [options.name ?? ''], reason: child.why() }]
      return { unread, files: [], pictures: [], pictureCount: 0, photos: [], inspected: undefined }
    },
  }
}

/** What is no JSON is no answer. */
function answerIn(frame: Parameters<typeof jsonOf>[0]): SandboxReading | undefined {
  try {
    return readAnswer(jsonOf(frame))
  } catch {
    return undefined
  }
}
