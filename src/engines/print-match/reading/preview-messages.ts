import type { CannotVerifyReason } from '../cannot-verify.ts'

export interface PrintedWord {
  readonly text: string
  /** Millimetres: x, y, width, height. */
  readonly box: readonly [number, number, number, number]
}

export interface PreviewStart {
  readonly name: string
  readonly byteCount: number
  readonly control: SharedArrayBuffer
  readonly block: SharedArrayBuffer
}

export type PreviewRequest =
  | { readonly ask: 'open' }
  | { readonly ask: 'words'; readonly page: number }
  | { readonly ask: 'png'; readonly page: number; readonly dpi: number }

export type FromPreview =
  | { readonly tell: 'opened'; readonly pageCount: number }
  | {
      readonly tell: 'words'
      readonly widthMm: number
      readonly heightMm: number
      readonly words: readonly PrintedWord[]
    }
  | { readonly tell: 'png'; readonly bytes: Uint8Array }
  | {
      readonly tell: 'failed'
      readonly reason: CannotVerifyReason
      readonly facts: Readonly<Record<string, string | number>>
    }
  | { readonly tell: 'fault'; readonly message: string }
  | { readonly tell: 'block'; readonly position: number; readonly length: number }
