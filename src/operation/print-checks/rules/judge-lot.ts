import type { Judged } from './judge-run.ts'

export interface LotFacts {
  readonly entries: readonly { readonly item: number; readonly page: number; readonly matches: boolean }[]
  /** Where sheets were scanned: what the machine says of them, once it has looked. */
  readonly scan: { readonly judged: Judged | undefined } | undefined
  /** This lot was stopped before, by an item or by an earlier scan of it. */
  readonly isStopped: boolean
}

const NAMED = 20

/**
 * 合格判定数 0: one mismatch stops the lot, on paper or in a scan of it, and no later scan washes it. A scan that was begun
 * has to be right as well.
 */
export function judgeLot({ entries, scan, isStopped }: LotFacts): Judged | undefined {
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
  return scan && !scan.judged ? undefined : { verdict: 'pass', findings: [] }
}
