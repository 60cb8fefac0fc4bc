import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, goodFactsOf, requirements } from '../invariants/facts.fixture.ts'
import { evaluate } from './evaluate.ts'
import { type GateAsks, mergeAsks, NOTHING_ASKED } from './gate-asks.ts'
import { asksWith, tighten } from './tighten.ts'

const asks: fc.Arbitrary<GateAsks> = fc.record({
  checks: fc.dictionary(
    fc.constantFrom('self-check', 'approval', 'own-side', 'also-privacy-office'),
    fc.record(
      { count: fc.integer({ min: 1, max: 4 }), isRequired: fc.boolean(), needsReason: fc.boolean() },
      { requiredKeys: [] },
    ),
  ),
  coolDownSeconds: fc.constantFrom(0, 60, 3600),
  because: fc.array(
    fc.record({
      rule: fc.constantFrom('any_mail', 'new_domain'),
      facts: fc.constantFrom<Record<string, number>>({}, { office: 2 }),
    }),
    { maxLength: 2 },
  ),
})

test('asks merge in any order, the same twice changes nothing, and nothing asked adds nothing', () => {
  fc.assert(
    fc.property(asks, asks, asks, (a, b, c) => {
      expect(mergeAsks([a, b])).toEqual(mergeAsks([b, a]))
      expect(mergeAsks([mergeAsks([a, b]), c])).toEqual(mergeAsks([a, mergeAsks([b, c])]))
      expect(mergeAsks([a, a, NOTHING_ASKED])).toEqual(mergeAsks([a]))
    }),
  )
})

test('a verdict that asks for more never opens a gate that would be shut without it', () => {
  fc.assert(
    fc.property(
      requirements.chain((set) => fc.oneof(factsOf(set), fc.constant(goodFactsOf(set, 'pass')))),
      asks,
      fc.nat(),
      (facts, more, pick) => {
        fc.pre(facts.verdicts.length > 0)
        const at = pick % facts.verdicts.length
        const asked = { ...facts, verdicts: facts.verdicts.map((one, n) => (n === at ? { ...one, asks: more } : one)) }
        const [plain, strict] = [evaluate(facts), evaluate(asked)]
        // A gate past its checks may be open either way; one that opens by itself must not need less.
        expect(plain.isComplete || !strict.isComplete).toBe(true)
        expect(plain.open || !strict.open || strict.breakGlassId !== undefined).toBe(true)
      },
    ),
  )
})

test('what was asked once stays asked in its revision, and is forgotten by the next', () => {
  fc.assert(
    fc.property(requirements, asks, asks, (set, first, second) => {
      const facts = goodFactsOf(set, 'pass')
      const known = (one: GateAsks): GateAsks => ({
        ...one,
        checks: Object.fromEntries(
          Object.entries(one.checks).filter(([id]) => set.checks.some((check) => check.id === id)),
        ),
      })
      const [a, b] = [known(first), known(second)]
      const before = facts.verdicts.map((one) => (one.check === 'content' ? { ...one, asks: a } : one))
      const now = asksWith({ ...facts, verdicts: before }, 'content', b)
      expect(mergeAsks(now ? [now] : [])).toEqual(mergeAsks([a, b]))
      const next = asksWith({ ...facts, verdicts: before, revision: { ...facts.revision, number: 3 } }, 'content', b)
      expect(mergeAsks(next ? [next] : [])).toEqual(mergeAsks([b]))
    }),
  )
})

test('one person attests, whatever is asked; a check that the gate has not got is refused', () => {
  fc.assert(
    fc.property(requirements, asks, (set, more) => {
      const author = tighten(set, more).checks.find((check) => check.by === 'author')!
      expect(author.count).toBe(1)
      const facts = goodFactsOf(set, 'pass')
      const misspelt = { ...NOTHING_ASKED, checks: { aproval: { count: 2 } } }
      expect(() => asksWith(facts, 'content', misspelt)).toThrow(TypeError)
    }),
  )
})
