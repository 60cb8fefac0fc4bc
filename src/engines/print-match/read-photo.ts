import { fileURLToPath } from 'node:url'
import { bytesOf, confinedCommand, sandboxState, startConfined } from '../documents/index.ts'
import { PhotoAnswer, type PhotoReading, type PhotoText } from './reading/photo-messages.ts'

const entry = fileURLToPath(new URL('reading/photo-child.ts', import.meta.url))
const CODE_LIMITS = { seconds: 20, memoryBytes: 768 * 1024 * 1024 }
/** Text takes seconds of processor; what takes longer shows no page, and nobody waits at a telephone for it. */
const TEXT_LIMITS = { seconds: 90, memoryBytes: 1536 * 1024 * 1024 }
const NOTHING: PhotoReading = { codes: [], lines: [] }

let reading: Promise<unknown> = Promise.resolve()

/**
 * The codes on a photograph (PNG, JPEG) and, where it is asked for, its printed text, read in a child process of its own
 * that dies at its limits. Text is read of one photograph at a time: it takes a core.
 * @returns nothing where nothing is legible, or the child died over it: that is never "right"
 */
export async function readPhoto(photo: Uint8Array, text: PhotoText): Promise<PhotoReading> {
  if (text === 'never') return inChild(photo, text, CODE_LIMITS)
  const answer = reading.then(() => inChild(photo, text, TEXT_LIMITS))
  reading = answer.catch(() => undefined)
  return answer
}

async function inChild(photo: Uint8Array, text: PhotoText, limits: typeof CODE_LIMITS): Promise<PhotoReading> {
  const child = startConfined(confinedCommand(await sandboxState(), limits, [entry]), limits)
  try {
    const frame = await child.ask({ byteCount: photo.length, text }, bytesOf(photo))
    if (frame?.kind !== 'D') return NOTHING
    return PhotoAnswer.safeParse(JSON.parse(frame.payload.toString('utf8'))).data ?? NOTHING
  } catch (cause) {
    if (cause instanceof SyntaxError) return NOTHING
    throw cause
  } finally {
    child.kill()
    await child.ended()
  }
}
