import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../rules/evaluate.ts'
import { nextNudge } from '../rules/next-nudge.ts'
import { facts, goodFacts, instants } from './facts.fixture.ts'

test('7 時間は確認の代わりにならない: later, no check has passed that had not', () =>
  fc.assert(
    fc.property(facts, instants, (given, other) => {
      const without = { ...given, breakGlass: [] }
      const [early, late] = [given.now, other].sort((a, b) => a.getTime() - b.getTime()) as [Date, Date]
      const [before, after] = [evaluate({ ...without, now: early }), evaluate({ ...without, now: late })]
      expect(after.checks).toEqual(before.checks)
      expect(after.isComplete).toBe(before.isComplete)
      // What opens later was complete and only cooling down.
      expect(!after.open || before.open || before.openAt! > early).toBe(true)
    }),
    { numRuns: 2000 },
  ))

test('7 猶予の間は開かず、過ぎたら開く', () =>
  fc.assert(
    fc.property(goodFacts, (given) => {
      const { openAt } = evaluate(given)
      expect(evaluate({ ...given, now: openAt! }).open).toBe(true)
      const newest = Math.max(...given.decisions.map((one) => one.decidedAt.getTime()))
      const { coolDownSeconds } = given.requirements
      expect(openAt!.getTime()).toBe(newest + coolDownSeconds * 1000)
      const justBefore = evaluate({ ...given, now: new Date(openAt!.getTime() - 1) })
      expect(justBefore.open && coolDownSeconds > 0).toBe(false)
    }),
  ))

test('7 running a machine again does not start the cool-down anew; a failure between does', () => {
  fc.assert(
    fc.property(goodFacts, (given) => {
      const again = given.verdicts.map((one) => ({ ...one, recordedAt: given.now }))
      expect(evaluate({ ...given, verdicts: [...given.verdicts, ...again] }).open).toBe(true)
      const failed = again.map((one) => ({ ...one, verdict: 'fail' as const, points: [] }))
      const state = evaluate({ ...given, verdicts: [...given.verdicts, ...failed, ...again] })
      expect(state.openAt!.getTime()).toBe(given.now.getTime() + given.requirements.coolDownSeconds * 1000)
    }),
  )
})

test('7 期限が切れた関門は、緊急解除でも開かない', () =>
  fc.assert(
    fc.property(goodFacts, facts, (good, given) => {
      const expiresAt = good.now.toISOString()
      expect(evaluate({ ...good, requirements: { ...good.requirements, expiresAt } })).toMatchObject({
        open: false,
        end: 'expired',
      })
      const past = { ...given.requirements, expiresAt: given.now.toISOString() }
      expect(evaluate({ ...given, requirements: past }).open).toBe(false)
    }),
  ))

test('7 reminders come before the escalation, each once, and nothing after the end', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 20 }),
      fc.option(fc.integer({ max: 40 })),
      (steps, end) => {
        const sinceAt = new Date('2026-11-24T00:00:00Z')
        const after = (hours: number) => new Date(sinceAt.getTime() + hours * 3_600_000)
        const sent: NonNullable<ReturnType<typeof nextNudge>>[] = []
        let hours = 0
        for (const step of steps) {
          hours += step
          const nudge = nextNudge({
            sinceAt,
            ...(end !== null && { expiresAt: after(end) }),
            now: after(hours),
            sent,
            businessHours: (from, until) => (until.getTime() - from.getTime()) / 3_600_000,
          })
          if (!nudge) continue
          expect(hours).toBeGreaterThanOrEqual({ expiry: end ?? Infinity, escalation: 4, reminder: 2 }[nudge])
          sent.push(nudge)
        }
        expect(sent).toEqual(['reminder', 'escalation', 'expiry'].filter((one) => (sent as string[]).includes(one)))
        const isOver = end !== null && hours >= end && steps.length > 0
        expect(sent.includes('expiry')).toBe(isOver)
      },
    ),
  ))
