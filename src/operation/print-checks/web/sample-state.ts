import type { OutputOf } from '../../../base/endpoint.ts'
import type { readSample } from '../contract.ts'

export type Sample = OutputOf<typeof readSample>
export type Item = Sample['items'][number]

interface Read {
  readonly sides: readonly { readonly entry?: { readonly matches: boolean } | undefined }[]
}

/** Every side of it has been read back. */
export const isDone = ({ sides }: Read): boolean => sides.length > 0 && sides.every(({ entry }) => entry !== undefined)

export const isWrong = ({ sides }: Read): boolean => sides.some(({ entry }) => entry?.matches === false)
