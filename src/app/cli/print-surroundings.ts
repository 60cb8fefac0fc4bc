import type { Language } from '../../base/words.ts'

/** Where a command of `sekisho print` runs. */
export interface PrintSurroundings {
  readonly out: NodeJS.WritableStream
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly language: Language
  /** The command is interrupted, or nobody takes what it says. */
  readonly signal: AbortSignal
}

/** What a person must put right; everything else that goes wrong is a fault. */
export class CannotDo extends Error {}

/** What ends a command has arrived before its exit status is given. */
export const tell = (out: NodeJS.WritableStream, text: string) =>
  new Promise<void>((resolve, reject) => out.write(text, (cause) => (cause ? reject(cause) : resolve())))
