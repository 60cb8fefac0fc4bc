import type { BatchKind } from '../contract.ts'
import { batchKindWords } from '../words.ts'

export interface TypedBatch {
  readonly kind: BatchKind
  readonly name: string
  readonly from: number
  readonly until: number
}

const SEPARATOR = /[,、，\t]/
const plain = (text: string) => text.normalize('NFKC').trim()
const count = (text: string | undefined) => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined)

/** A line may begin with its kind (`束: 朝の分`): the ends of rolls are not those of batches. */
function kindOf(name: string): { readonly kind: BatchKind; readonly rest: string } | undefined {
  const [, word, rest] = /^([^:]+):(.*)$/s.exec(name) ?? []
  for (const [kind, { ja, en }] of Object.entries(batchKindWords))
    if ([ja, en.toLowerCase()].includes(word?.trim().toLowerCase() ?? ''))
      return { kind: kind as BatchKind, rest: rest!.trim() }
  return undefined
}

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
    const told = parts.slice(0, -2).join('、')
    const { kind: of, rest: name } = kindOf(told) ?? { kind, rest: told }
    if (parts.length < 3 || name === '' || !from || !until || until < from) return { wrongLine: at + 1 }
    batches.push({ kind: of, name, from, until })
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
