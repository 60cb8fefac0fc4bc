import type { LotStopCause } from '../print-states.ts'
import type { Judged } from './judge-run.ts'

export interface LotFacts {
  readonly entries: readonly { readonly item: number; readonly page: number; readonly matches: boolean }[]
  /** Where sheets were scanned: what the machine says of them, once it has looked. */
  readonly scan: { readonly judged: Judged | undefined } | undefined
  /** This lot was stopped before, by an item or by an earlier scan of it. */
  readonly isStopped: boolean
  /** Lots of the job that were stopped before it, and what was done about each. */
  readonly stoppedBefore: readonly {
    readonly number: number
    readonly cause: LotStopCause
    readonly done: string | undefined
  }[]
  /** Lots in whose place others came, neither stopped nor handed over: drawn anew unopened, or left with what was opened. */
  readonly replaced: readonly {
    readonly number: number
    readonly openedCount: number
    readonly isRedrawn: boolean
    readonly reason: string | undefined
  }[]
}

const NAMED = 20

/**
 * 合格判定数 0: one mismatch stops the lot, on paper or in a scan of it, and no later scan washes it. A scan that was begun
 * has to be right as well. Lots that were stopped before, those that were left, and samples drawn anew, whoever passes this one ticks.
 */
export function judgeLot({ entries, scan, isStopped, stoppedBefore, replaced }: LotFacts): Judged | undefined {
  const wrong = entries.filter(({ matches }) => !matches)
  const findings = wrong
    .slice(0, NAMED)
    .map(({ item, page }) => ({ rule: 'sample-mismatch', severity: 'stop' as const, facts: { item, page: page + 1 } }))
  if (scan?.judged && scan.judged.verdict !== 'pass')
    return {
      verdict: 'fail',
      findings: [...findings, { rule: 'scan-mismatch', severity: 'stop', facts: {} }, ...scan.judged.findings],
    }
  if (wrong.length > 0) return { verdict: 'fail', findings }
  if (isStopped) return { verdict: 'fail', findings: [{ rule: 'scan-mismatch', severity: 'stop', facts: {} }] }
  if (scan && !scan.judged) return undefined
  const told = [
    ...stoppedBefore.map(({ number, cause, done }) =>
      done === undefined
        ? warning(`earlier-lot-${cause}-unexplained`, { lot: number })
        : warning(`earlier-lot-${cause}`, { lot: number, done }),
    ),
    ...replaced.map(({ number, openedCount, isRedrawn, reason = '' }) =>
      isRedrawn
        ? warning('sample-redrawn', { lot: number, reason })
        : warning('earlier-lot-replaced', { lot: number, count: openedCount, reason }),
    ),
  ]
  return told.length > 0 ? { verdict: 'findings', findings: told } : { verdict: 'pass', findings: [] }
}

const warning = (rule: string, facts: Readonly<Record<string, string | number>>) => ({
  rule,
  severity: 'warning' as const,
  facts,
})
