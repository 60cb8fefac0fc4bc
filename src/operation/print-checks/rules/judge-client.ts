import type { ClientAnswer } from '../print-states.ts'
import type { Judged } from './judge-run.ts'

/**
 * The client has signed off when one of their persons did so for the proof as it is now. One who found something wrong with
 * it stops it, whoever else signed.
 */
export function judgeClient(
  signOffs: readonly { readonly answer: ClientAnswer; readonly isCurrent: boolean }[],
): Judged | undefined {
  const answers = new Set(signOffs.filter(({ isCurrent }) => isCurrent).map(({ answer }) => answer))
  if (answers.has('refused'))
    return { verdict: 'fail', findings: [{ rule: 'client-refused', severity: 'stop', facts: {} }] }
  return answers.has('signed_off') ? { verdict: 'pass', findings: [] } : undefined
}
