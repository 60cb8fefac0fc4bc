import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RULE_FINDINGS, RULE_RESPONSES, type SendingRules } from '../sending-rules/contract.ts'
import { choicesFor, readChoice, readDraft, typedOf } from './rules-draft.ts'

const rules: fc.Arbitrary<SendingRules> = fc
  .record(
    {
      responses: fc.dictionary(
        fc.constantFrom(...RULE_FINDINGS),
        fc
          .constantFrom(...RULE_RESPONSES)
          .chain((response) =>
            fc.record({
              response: fc.constant(response),
              count:
                response === 'supervisors' || response === 'office' ? fc.integer({ min: 1, max: 5 }) : fc.constant(1),
            }),
          ),
      ),
      coolDownSeconds: fc.integer({ min: 0, max: 1440 }).map((minutes) => minutes * 60),
      visibleLimit: fc.integer({ min: 1, max: 500 }),
      passwordMinutes: fc.integer({ min: 1, max: 168 }).map((hours) => hours * 60),
    },
    { requiredKeys: ['responses'] },
  )
  .map((one) => ({ ...one, responses: { ...one.responses } }))

test('rules go into the editor and come out the same; each is among the choices', () => {
  fc.assert(
    fc.property(rules, (given) => {
      const typed = typedOf(given, false)
      expect(readDraft(typed)).toEqual({ rules: given, faults: [] })
      for (const finding of RULE_FINDINGS)
        expect(choicesFor(finding, false, typed.responses[finding])).toContain(typed.responses[finding])
    }),
  )
})

test('the organisation’s silence is said as asking nothing more; other scopes add nothing', () => {
  expect(typedOf(undefined, true).responses.new_domain).toBe('none')
  expect(typedOf(undefined, false).responses.new_domain).toBe('')
  expect(readChoice('')).toBeUndefined()
  expect(readChoice('office 3')).toEqual({ response: 'office', count: 3 })
})

test('what cannot be read is named, and nothing is guessed', () => {
  const typed = { ...typedOf(undefined, false), coolDownMinutes: 'x', visibleLimit: '0', passwordHours: '169' }
  expect(readDraft({ ...typed, fromDay: 'あした' }).faults).toEqual([
    'coolDownMinutes',
    'visibleLimit',
    'passwordHours',
    'fromDay',
  ])
  expect(readDraft({ ...typedOf(undefined, false), fromDay: '令和8年12月1日' })).toMatchObject({
    effectiveFrom: '2026-11-30T15:00:00.000Z',
    faults: [],
  })
})
