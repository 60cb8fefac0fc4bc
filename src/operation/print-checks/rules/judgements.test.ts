import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLIENT_ANSWERS } from '../print-states.ts'
import { judgeClient } from './judge-client.ts'
import { judgeDifferences } from './judge-differences.ts'
import { judgeLot } from './judge-lot.ts'

const sentence = { ja: '「表」の「氏名」の columns が違います。', en: 'columns of "front", "name" differs.' }

test('設定照合: 説明のない違いが一つでもあれば止まり、すべて説明されれば確認者が一つずつ見る', () =>
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (explained) => {
      const judged = judgeDifferences(explained.map((has) => ({ sentence, ...(has && { explanation: {} }) })))
      const expected = explained.length === 0 ? 'pass' : explained.every(Boolean) ? 'findings' : 'fail'
      expect(judged?.verdict).toBe(expected)
      expect(judged?.findings).toHaveLength(explained.filter((has) => has === explained.every(Boolean)).length)
    }),
  ))

test('設定照合: 比べるものがそろうまで、何も言わない', () => expect(judgeDifferences(undefined)).toBeUndefined())

const signOff = fc.record({ answer: fc.constantFrom(...CLIENT_ANSWERS), isCurrent: fc.boolean() })

test('お客様の校了: いまの校正紙への校了だけが数えられ、指摘が一つでもあれば止まる', () =>
  fc.assert(
    fc.property(fc.array(signOff, { maxLength: 6 }), (signOffs) => {
      const now = new Set(signOffs.filter(({ isCurrent }) => isCurrent).map(({ answer }) => answer))
      const expected = now.has('refused') ? 'fail' : now.has('signed_off') ? 'pass' : undefined
      expect(judgeClient(signOffs)?.verdict).toBe(expected)
    }),
  ))

const entry = fc.record({ item: fc.integer({ min: 1, max: 700 }), page: fc.nat({ max: 3 }), matches: fc.boolean() })
const scan = fc.constantFrom(
  undefined,
  { judged: undefined },
  { judged: { verdict: 'pass' as const, findings: [] } },
  { judged: { verdict: 'fail' as const, findings: [{ rule: 'mismatches', severity: 'stop' as const, facts: {} }] } },
)

const told = fc.record({
  stoppedBefore: fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 9 }),
      cause: fc.constantFrom('sample' as const, 'scan' as const),
      done: fc.option(fc.string(), { nil: undefined }),
    }),
    { maxLength: 3 },
  ),
  replaced: fc.array(
    fc.record({
      number: fc.nat(),
      openedCount: fc.nat(),
      isRedrawn: fc.boolean(),
      reason: fc.option(fc.string(), { nil: undefined }),
    }),
    { maxLength: 3 },
  ),
})

test('合格判定数0: 一つの不一致でロットは止まる', () =>
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), scan, fc.boolean(), told, (entries, looked, isStopped, before) => {
      const judged = judgeLot({ entries, scan: looked, isStopped, ...before })
      const verdict = judged?.verdict
      const isWrong = isStopped || entries.some(({ matches }) => !matches) || looked?.judged?.verdict === 'fail'
      const count = before.stoppedBefore.length + before.replaced.length
      const unlessWrong = looked && !looked.judged ? undefined : count > 0 ? 'findings' : 'pass'
      expect(verdict).toBe(isWrong ? 'fail' : unlessWrong)
      // Each of them is a finding of its own.
      expect(verdict === 'findings' ? judged!.findings.length : count).toBe(count)
    }),
  ))
