import type { Word } from '../../../base/words.ts'
import type { Judged } from './judge-run.ts'

/**
 * Settings that differ from the tested ones stop, until a person has explained each; whoever passes then ticks each one.
 * Undefined while there is nothing to compare.
 */
export function judgeDifferences(
  differences: readonly { readonly sentence: Word; readonly explanation?: unknown }[] | undefined,
): Judged | undefined {
  if (!differences) return undefined
  if (differences.length === 0) return { verdict: 'pass', findings: [] }
  const unexplained = differences.filter(({ explanation }) => explanation === undefined)
  const findings = (unexplained.length > 0 ? unexplained : differences).map(({ sentence }) => ({
    rule: unexplained.length > 0 ? 'difference-unexplained' : 'difference',
    severity: unexplained.length > 0 ? ('stop' as const) : ('warning' as const),
    facts: { ja: sentence.ja, en: sentence.en },
  }))
  return { verdict: unexplained.length > 0 ? 'fail' : 'findings', findings }
}
