import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultyCount, faultyPosition, nearestFaulty, nextFaulty, previousFaulty, type Span } from './faulty-sheets.ts'

const STATES = ['ok', 'mismatch', 'unverified', 'banner']
/** Spans of a run, and which sheets are faulty, by the plain way. */
const runs = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 5 }), state: fc.constantFrom(...STATES) }))
  .map((parts) => {
    const spans: Span[] = []
    const faulty: number[] = []
    let sheet = 1
    for (const { length, state } of parts) {
      spans.push({ from: sheet, to: sheet + length - 1, state })
      for (let i = 0; i < length; i++, sheet++) if (state === 'mismatch' || state === 'unverified') faulty.push(sheet)
    }
    return { spans, faulty, count: sheet - 1 }
  })

test('前、次、近い不一致は、1枚ずつ数えたときと同じ', () =>
  fc.assert(
    fc.property(runs, fc.nat(60), ({ spans, faulty }, sheet) => {
      expect(nextFaulty(spans, sheet)).toBe(faulty.find((each) => each > sheet))
      expect(previousFaulty(spans, sheet)).toBe(faulty.findLast((each) => each < sheet))
      expect(faultyCount(spans)).toBe(faulty.length)
      const at = faulty.indexOf(sheet)
      expect(faultyPosition(spans, sheet)).toBe(at < 0 ? undefined : at + 1)
      const near = nearestFaulty(spans, sheet)
      const distance = Math.min(...faulty.map((each) => Math.abs(each - sheet)))
      expect(near === undefined ? Infinity : Math.abs(near - sheet)).toBe(distance)
      expect(near === undefined || faulty.includes(near)).toBe(true)
    }),
  ))
