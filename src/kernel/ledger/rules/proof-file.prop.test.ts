import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../base/canonical-json.ts'
import { newId } from '../../../base/ids.ts'
import { writeAnchorLine } from './anchor-line.ts'
import { append, chainStart, emptyFrontier, leafHash, nodeHash, rootOf } from './merkle.ts'
import { verifyProofFile, writeProofFile } from './proof-file.ts'
import { inclusionRanges } from './proofs.ts'

const LEDGER = newId()
const eventText = (n: number, ledger = LEDGER) =>
  canonicalJson({
    v: 1,
    ledger,
    id: newId(),
    type: 'trial.done',
    actorKind: 'system',
    actorId: null,
    actorVia: 'trial',
    subjectKind: 'trial',
    subjectId: newId(),
    facts: { n },
    commitment: null,
    occurredAt: '2026-11-23T01:02:03.000004Z',
  })

/** A ledger of so many events, with the proof of one and the anchor of all. */
function proven(size: number, index: number) {
  const events = Array.from({ length: size }, (_, n) => eventText(n))
  const leaves = events.map((event) => leafHash(Buffer.from(event)))
  const treeOf = (part: readonly Buffer[]): Buffer => {
    const tree = emptyFrontier()
    for (const leaf of part) append(tree, leaf)
    return rootOf(tree)
  }
  const root = treeOf(leaves)
  const path = inclusionRanges(index, size).map(({ from, to }) => treeOf(leaves.slice(from, to)))
  const proof = { leaf: leaves[index]!, index, size, root, path, event: events[index]! }
  const anchor = { ledger: LEDGER, size, root, chainHead: chainStart(LEDGER), at: '2026-11-23T02:00:00.000Z' }
  return {
    text: writeProofFile(LEDGER, proof),
    anchor: writeAnchorLine({ ...anchor, previous: '', proof: [] }),
    events,
  }
}

const sized = fc.integer({ min: 1, max: 40 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)))

test('証明は成り立ち、係留があればその日時を言う', () =>
  fc.assert(
    fc.property(sized, ([size, index]) => {
      const { text, anchor } = proven(size, index)
      const report = verifyProofFile(text, [anchor])
      expect(report).toMatchObject({ findingCount: 0, index, size, anchoredAt: '2026-11-23T02:00:00.000Z' })
      expect(report.event?.facts).toEqual({ n: index })
      // Without an anchor it only agrees with itself, and nothing says that it stands in a ledger.
      const alone = verifyProofFile(text, [])
      expect(alone).toMatchObject({ findingCount: 0, anchoredAt: undefined, anchorCount: 0 })
    }),
    { numRuns: 60 },
  ))

test('1字でも変えると、見つかるか、同じことしか言わない', () => {
  const { text, anchor } = proven(21, 13)
  const whole = verifyProofFile(text, [anchor])
  fc.assert(
    fc.property(fc.nat(text.length - 2), fc.constantFrom(...'0123456789abcdef"{}xz '.split('')), (at, letter) => {
      const changed = text.slice(0, at) + letter + text.slice(at + 1)
      const report = verifyProofFile(changed, [anchor])
      const saysTheSame = JSON.stringify(report) === JSON.stringify(whole)
      expect(report.findingCount > 0 || saysTheSame, changed).toBe(true)
      // What does not hold is never shown as proven.
      expect(report.findingCount > 0 && report.anchoredAt !== undefined).toBe(false)
    }),
    { numRuns: 800 },
  )
})

test('ほかの台帳の記録、作り直した台帳、別の番号への付け替えは見つかる', () => {
  const { text, anchor } = proven(9, 4)
  const other = proven(9, 4)
  const kinds = (file: string, anchors: readonly string[]) =>
    verifyProofFile(file, anchors).findings.map(({ kind }) => kind)
  // Rewritten as a whole: the file agrees with itself, and not with what was written down outside.
  expect(kinds(other.text, [])).toEqual([])
  expect(kinds(other.text, [anchor])).toEqual(['anchor_mismatch'])
  expect(kinds(text.replace('"index":4', '"index":5'), [anchor])).toEqual(['proof_broken'])
  expect(kinds(text.replace('"size":9', '"size":10'), [anchor])).toEqual(['anchor_mismatch'])
  const foreign = newId()
  expect(kinds(text.replace(`,"ledger":"${LEDGER}","path"`, `,"ledger":"${foreign}","path"`), [])).toEqual([
    'event_foreign',
  ])
  expect(kinds(text, [anchor.replace(LEDGER, foreign)])).toEqual(['anchor_unreadable'])
})

test('anchors of other sizes vouch for nothing: a ledger of one forged event is found', () =>
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 0, max: 9 }), (size, more) => {
      const anchors = [proven(size, 0).anchor, '', ...(more > 0 ? [proven(size + more, 0).anchor] : [])]
      const report = verifyProofFile(proven(1, 0).text, anchors)
      expect(report).toMatchObject({ event: undefined, anchoredAt: undefined })
      expect(report.findings.map(({ kind }) => kind)).toContain('anchor_missing')
    }),
    { numRuns: 40 },
  ))

test('an inner node does not pass for an event', () => {
  const leaves = [eventText(0), eventText(1)].map((event) => leafHash(Buffer.from(event)))
  const inner = Buffer.concat([leaves[0]!, leaves[1]!]).toString('latin1')
  const root = nodeHash(leaves[0]!, leaves[1]!)
  const forged = writeProofFile(LEDGER, { leaf: root, index: 0, size: 1, root, path: [], event: inner })
  expect(verifyProofFile(forged, []).findings.map(({ kind }) => kind)).toEqual(['proof_unreadable'])
})

test('fuzz: whatever the file holds, there is a report and no fault', () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(verifyProofFile(text, [text]).findingCount).toBeGreaterThan(0)
    }),
  ))
