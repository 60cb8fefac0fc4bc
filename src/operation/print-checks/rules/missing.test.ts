import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLIENT_ANSWERS, PRINT_SLOTS, PRINT_STAGES } from '../print-states.ts'
import { isForAuthor, type MissingFacts, missingIn } from './missing.ts'
import { SLOTS_NEEDED } from './slots.ts'

const facts: fc.Arbitrary<MissingFacts> = fc.record({
  stage: fc.constantFrom(...PRINT_STAGES),
  isPassed: fc.boolean(),
  hasEarlierPassed: fc.boolean(),
  emptySlots: fc.subarray([...PRINT_SLOTS]).map((slots) => new Set(slots)),
  run: fc.option(fc.record({ isRunning: fc.boolean(), isRight: fc.boolean() }), { nil: undefined }),
  unexplained: fc.nat({ max: 3 }),
  mustClientSignOff: fc.boolean(),
  clientAnswer: fc.constantFrom(...CLIENT_ANSWERS),
  isClientAsked: fc.boolean(),
  hasMeeting: fc.boolean(),
  hasHearing: fc.boolean(),
  hasLot: fc.boolean(),
  isLotStopped: fc.boolean(),
  unopenedCount: fc.nat({ max: 3 }),
  asked: fc.subarray(['check-meeting', 'process-hearing', 'sample-opened', 'delivery-approval']),
  refused: fc.subarray(['check-meeting', 'proof-sign-off']),
  overdueCount: fc.nat({ max: 2 }),
  isOpen: fc.boolean(),
})

test('通過した段階には、足りないものがない', () =>
  fc.assert(
    fc.property(facts, (of) => {
      expect(missingIn({ ...of, isPassed: true })).toEqual([])
    }),
  ))

test('出されていないファイルは、必ず一つずつ挙げられる', () =>
  fc.assert(
    fc.property(facts, (of) => {
      const told = missingIn({ ...of, isPassed: false }).flatMap(({ code, facts: { slot } }) =>
        code === 'file' ? [slot] : [],
      )
      expect(told).toEqual(SLOTS_NEEDED[of.stage].filter((slot) => of.emptySlots.has(slot)))
    }),
  ))

test('差し戻し、お客様の指摘、止まったロットは、黙って消えない', () =>
  fc.assert(
    fc.property(facts, (of) => {
      const codes = missingIn({ ...of, isPassed: false }).map(({ code }) => code)
      expect(codes.filter((code) => code === 'refused')).toHaveLength(of.refused.length)
      expect(codes.includes('client_refused')).toBe(of.stage === 'proof' && of.clientAnswer === 'refused')
      expect(codes.includes('lot_stopped')).toBe(of.stage === 'delivery' && of.hasLot && of.isLotStopped)
      expect(codes.includes('earlier_stage')).toBe(!of.hasEarlierPassed)
    }),
  ))

test('チェック会議の記録がない間は、承認ではなく、記録が求められる', () =>
  fc.assert(
    fc.property(facts, (of) => {
      const missing = missingIn({ ...of, isPassed: false })
      const isApprovalTold = missing.some(
        ({ code, facts: { check } }) => code === 'decision' && check === 'check-meeting',
      )
      expect(missing.some(({ code }) => code === 'meeting')).toBe(of.stage === 'settings' && !of.hasMeeting)
      expect(isApprovalTold).toBe(of.hasMeeting && of.asked.includes('check-meeting'))
    }),
  ))

test('出すこと、直すこと、刷ることは、印刷会社の担当者の番。照合の途中は、だれの番でもない', () =>
  fc.assert(
    fc.property(facts, (of) => {
      const missing = missingIn({ ...of, isPassed: false })
      const theirs = missing.filter(isForAuthor).map(({ code }) => code)
      expect(theirs.filter((code) => code === 'file')).toHaveLength(
        missing.filter(({ code }) => code === 'file').length,
      )
      expect(theirs.includes('run')).toBe(
        missing.some(({ code, facts: { isRunning } }) => code === 'run' && !isRunning),
      )
      for (const code of ['meeting', 'hearing', 'sample', 'decision', 'client_sign_off', 'earlier_stage'] as const)
        expect(theirs).not.toContain(code)
    }),
  ))
