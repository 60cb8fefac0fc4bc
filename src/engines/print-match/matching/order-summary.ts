import type { Diagnosis, DiagnosisKind } from '../verdict.ts'
import { diagnosis } from '../words/diagnosis-words.ts'

/** More of one kind than that are one sentence: nobody reads hundreds. */
const MOST_OF_A_KIND = 5
const DROPPED = new Set<DiagnosisKind>(['record_dropped', 'records_dropped', 'sheets_dropped'])
const REPEATED = new Set<DiagnosisKind>(['record_repeated', 'restarted'])
const MOVED = new Set<DiagnosisKind>(['group_reversed', 'batches_swapped', 'group_moved', 'order_mixed'])

/** What happened to the order, in a number of sentences that somebody reads: what moved first, then what is there twice, then what is gone. */
export function orderSummary(found: readonly Diagnosis[]): Diagnosis[] {
  const dropped = found.filter(({ kind }) => DROPPED.has(kind))
  const repeated = found.filter(({ kind }) => REPEATED.has(kind))
  const moved = found.filter(({ kind }) => MOVED.has(kind))
  const told = (all: readonly Diagnosis[], sum: (first: Diagnosis['facts']) => Diagnosis) =>
    all.length > MOST_OF_A_KIND ? [sum(all[0]!.facts)] : all
  const sum = (all: readonly Diagnosis[], countOf: (each: Diagnosis) => number) =>
    all.reduce((count, each) => count + countOf(each), 0)
  return [
    ...told(moved, (first) =>
      diagnosis('order_mixed', {
        count: sum(moved, ({ kind, facts }) => (kind === 'order_mixed' ? Number(facts['count']) : 1)),
        sheet: first['from'] ?? first['sheet'] ?? 0,
      }),
    ),
    ...told(repeated, (first) => diagnosis('records_repeated', { ...first, count: repeated.length })),
    ...told(dropped, (first) =>
      diagnosis('records_missing', {
        key: first['key'] ?? '',
        line: first['line'] ?? 0,
        count: sum(dropped, ({ kind, facts }) => (kind === 'records_dropped' ? Number(facts['count']) : 1)),
      }),
    ),
  ]
}
