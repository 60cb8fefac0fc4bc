import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../../base/ids.ts'
import { writeAnchorLine, readAnchorLine } from './anchor-line.ts'
import { canonicalEvent } from './canonical-event.ts'
import { exportAnchor, exportEnd, exportEvent, exportHeader } from './export-lines.ts'
import type { LedgerFindingKind } from './findings.ts'
import { LONGEST_LINE_BYTES } from './lines.ts'
import { append, chainHash, chainStart, emptyFrontier, leafHash, rootOf } from './merkle.ts'
import { consistencyRanges } from './proofs.ts'
import { verifyExport } from './verify-export.ts'

/** A ledger written by whoever it may be: the honest one, or a forger who computes everything anew. */
function written(ledger: string, events: readonly string[], anchorSizes: readonly number[]) {
  const lines = [exportHeader(ledger)]
  const anchors: string[] = []
  const tree = emptyFrontier()
  const leaves: Buffer[] = []
  let chain = chainStart(ledger)
  for (const [index, event] of events.entries()) {
    const leaf = leafHash(Buffer.from(event))
    chain = chainHash(chain, leaf)
    append(tree, leaf)
    leaves.push(leaf)
    lines.push(exportEvent({ index, leaf, chain, event }))
    if (!anchorSizes.includes(index + 1)) continue
    const last = anchors.length === 0 ? undefined : readAnchorLine(anchors.at(-1)!)
    const proof = consistencyRanges(last?.size ?? 0, index + 1).map(({ from, to }) => {
      const part = emptyFrontier()
      for (const leaf of leaves.slice(from, to)) append(part, leaf)
      return rootOf(part)
    })
    const at = new Date(Date.UTC(2026, 3, 1, index)).toISOString()
    const previous = last?.check ?? ''
    anchors.push(
      writeAnchorLine({ ledger, size: index + 1, root: rootOf(tree), chainHead: chain, at, previous, proof }),
    )
    lines.push(exportAnchor(anchors.at(-1)!))
  }
  lines.push(exportEnd({ size: events.length, root: rootOf(tree), chainHead: chain }))
  return { ledger, events, lines, anchors, anchorSizes }
}
type Written = ReturnType<typeof written>

const eventText = (ledger: string, n: number, what = 'trial.done') =>
  canonicalEvent({
    org_id: ledger,
    id: newId(),
    type: what,
    actor_kind: 'system',
    actor_id: null,
    actor_via: 'trial',
    subject_kind: 'trial',
    subject_id: newId(),
    facts: { n, 関所: '通過' },
    commitment: null,
    occurred_at: '2026-04-01T00:00:00.000001Z',
  })

/** Ledgers with at least one anchor, and at least one event after it in some. */
const ledgers = fc
  .tuple(fc.integer({ min: 3, max: 40 }), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }))
  .map(([size, picks]) => {
    const ledger = newId()
    const events = Array.from({ length: size }, (_, n) => eventText(ledger, n))
    return written(ledger, events, [...new Set(picks.map((pick) => (pick % size) + 1))])
  })

async function verify(lines: readonly string[], anchors: readonly string[], chunkBytes = 100) {
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  return verifyBytes(bytes, anchors, chunkBytes)
}
function verifyBytes(bytes: Buffer, anchors: readonly string[], chunkBytes = 100) {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
  }
  return verifyExport(chunks(), anchors)
}
const kindsOf = (report: Awaited<ReturnType<typeof verify>>) => new Set(report.findings.map((finding) => finding.kind))

test('an honest ledger has no finding, however its bytes arrive, and says how far anchors reach', () =>
  fc.assert(
    fc.asyncProperty(ledgers, fc.integer({ min: 1, max: 5000 }), async (honest, chunkBytes) => {
      const report = await verify(honest.lines, honest.anchors, chunkBytes)
      expect(report.findings).toEqual([])
      expect(report.eventCount).toBe(honest.events.length)
      expect(report.newestAnchoredIndex).toBe(Math.max(...honest.anchorSizes) - 1)
      expect(report.anchorCount).toBe(honest.anchorSizes.length)
    }),
  ))

const eventLines = (w: Written) => w.lines.flatMap((line, i) => (line.startsWith('{"kind":"event"') ? [i] : []))
const swapped = (lines: readonly string[], a: number, b: number) => lines.with(a, lines[b]!).with(b, lines[a]!)

/** Damage to the export as it lies there: found wherever it is, with the anchors or without. */
const plainDamage: Record<string, (w: Written, pick: number) => { lines: string[]; finds: LedgerFindingKind }> = {
  'an event edited': (w, pick) => {
    const at = eventLines(w)[pick % w.events.length]!
    return { lines: w.lines.with(at, w.lines[at]!.replace('"n":', '"n":9')), finds: 'event_edited' }
  },
  'an event edited and its leaf computed anew': (w, pick) => {
    const index = pick % w.events.length
    const at = eventLines(w)[index]!
    const event = eventText(w.ledger, 999)
    const [, chain] = /"chain":"(\w+)"/.exec(w.lines[at]!)!
    const forged = exportEvent({ index, event, leaf: leafHash(Buffer.from(event)), chain: Buffer.from(chain!, 'hex') })
    return { lines: w.lines.with(at, forged), finds: 'chain_broken' }
  },
  'an event taken out, its place left': (w, pick) => {
    const at = eventLines(w)[pick % w.events.length]!
    return { lines: w.lines.with(at, w.lines[at]!.replace(/"event":.*/, '"event":null}')), finds: 'event_missing' }
  },
  'a line deleted': (w, pick) => {
    // Not the last one: that is a truncation, with a finding of its own.
    const at = eventLines(w)[pick % (w.events.length - 1)]!
    return { lines: w.lines.toSpliced(at, 1), finds: 'places_missing' }
  },
  'a line doubled': (w, pick) => {
    const at = eventLines(w)[pick % w.events.length]!
    return { lines: w.lines.toSpliced(at, 0, w.lines[at]!), finds: 'place_repeated' }
  },
  'two lines swapped': (w, pick) => {
    const all = eventLines(w)
    const index = pick % (all.length - 1)
    return { lines: swapped(w.lines, all[index]!, all[index + 1]!), finds: 'place_repeated' }
  },
  'the end torn off': (w, pick) => ({
    lines: w.lines.slice(0, 1 + (pick % (w.lines.length - 1))),
    finds: 'ledger_cut',
  }),
  'the last events cut, the end line left': (w, pick) => {
    const from = eventLines(w)[pick % w.events.length]!
    return { lines: [...w.lines.slice(0, from), w.lines.at(-1)!], finds: 'ledger_cut' }
  },
  'a line that is nothing': (w, pick) => ({
    lines: w.lines.toSpliced(1 + (pick % w.lines.length), 0, '{"kind":"note"}'),
    finds: 'unreadable',
  }),
}

describe.each(Object.entries(plainDamage))('%s', (_, damage) => {
  test('is found, with anchors and without', () =>
    fc.assert(
      fc.asyncProperty(ledgers, fc.nat(), async (honest, pick) => {
        const { lines, finds } = damage(honest, pick)
        expect(kindsOf(await verify(lines, honest.anchors))).toContain(finds)
        expect(kindsOf(await verify(lines, []))).toContain(finds)
      }),
      { numRuns: 40 },
    ))
})

test('any byte of an export changed is found', () =>
  fc.assert(
    fc.asyncProperty(ledgers, fc.nat(), fc.integer({ min: 1, max: 255 }), async (honest, pick, difference) => {
      const bytes = Buffer.from(`${honest.lines.join('\n')}\n`)
      bytes[pick % bytes.length]! ^= difference
      expect((await verifyBytes(bytes, honest.anchors)).findingCount).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  ))

/** Rewritten by somebody who computes leaves, chain, tree, inner anchors and end anew: only outside anchors tell. */
const rewriting: Record<string, (events: readonly string[], at: number, ledger: string) => string[]> = {
  'an event replaced': (events, at, ledger) => events.with(at, eventText(ledger, 999)),
  'an event removed': (events, at) => events.toSpliced(at, 1),
  'an event inserted': (events, at, ledger) => events.toSpliced(at, 0, eventText(ledger, 999)),
  'two events exchanged': (events, at) => events.with(at, events[at + 1]!).with(at + 1, events[at]!),
  'everything forged anew': (events, _, ledger) => events.map((__, n) => eventText(ledger, n, 'trial.forged')),
  'cut below the anchor': (events, at) => events.slice(0, at),
}

describe.each(Object.entries(rewriting))('a complete rewrite, %s', (_, rewrite) => {
  test('is found up to the newest outside anchor', () =>
    fc.assert(
      fc.asyncProperty(ledgers, fc.nat(), async (honest, pick) => {
        const anchored = Math.max(...honest.anchorSizes)
        const at = Math.min(pick % anchored, honest.events.length - 2)
        const forged = written(honest.ledger, rewrite(honest.events, at, honest.ledger), honest.anchorSizes)
        const report = await verify(forged.lines, honest.anchors)
        const kinds = kindsOf(report)
        expect(kinds.has('anchor_mismatch') || kinds.has('ledger_cut')).toBe(true)
        expect(report.newestAnchoredIndex ?? -1).toBeLessThan(anchored - 1)
        // Without the outside anchors it is a ledger like any other: that is what they are for.
        expect((await verify(forged.lines, [])).findingCount).toBe(0)
      }),
      { numRuns: 40 },
    ))
})

test('events of another ledger, linked honestly, are foreign', async () => {
  const w = written(newId(), [eventText(newId(), 1)], [])
  expect(kindsOf(await verify(w.lines, []))).toEqual(new Set(['event_foreign']))
})

describe('anchors themselves', () => {
  const honest = () => {
    const ledger = newId()
    return written(
      ledger,
      Array.from({ length: 9 }, (_, n) => eventText(ledger, n)),
      [3, 7, 9],
    )
  }

  test('any byte of an anchor changed is found', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 127 }), async (pick, difference) => {
        const w = honest()
        const bytes = Buffer.from(w.anchors[1]!)
        bytes[pick % bytes.length]! ^= difference
        const report = await verify(w.lines, w.anchors.with(1, bytes.toString('latin1')))
        expect(report.findingCount).toBeGreaterThan(0)
      }),
    ))

  test('two that cannot both be true disagree: the lines alone prove that the past was rewritten', async () => {
    const w = honest()
    const forged = written(w.ledger, w.events.with(1, eventText(w.ledger, 999)), [3, 7, 9])
    expect(kindsOf(await verify(w.lines, [...w.anchors, forged.anchors[1]!]))).toContain('anchors_disagree')
    // A forged continuation of a true anchor: its proof does not hold.
    const { check: _, ...third } = readAnchorLine(forged.anchors[2]!)!
    const grafted = writeAnchorLine({ ...third, previous: readAnchorLine(w.anchors[1]!)!.check })
    expect(kindsOf(await verify(forged.lines, [w.anchors[1]!, grafted]))).toContain('anchors_disagree')
  })

  test('anchors of other ledgers are passed over, and a finding when there is no other', async () => {
    const [w, other] = [honest(), honest()]
    expect((await verify(w.lines, [...w.anchors, '', ...other.anchors])).findings).toEqual([])
    expect(kindsOf(await verify(w.lines, other.anchors))).toEqual(new Set(['anchors_foreign']))
  })
})

test('one change is one finding, and two are two', async () => {
  const ledger = newId()
  const w = written(
    ledger,
    Array.from({ length: 9 }, (_, n) => eventText(ledger, n)),
    [5, 9],
  )
  const edit = (line: string) => line.replace('"n":', '"n":9')
  const lines = w.lines.with(2, edit(w.lines[2]!)).with(4, edit(w.lines[4]!))
  const report = await verify(lines, w.anchors)
  expect(report.findings).toEqual([
    { kind: 'event_edited', line: 3, index: 1 },
    { kind: 'event_edited', line: 5, index: 3 },
  ])
  // The places themselves are as anchored: everything else is what it was.
  expect(report.newestAnchoredIndex).toBe(8)
})

test('what is no export at all gets findings, never an error', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (noise) => {
      expect((await verifyBytes(Buffer.from(noise), [])).findingCount).toBeGreaterThan(0)
    }),
  ))

test('a file without line ends does not fill the memory', async () => {
  const chunk = Buffer.alloc(1024 * 1024, 0x20)
  async function* endless() {
    for (let sent = 0; sent < LONGEST_LINE_BYTES * 20; sent += chunk.length) yield chunk
  }
  const before = process.memoryUsage().rss
  const report = await verifyExport(endless())
  expect(report.countByKind).toEqual({ unreadable: 1, ledger_cut: 1 })
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})
