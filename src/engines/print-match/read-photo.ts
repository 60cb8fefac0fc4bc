import { fileURLToPath } from 'node:url'
import { bytesOf, confinedCommand, sandboxState, startConfined } from '../documents/index.ts'
import { PhotoAnswer } from './reading/photo-messages.ts'

const entry = fileURLToPath(new URL('reading/photo-child.ts', import.meta.url))
const LIMITS = { seconds: 20, memoryBytes: 768 * 1024 * 1024 }

/**
 * The texts of the codes on a photograph (PNG, JPEG), read in a child process of its own that dies at its limits.
 * @returns nothing where no code is legible, or the child died over it: that is never "right"
 */
export async function codesOnPhoto(photo: Uint8Array): Promise<readonly string[]> {
  const child = startConfined(confinedCommand(await sandboxState(), LIMITS, [entry]), LIMITS)
  try {
    const frame = await child.ask({ byteCount: photo.length }, bytesOf(photo))
    if (frame?.kind !== 'D') return []
    const answer = PhotoAnswer.safeParse(JSON.parse(frame.payload.toString('utf8')))
    return answer.success ? answer.data.texts : []
  } catch (cause) {
    if (cause instanceof SyntaxError) return []
    throw cause
  } finally {
    child.kill()
    await child.ended()
  }
}
