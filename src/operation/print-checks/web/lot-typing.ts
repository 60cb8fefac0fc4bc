import type { BatchKind } from '../contract.ts'

export interface TypedBatch {
  readonly kind: BatchKind
  readonly name: string
  readonly from: number
  readonly until: number
}

const SEPARATOR = /[,、，\t]/
const plain = (text: string) => text.normalize('NFKC').trim()
const count = (text: string | undefined) => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined)

/** Reads one batch a line: `ロール1, 1, 350`; figures may be of full width. @returns the line that is wrong, from 1 */
export function readBatches(
  text: string,
  kind: BatchKind,
): { readonly batches: readonly TypedBatch[] } | { readonly wrongLine: number } {
  const batches: TypedBatch[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (plain(line) === '') continue
    const parts = line.split(SEPARATOR).map(plain)
    const [from, until] = [count(parts.at(-2)), count(parts.at(-1))]
    const name = parts.slice(0, -2).join('、')
    if (parts.length < 3 || name === '' || !from || !until || until < from) return { wrongLine: at + 1 }
    batches.push({ kind, name, from, until })
  }
  return { batches }
}

/** Reads `351、702`. @returns undefined where something is no number */
export function readCounts(text: string): readonly number[] | undefined {
  const parts = text
    .split(/[,、，\s]+/)
    .map(plain)
    .filter((part) => part !== '')
  const counts = parts.map(count)
  return counts.every((each) => each !== undefined && each > 0) ? (counts as number[]) : undefined
}
