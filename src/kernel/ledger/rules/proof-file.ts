import { z } from 'zod'
import { canonicalJson } from '../../../base/canonical-json.ts'
import type { Anchor } from './anchor-line.ts'
import { collectFindings, type LedgerFinding } from './findings.ts'
import { leafHash } from './merkle.ts'
import { readOutsideAnchors } from './outside-anchors.ts'
import { type InclusionClaim, verifyInclusion } from './proofs.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const File = z.strictObject({
  kind: z.literal('inclusion-proof'),
  v: z.literal(1),
  ledger: z.uuid(),
  size: z.int().positive(),
  root: Sha256,
  index: z.int().nonnegative(),
  /** From the leaf up to the root; a tree of 2^64 leaves is 64 high. */
  path: z.array(Sha256).max(64),
  /** The canonical text of the event, as it is hashed. */
  event: z.string().max(1_000_000),
})
/** What of the event's text a reader is told; whatever else stands there is hashed as well. */
const Event = z.looseObject({
  ledger: z.uuid(),
  id: z.uuid(),
  type: z.string(),
  occurredAt: z.string(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.string(),
  facts: z.unknown(),
})
export type ProvenEvent = z.infer<typeof Event>

export interface ProofReport {
  readonly ledger: string | undefined
  readonly index: number | undefined
  readonly size: number | undefined
  readonly root: string | undefined
  /** Only where nothing was found: what does not hold is nobody's event. */
  readonly event: ProvenEvent | undefined
  /** When the root was written down outside; undefined: nothing vouches for it, and the file at best agrees with itself. */
  readonly anchoredAt: string | undefined
  /** Outside anchors of this ledger that were read. */
  readonly anchorCount: number
  readonly findingCount: number
  readonly findings: readonly LedgerFinding[]
}

/** One event with the proof that it stands in its ledger: a file for somebody who is shown this event and no other. */
export function writeProofFile(ledger: string, proof: InclusionClaim & { readonly event: string }): string {
  return `${canonicalJson({
    kind: 'inclusion-proof',
    v: 1,
    ledger,
    size: proof.size,
    root: proof.root.toString('hex'),
    index: proof.index,
    path: proof.path.map((hash) => hash.toString('hex')),
    event: proof.event,
  })}\n`
}

/**
 * Verifies such a file without a database: the event hashes to its leaf, the leaf to the root, and the root is the one of
 * an anchor that was kept outside. Whoever gives anchors is told where none is of the file's size: a ledger of one event is
 * quickly forged. Without any anchor the file only agrees with itself, and no more may be said of it.
 */
export function verifyProofFile(text: string, anchorLines: readonly string[]): ProofReport {
  const found = collectFindings()
  const file = File.safeParse(jsonOf(text)).data
  const { anchors, anchorCount, findings } = readOutsideAnchors(anchorLines, file?.ledger)
  const event = file && Event.safeParse(jsonOf(file.event)).data
  const report = (isProven: boolean, anchoredAt?: string): ProofReport => {
    const { findingCount, findings: told } = found.all()
    return {
      ledger: file?.ledger,
      index: file?.index,
      size: file?.size,
      root: file?.root,
      event: isProven ? event : undefined,
      anchoredAt,
      anchorCount,
      findingCount,
      findings: told,
    }
  }
  if (!file || !event) {
    found.add({ kind: 'proof_unreadable' })
    return report(false)
  }
  for (const finding of findings) found.add(finding)
  const { index, size } = file
  const isProven = verifyInclusion({
    leaf: leafHash(Buffer.from(file.event)),
    index,
    size,
    path: file.path.map((hash) => Buffer.from(hash, 'hex')),
    root: Buffer.from(file.root, 'hex'),
  })
  if (!isProven) found.add({ kind: 'proof_broken', index })
  if (event.ledger !== file.ledger) found.add({ kind: 'event_foreign', index })
  // The path alone does not tell how long the ledger was: only root and size together are what was written down outside.
  const hasRoot = (anchor: Anchor) => anchor.root.toString('hex') === file.root
  const anchor = anchors.find((one) => one.size === size)
  const isAnchored = anchor !== undefined && hasRoot(anchor)
  if (!isAnchored && anchors.length > 0) {
    found.add({ kind: anchor || anchors.some(hasRoot) ? 'anchor_mismatch' : 'anchor_missing', index: size - 1 })
  }
  const holds = found.all().findingCount === 0
  return report(holds, holds && isAnchored ? anchor?.at : undefined)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
