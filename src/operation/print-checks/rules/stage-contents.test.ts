import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../../../base/canonical-json.ts'
import { PRINT_SLOTS, PRINT_STAGES, type PrintSlot } from '../print-states.ts'
import { STAGE_OF_SLOT } from './slots.ts'
import { type ChainFacts, stageContents } from './stage-contents.ts'

const file = fc.record({ id: fc.uuid(), sha256: fc.stringMatching(/^[0-9a-f]{64}$/) })
const facts: fc.Arbitrary<ChainFacts> = fc.record({
  jobId: fc.uuid(),
  files: fc.record(
    Object.fromEntries(PRINT_SLOTS.map((slot) => [slot, fc.array(file, { maxLength: 3 })])) as unknown as Record<
      PrintSlot,
      fc.Arbitrary<{ id: string; sha256: string }[]>
    >,
  ),
  explanationIds: fc.array(fc.uuid(), { maxLength: 3 }),
  lacks: fc.uniqueArray(fc.constantFrom('many_children', 'empty_field'), { maxLength: 1 }),
  hearingId: fc.option(fc.uuid(), { nil: undefined }),
  lotId: fc.option(fc.uuid(), { nil: undefined }),
})

const hashes = (of: ChainFacts) => {
  const contents = stageContents(of)
  return PRINT_STAGES.map((stage) => hashOf(contents[stage]))
}

/** Changes one thing; says which stage it touches. */
const change = fc.oneof(
  fc
    .tuple(fc.constantFrom(...PRINT_SLOTS), file)
    .map(([slot, added]) => ({
      stage: STAGE_OF_SLOT[slot] as string,
      apply: (of: ChainFacts): ChainFacts => ({ ...of, files: { ...of.files, [slot]: [...of.files[slot], added] } }),
    })),
  fc.constantFrom(...PRINT_SLOTS).map((slot) => ({
    stage: STAGE_OF_SLOT[slot] as string,
    // The same bytes handed in once more.
    apply: (of: ChainFacts): ChainFacts => ({
      ...of,
      files: {
        ...of.files,
        [slot]: [{ id: crypto.randomUUID(), sha256: of.files[slot][0]?.sha256 ?? 'a'.repeat(64) }],
      },
    }),
  })),
  fc
    .uuid()
    .map((id) => ({
      stage: 'settings',
      apply: (of: ChainFacts): ChainFacts => ({ ...of, explanationIds: [...of.explanationIds, id] }),
    })),
  fc
    .uuid()
    .map((hearingId) => ({ stage: 'production', apply: (of: ChainFacts): ChainFacts => ({ ...of, hearingId }) })),
  fc.uuid().map((lotId) => ({ stage: 'delivery', apply: (of: ChainFacts): ChainFacts => ({ ...of, lotId }) })),
)

test('変更は、触れた段階とその後のすべてを無効にし、前の段階には及ばない', () =>
  fc.assert(
    fc.property(facts, change, (before, { stage, apply }) => {
      const [was, is] = [hashes(before), hashes(apply(before))]
      const touched = PRINT_STAGES.indexOf(stage as never)
      const changed = PRINT_STAGES.map((_, at) => is[at] !== was[at])
      expect(changed).toEqual(PRINT_STAGES.map((_, at) => at >= touched))
    }),
  ))

test('同じ内容は同じ版、四つの段階は別々の版', () =>
  fc.assert(
    fc.property(facts, (of) => {
      expect(hashes(of)).toEqual(hashes(structuredClone(of)))
      expect(new Set(hashes(of)).size).toBe(PRINT_STAGES.length)
    }),
  ))
