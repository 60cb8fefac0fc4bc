import { readAnchorLine } from './anchor-line.ts'
import { readAnchor, readEnd, readEvent, readHeader, type ReadEvent } from './export-lines.ts'
import { collectFindings, type VerifyReport } from './findings.ts'
import { type Line, linesOf, TOO_LONG } from './lines.ts'
import { append, chainHash, chainStart, emptyFrontier, leafHash, rootOf } from './merkle.ts'
import { readOutsideAnchors } from './outside-anchors.ts'

export interface VerifyOptions {
  /** Told after each chunk of the stream. */
  readonly onProgress?: (progress: { readonly bytes: number; readonly eventCount: number }) => void
}

/**
 * Verifies an export offline, against nothing but itself and the anchors that were kept outside. Memory does not grow
 * with the export.
 *
 * Up to the newest anchor that holds, every change is found, a complete rewrite too; after it, every break of the chain.
 * After a finding it goes on with what the line itself says, so that one change is one finding and the next one shows.
 * @param anchors lines of anchor files or mails; without any, a complete rewrite cannot be found
 */
export async function verifyExport(
  stream: AsyncIterable<Uint8Array>,
  anchors: readonly string[] = [],
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const verifier = newVerifier(anchors)
  let bytes = 0
  for await (const chunk of linesOf(stream)) {
    for (const line of chunk.lines) verifier.line(line, chunk.isCut)
    bytes += chunk.bytes
    options.onProgress?.({ bytes, eventCount: verifier.eventCount() })
  }
  return verifier.end()
}

function newVerifier(anchorLines: readonly string[]) {
  const found = collectFindings()
  const tree = emptyFrontier()
  let [lineNumber, eventCount, expected] = [0, 0, 0]
  let ledger: string | undefined
  /** Undefined where the line before could not be trusted: the next one begins anew. */
  let chain: Buffer | undefined
  /** With a place missing, later roots say nothing more. */
  let isTreeWhole = true
  let isEnded = false
  /** Unreadable lines since the last place; each may have been one. */
  let unread = 0
  let outside = readOutsideAnchors([], undefined)
  let nextAnchor = 0
  let newestAnchoredIndex: number | undefined

  return { line, end, eventCount: () => eventCount }

  function line(bytes: Line, isCut: boolean): void {
    lineNumber++
    if (bytes === TOO_LONG || isCut || isEnded) return unreadable()
    if (lineNumber === 1) return header(bytes)
    const event = readEvent(bytes)
    if (event) return place(event)
    const anchorLine = readAnchor(bytes)
    if (anchorLine !== undefined) return insideAnchor(anchorLine)
    const end = readEnd(bytes)
    if (!end) return unreadable()
    isEnded = true
    const agrees =
      end.size === expected && chain?.equals(end.chainHead) !== false && (!isTreeWhole || rootOf(tree).equals(end.root))
    if (!agrees) found.add({ kind: 'ledger_cut', line: lineNumber, facts: { endSize: end.size, size: expected } })
  }

  function header(bytes: Buffer): void {
    ledger = readHeader(bytes)
    if (ledger === undefined) return unreadable()
    chain = chainStart(ledger)
    outside = readOutsideAnchors(anchorLines, ledger)
    for (const finding of outside.findings) found.add(finding)
  }

  function unreadable(): void {
    found.add({ kind: 'unreadable', line: lineNumber })
    unread++
    chain = undefined
    isTreeWhole = false
  }

  function place({ index, leaf, chain: recorded, event }: ReadEvent): void {
    eventCount++
    const at = { line: lineNumber, index }
    if (index < expected) return found.add({ kind: 'place_repeated', ...at })
    if (index > expected) {
      if (index - expected > unread) found.add({ kind: 'places_missing', ...at, facts: { count: index - expected } })
      isTreeWhole = false
      chain = undefined
      while (outside.anchors[nextAnchor] && outside.anchors[nextAnchor]!.size <= index) nextAnchor++
    }
    if (event === null) found.add({ kind: 'event_missing', ...at })
    else if (!leafHash(event).equals(leaf)) found.add({ kind: 'event_edited', ...at })
    else if (ledger !== undefined && ledgerOf(event) !== ledger) found.add({ kind: 'event_foreign', ...at })
    if (chain && !chainHash(chain, leaf).equals(recorded)) found.add({ kind: 'chain_broken', ...at })
    append(tree, leaf)
    chain = recorded
    expected = index + 1
    unread = 0
    outsideAnchor()
  }

  function outsideAnchor(): void {
    const anchor = outside.anchors[nextAnchor]
    if (anchor?.size !== expected) return
    nextAnchor++
    const isSame = chain!.equals(anchor.chainHead) && (!isTreeWhole || rootOf(tree).equals(anchor.root))
    if (!isSame) found.add({ kind: 'anchor_mismatch', line: lineNumber, index: expected - 1 })
    else if (isTreeWhole) newestAnchoredIndex = expected - 1
  }

  /** What the database says was anchored. It proves nothing, but must not contradict the events either. */
  function insideAnchor(text: string): void {
    const anchor = readAnchorLine(text)
    if (!anchor) return found.add({ kind: 'anchor_unreadable', line: lineNumber })
    const isSame =
      anchor.ledger === ledger &&
      anchor.size === expected &&
      chain?.equals(anchor.chainHead) !== false &&
      (!isTreeWhole || rootOf(tree).equals(anchor.root))
    if (!isSame) found.add({ kind: 'anchor_mismatch', line: lineNumber, index: anchor.size - 1 })
  }

  function end(): VerifyReport {
    if (!isEnded) found.add({ kind: 'ledger_cut', line: lineNumber, facts: { size: expected } })
    const newest = outside.anchors.at(-1)
    if (newest && newest.size > expected) {
      found.add({ kind: 'ledger_cut', index: expected, facts: { anchoredSize: newest.size, size: expected } })
    }
    return {
      ledger,
      eventCount,
      root: rootOf(tree).toString('hex'),
      chainHead: chain?.toString('hex') ?? '',
      anchorCount: outside.anchorCount,
      newestAnchoredIndex,
      ...found.all(),
    }
  }
}

function ledgerOf(event: Buffer): unknown {
  try {
    return (JSON.parse(event.toString()) as { ledger?: unknown }).ledger
  } catch {
    return undefined
  }
}
