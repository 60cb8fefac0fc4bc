import type { CannotVerifyReason } from '../cannot-verify.ts'
import type { CodeFormat } from '../specification.ts'
import type { PackedPages } from './packed-pages.ts'

export type Box = readonly [number, number, number, number]

/** What a thread looks for on one side, in mm of the whole page: left, top, right, bottom. */
export interface Look {
  readonly watched: readonly Box[]
  readonly codes: readonly { readonly box: Box; readonly formats: readonly CodeFormat[] }[]
  /** Codes anywhere on the page: for scans, which lie as they like. */
  readonly codesAnywhere?: readonly CodeFormat[]
  /** Areas whose text is read from the picture of the paper, where no code is found on the page. */
  readonly texts?: readonly Box[]
}

export type Looks = readonly [front: Look, back: Look]

export interface ThreadStart {
  readonly files: readonly { readonly name: string; readonly byteCount: number }[]
  readonly control: SharedArrayBuffer
  readonly block: SharedArrayBuffer
}

export interface PageRequest {
  readonly file: number
  /** From 0, in its file. */
  readonly page: number
  readonly side: 0 | 1
}

export type ToThread =
  | { readonly ask: 'count'; readonly file: number }
  | { readonly ask: 'look'; readonly looks: Looks }
  | { readonly ask: 'read'; readonly batch: number; readonly pages: readonly PageRequest[] }

export type FromThread =
  | { readonly tell: 'counted'; readonly pageCount: number; readonly widthMm: number; readonly heightMm: number }
  | { readonly tell: 'looking' }
  | { readonly tell: 'pages'; readonly batch: number; readonly contents: PackedPages }
  | {
      readonly tell: 'failed'
      readonly reason: CannotVerifyReason
      readonly facts: Readonly<Record<string, string | number>>
    }
  | { readonly tell: 'fault'; readonly message: string }
  /** The thread stands still until the block that begins there lies in its shared block. */
  | { readonly tell: 'block'; readonly file: number; readonly position: number }

/** Files that a thread keeps open. */
export const MOST_OPEN = 2

/** In `control[0]`: what the thread waits for. In `control[1]`: how many bytes came. */
export const WAITING = 0
export const ARRIVED = 1
export const NOT_READ = 2
export const BLOCK_BYTES = 512 * 1024
