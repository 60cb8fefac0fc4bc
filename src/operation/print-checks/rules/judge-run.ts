import type { Finding } from '../../../base/gate-panel.ts'
import type { Word } from '../../../base/words.ts'
import type { PrintOutcome, PrintRunState } from '../print-states.ts'

export interface RunFacts {
  readonly state: PrintRunState
  readonly outcome: PrintOutcome | null
  readonly sheetCount: number
  readonly mismatchCount: number
  /** Hard cases that the test data lack; of the proof, that it is of real data. */
  readonly lacks: readonly string[]
  readonly diagnosis: readonly { readonly sentence: Word }[]
  readonly cannot?: Word | undefined
}

export interface Judged {
  readonly verdict: 'pass' | 'findings' | 'fail'
  readonly findings: readonly Omit<Finding, 'id'>[]
}

const SENTENCES = 5
/** A proof of the test data over again: nobody has seen how the real ones are printed. */
export const REAL_DATA = 'real_data'

/**
 * What a verification says at its gate; undefined while it has not ended. Only a run that looked at everything and found
 * nothing passes. What could not be verified fails: it is not right, and nobody passes it knowingly.
 */
export function judgeRun(run: RunFacts): Judged | undefined {
  if (run.state === 'failed') return fail([unverified(undefined)])
  if (run.state !== 'done') return undefined
  if (run.outcome === 'right' && run.lacks.includes(REAL_DATA)) return fail([stop('proof-of-test-data', {})])
  if (run.outcome === 'right')
    return run.lacks.length === 0
      ? { verdict: 'pass', findings: [] }
      : {
          verdict: 'findings',
          findings: run.lacks.map((kind) => ({ rule: `test-data-lacks-${kind}`, severity: 'warning', facts: {} })),
        }
  const sentences = run.diagnosis
    .slice(0, SENTENCES)
    .map(({ sentence }) => stop('diagnosis', { ja: sentence.ja, en: sentence.en }))
  if (run.outcome === 'mismatches')
    return fail([...sentences, stop('mismatches', { sheets: run.sheetCount, count: run.mismatchCount })])
  return fail([...sentences, unverified(run.cannot)])
}

const fail = (findings: Judged['findings']): Judged => ({ verdict: 'fail', findings })
const stop = (rule: string, facts: Record<string, string | number>) => ({ rule, severity: 'stop' as const, facts })
const unverified = (why: Word | undefined) => stop('unverified', { ja: why?.ja ?? '', en: why?.en ?? '' })
